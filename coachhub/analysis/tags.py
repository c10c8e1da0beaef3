"""Statements about causes as evidence: which of them count, at which stage group, and what they say.

Source: docs/method.md section 7. A tag is one statement about one application by one source.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from coachhub.analysis.facts import NO_DAY, Facts, Flags, Floats, Int32
from coachhub.analysis.focuses import Focuses
from coachhub.analysis.parameters import CAUSES, DEFAULTS, HYPOTHESES, STAGE_GROUPS, Parameters
from coachhub.analysis.trials import Result, Trials
from coachhub.analysis.vocabulary import Source

SOURCES: Final = 3
GROUPS: Final = 3

BIT_SHARES: Final = np.array(
    [
        [(bits >> cause & 1) / max(bits.bit_count(), 1) for cause in range(CAUSES)]
        for bits in range(1 << CAUSES)
    ]
)
"""(16, 4) what a set of causes gives to each: m causes 1/m each."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of k clients that count as evidence."""

    counts: Floats  # (k, 3 sources, 3 groups, 4 causes) weighted
    statements: Floats  # (k, 3 sources) how many, not weighted
    tagged: Flags  # (n, 3 sources) applications about which a source has spoken


def find_last_trials(trials: Trials, applications: Int32) -> NDArray[np.intp]:
    """The position of the last trial of each of `applications` (p,), -1 where it has none."""
    # Trials stand by application and step.
    last = np.searchsorted(trials.application, applications, side="right") - 1
    if not trials.application.size:
        return last
    return np.where(trials.application[last] == applications, last, -1)


def sum_tags(
    facts: Facts, trials: Trials, weight: Floats, focuses: Focuses, parameters: Parameters = DEFAULTS
) -> Tags:
    """The tags that stand on `trials.today`, each with the weight of its application's last trial.

    Tags of applications whose last trial was passed say nothing, nor do those that a client made about the
    cause that he was working on at the time. Source: docs/method.md section 7.
    """
    clients, said = facts.client_count, facts.attributions
    last = find_last_trials(trials, said.application)
    usable = (last >= 0) & (said.causes != 0) & (said.made_on <= trials.today)
    usable &= trials.result[last] != Result.PASSED if trials.result.size else False
    usable &= ~_said_during_focus(facts, focuses)
    rows = np.flatnonzero(usable)
    trial, source = last[rows], said.source[rows].astype(np.intp)
    group = np.asarray(STAGE_GROUPS)[trials.step[trial] - 1]
    client = trials.client[trial].astype(np.intp)
    place = (client * SOURCES + source) * GROUPS + group
    counts = np.empty((clients * SOURCES * GROUPS, CAUSES))
    for cause in range(CAUSES):
        share = BIT_SHARES[said.causes[rows], cause] * weight[trial]
        counts[:, cause] = np.bincount(place, weights=share, minlength=counts.shape[0])
    statements = np.bincount(client * SOURCES + source, minlength=clients * SOURCES).reshape(clients, SOURCES)
    return Tags(
        counts.reshape(clients, SOURCES, GROUPS, CAUSES),
        statements.astype(np.float64),
        find_tagged(facts, trials.today),
    )


def find_tagged(facts: Facts, today: int) -> Flags:
    """The applications about which each source has spoken by `today`: (n, 3)."""
    said = facts.attributions
    tagged = np.zeros((facts.application_count, SOURCES), dtype=np.bool_)
    spoken = (said.causes != 0) & (said.made_on <= today)
    tagged[said.application[spoken], said.source[spoken]] = True
    return tagged


def _said_during_focus(facts: Facts, focuses: Focuses) -> Flags:
    """Client tags (t,) made while the client worked on a cause that they name: the focus may have spoken."""
    said = facts.attributions
    echo = np.zeros(said.application.size, dtype=np.bool_)
    if not focuses.client.size or not echo.size:
        return echo
    by_client = np.flatnonzero((said.source == Source.CLIENT) & (said.made_on != NO_DAY))
    order = np.argsort(focuses.client, kind="stable")
    sorted_clients = focuses.client[order]
    client = facts.client[said.application[by_client]]
    first = np.searchsorted(sorted_clients, client, side="left")
    count = np.searchsorted(sorted_clients, client, side="right") - first
    # Each tag meets each focus of its client.
    tag = np.repeat(by_client, count)
    offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    focus = order[np.repeat(first, count) + offset]
    made = said.made_on[tag]
    during = (focuses.started_on[focus] <= made) & (
        (focuses.ended_on[focus] == NO_DAY) | (made < focuses.ended_on[focus])
    )
    named = (said.causes[tag] >> focuses.cause[focus].astype(np.uint8)) & 1
    echo[tag[during & (named == 1)]] = True
    return echo


def expect_tags(parameters: Parameters = DEFAULTS) -> Floats:
    """T: the chance of each cause in a tag (3 sources, 3 groups, 5 hypotheses, 4 causes); rows sum to 1."""
    reach = (
        np.asarray(parameters.reliability)[:, None, None] * np.asarray(parameters.relevance).T
    )  # (3, 3, 5)
    own = np.vstack([np.zeros(CAUSES), np.eye(CAUSES)])
    base = np.asarray(parameters.base_rates)
    return np.asarray(reach[..., None] * own + (1 - reach[..., None]) * base[:, :, None, :], dtype=np.float64)


def weigh_tags(counts: Floats, parameters: Parameters = DEFAULTS) -> Floats:
    """G: log-evidence of the tags (k, 3 sources, 5 hypotheses) of counts (k, 3, 3, 4)."""
    return np.asarray(weigh_tag_groups(counts, parameters).sum(axis=2), dtype=np.float64)


def weigh_tag_groups(counts: Floats, parameters: Parameters = DEFAULTS) -> Floats:
    """The same by stage group: (k, 3 sources, 3 groups, 5 hypotheses).

    Dirichlet-multinomial: a source that repeats itself saturates.
    """
    evidence = np.zeros((counts.shape[0], SOURCES, GROUPS, HYPOTHESES))
    client, source, group = np.nonzero(counts.sum(axis=3))
    seen = counts[client, source, group]  # (z, 4)
    concentration = np.asarray(parameters.concentration)
    tau = concentration[source]
    alpha = concentration[:, None, None, None] * expect_tags(parameters)  # (3, 3, 5, 4)
    before = gammaln(alpha)
    # Most sources name few causes: what was not named adds nothing.
    row, cause = np.nonzero(seen)
    place = (source[row], group[row], slice(None), cause)
    gained = np.zeros((client.size, HYPOTHESES, CAUSES))
    gained[row, :, cause] = gammaln(alpha[place] + seen[row, cause, None]) - before[place]
    total = gammaln(tau + seen.sum(axis=1)) - gammaln(tau)
    evidence[client, source, group] = gained.sum(axis=2) - total[:, None]
    return evidence
