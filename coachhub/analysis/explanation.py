"""Why the chosen cause and not the next one: the strongest terms of the evidence, as numbers and words.

Source: docs/method.md section 13. Everything is additive in log-odds, so terms can be compared.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from coachhub.analysis.facts import Floats, Int8
from coachhub.analysis.parameters import DEFAULTS, Parameters

TERMS: Final = (
    "step_applied",
    "step_screening",
    "step_assessment",
    "step_interview",
    "step_final",
    "tags_client",
    "tags_employer",
    "tags_coach",
    "coach_rating",
)
SHOWN: Final = 2
WEAK_BELOW: Final = 0.35
MODERATE_BELOW: Final = 1.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """The two largest terms of k clients, largest first."""

    term: Int8  # (k, 2) position in TERMS, -1 where there is none
    log_odds: Floats  # (k, 2) for the chosen cause against the runner-up; negative speaks for the runner-up


def explain_choices(
    steps: Floats,
    tags: Floats,
    ratings: Floats,
    causes: Int8,
    runners_up: Int8,
    parameters: Parameters = DEFAULTS,
) -> Explanation:
    """The terms that separate cause (k,) and runner-up (k,).

    steps (k, 5 hypotheses, 5 steps), tags (k, 3 sources, 5), ratings (k, 5) are log-evidence, untempered.
    """
    rows = np.arange(causes.size)
    chosen, other = causes + 1, runners_up + 1
    by_step = parameters.tempering * (steps[rows, chosen] - steps[rows, other])
    by_source = parameters.tempering * (tags[rows, :, chosen] - tags[rows, :, other])
    by_rating = (ratings[rows, chosen] - ratings[rows, other])[:, None]
    odds = np.concatenate([by_step, by_source, by_rating], axis=1)
    order = np.argsort(-np.abs(odds), axis=1, kind="stable")[:, :SHOWN]
    strongest = np.take_along_axis(odds, order, axis=1)
    # Rounding noise of a term without evidence is not evidence.
    silent = np.abs(strongest) < 1e-9
    return Explanation(np.where(silent, -1, order).astype(np.int8), np.where(silent, 0.0, strongest))


def name_strength(log_odds: float) -> str:
    """A term in words: weak below .35, moderate below 1, else strong."""
    size = abs(log_odds)
    if size < WEAK_BELOW:
        return "weak"
    return "moderate" if size < MODERATE_BELOW else "strong"


def name_band(share: float) -> str:
    """A relative gain in words: small below .25, medium up to .75, large above."""
    if share < 0.25:
        return "small"
    return "medium" if share <= 0.75 else "large"
