"""The diagnosis of many clients at once: which step of each search holds it back, and how sure that is.

Source: docs/method.md, whose sections the modules below follow one by one.
"""

from dataclasses import dataclass

import numpy as np

from coachhub.analysis.actions import Effects, History, choose_improvements, find_allowed
from coachhub.analysis.ask import Asks, choose_asks
from coachhub.analysis.baseline import NO_SHIFT
from coachhub.analysis.cohort import CohortTable, learn_cohort_shift, weigh_by_cohort
from coachhub.analysis.decision import (
    choose_causes,
    count_recent,
    decide_states,
    find_blurred,
    find_mature,
    find_paused,
    find_runners_up,
)
from coachhub.analysis.evidence import weigh_steps
from coachhub.analysis.explanation import Explanation, explain_choices
from coachhub.analysis.facts import Facts, Flags, Floats, Int8
from coachhub.analysis.focuses import Focuses, find_active_causes, find_completions
from coachhub.analysis.gain import measure_gains
from coachhub.analysis.parameters import DEFAULTS, Parameters
from coachhub.analysis.posterior import find_probabilities, weigh_ratings
from coachhub.analysis.rotation import take_turns
from coachhub.analysis.statistics import Statistics, sum_statistics, weigh_trials
from coachhub.analysis.tags import sum_tags, weigh_tag_groups
from coachhub.analysis.tally import Tally, tally_trials
from coachhub.analysis.trials import Trials, build_trials

NO_HISTORY = History()


@dataclass(frozen=True, slots=True)
class Diagnoses:
    """One row per client (k,), in the order of `Facts.client_ids`."""

    state: Int8  # (k,) State
    cause: Int8  # (k,) Cause with the largest gain, in every state
    improvement: Int8  # (k,) position in `Effects.slugs`, -1 when no table was given
    near_ties: Flags  # (k, m) improvements among which it was drawn; none without `rotate` or a near tie
    strength: Floats  # (k,) P(cause)
    runner_up: Int8  # (k,) Cause, the most probable other one
    runner_up_probability: Floats  # (k,)
    probabilities: Floats  # (k, 5) none, then the causes
    gains: Floats  # (k, 4) extra offers from fixing each cause, relative to the offers as things are
    exposure: Floats  # (k, 5) n of each step: passes, failures and the worth of the open ones, weighted
    open_worth: Floats  # (k, 5) x of each step
    statistics: Statistics
    healthy: Floats  # (k, 5) the rate of a client whom nothing holds back
    mature: Flags  # (k,) enough evidence for a focus
    paused: Flags  # (k,)
    pace: Floats  # (k,) applications a week, over the last four
    interviews: Floats  # (k,) expected in the next four weeks at this pace
    extra_interviews: Floats  # (k, 4) more of them if each cause were fixed
    improved_interviews: Floats  # (k,) more of them if the improvement closes its share of the cause
    improved_gain: Floats  # (k,) the relative gain of the cause times that share
    explanation: Explanation
    asks: Asks
    tally: Tally
    trials: Trials
    shift: Floats  # (5,) the market's log-odds that were used


def diagnose(
    facts: Facts,
    today: int,
    *,
    parameters: Parameters = DEFAULTS,
    effects: Effects | None = None,
    history: History = NO_HISTORY,
    focuses: Focuses | None = None,
    baseline_shift: Floats | None = None,
    trials: Trials | None = None,
    rotate: bool = False,
    cohort: CohortTable | None = None,
) -> Diagnoses:
    """Diagnose every client of `facts` as of `today` (a day number).

    `baseline_shift` (5,) comes from `learn_baseline_shift`; None is no shift. `trials` saves building them
    again; they must be of the same facts and day. With `rotate` improvements that promise as much as each
    other take turns by client (`rotation`), else the cheaper one is taken. With `cohort` the clients of
    `facts` teach each other: their market, and how their evidence is weighed; `baseline_shift` is then not
    used. No error: thin data gives ABSTAIN.
    """
    clients = facts.client_count
    focuses = focuses or Focuses.none()
    shift = NO_SHIFT if baseline_shift is None else baseline_shift
    trials = trials or build_trials(facts, today, parameters)
    weight = weigh_trials(trials, parameters, find_completions(focuses, clients, today))
    statistics = sum_statistics(trials, weight, facts)
    tags = sum_tags(facts, trials, weight, focuses, parameters)

    if cohort is not None:
        shift = learn_cohort_shift(statistics, parameters)
    evidence = weigh_steps(statistics, shift, parameters)
    by_step, by_rating = evidence.log_evidence, weigh_ratings(facts.ratings, parameters)
    by_group, log_prior = weigh_tag_groups(tags.counts, parameters), None
    by_tag = by_group.sum(axis=2)
    if cohort is not None:
        weighed = weigh_by_cohort(
            cohort,
            by_step,
            by_group,
            by_rating,
            statistics,
            tags.statements,
            facts.ratings,
            shift,
            parameters,
        )
        by_step, by_tag, by_rating, log_prior = weighed.steps, weighed.tags, weighed.ratings, weighed.prior
    probabilities = find_probabilities(by_step, by_tag, by_rating, parameters, log_prior)
    gains = measure_gains(evidence.rates, probabilities, parameters)
    relative = gains.relative

    causes = choose_causes(relative, find_active_causes(focuses, clients, today), parameters)
    runners_up = find_runners_up(probabilities, causes)
    mature = find_mature(statistics.exposure, tags.statements, parameters)
    paused = find_paused(facts, trials.standing, today, parameters)
    blurred = find_blurred(facts, trials.standing, parameters)
    rows = np.arange(clients)

    improvement, share = np.full(clients, -1, dtype=np.int8), np.zeros(clients)
    near_ties = np.zeros((clients, 0 if effects is None else len(effects.slugs)), dtype=np.bool_)
    if effects is not None:
        allowed = find_allowed(effects, history, clients, today, parameters)
        improvement = choose_improvements(relative, causes, effects, allowed)
        if rotate:
            turns = take_turns(facts.client_ids, relative, causes, effects, allowed, parameters)
            improvement, near_ties = turns.improvement, turns.near_ties
        share = effects.eta[improvement, causes]
    weeks = parameters.pace_window_days / 7
    pace = count_recent(facts, trials.standing, today, parameters.pace_window_days) / weeks
    more = gains.extra_interviews * (weeks * pace)[:, None]
    return Diagnoses(
        state=decide_states(probabilities, causes, mature, paused, blurred, parameters),
        cause=causes,
        improvement=improvement,
        near_ties=near_ties,
        strength=probabilities[rows, causes + 1],
        runner_up=runners_up,
        runner_up_probability=probabilities[rows, runners_up + 1],
        probabilities=probabilities,
        gains=relative,
        exposure=statistics.exposure,
        open_worth=statistics.open_worth,
        statistics=statistics,
        healthy=evidence.healthy,
        mature=mature,
        paused=paused,
        pace=pace,
        interviews=gains.interviews * weeks * pace,
        extra_interviews=more,
        improved_interviews=share * more[rows, causes],
        improved_gain=share * relative[rows, causes],
        explanation=explain_choices(by_step, by_tag, by_rating, causes, runners_up, parameters),
        asks=choose_asks(
            facts, trials, tags, probabilities, gains.extra_offers_if, gains.offers, blurred, parameters
        ),
        tally=tally_trials(facts, trials),
        trials=trials,
        shift=shift,
    )
