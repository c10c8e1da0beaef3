"""Every assumed number of the method in one frozen table, so that it can be read, tested, learned or changed.

Source: docs/method.md section 2. Steps are 1..5 (applied, screening, assessment, interview, final) and stand
at index 0..4; causes stand in the order of `Cause`, channels of `Channel`, sources of `Source`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from coachhub.analysis.facts import Floats

STEPS: Final = 5
CAUSES: Final = 4
HYPOTHESES: Final = 5
"""Hypothesis 0 is "none", hypothesis 1 + c is cause c."""

STAGE_GROUPS: Final = (0, 0, 1, 2, 2)
"""The group of each step for statements about causes: early, assessment, late."""

Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Parameters:
    """The numbers of docs/method.md section 2; every field without a cited source is assumed."""

    # One per step.
    healthy_rate: Row = (0.15, 0.62, 0.75, 0.50, 0.48)
    prior_strength: Row = (15.0, 12.0, 12.0, 12.0, 12.0)
    pass_median: Row = (10.0, 8.0, 8.0, 9.0, 9.0)
    pass_sigma: Row = (0.8, 0.7, 0.7, 0.7, 0.7)
    fail_median: Row = (20.0, 10.0, 10.0, 10.0, 10.0)
    fail_sigma: Row = (0.9, 0.8, 0.8, 0.8, 0.8)
    ghost: Row = (0.50, 0.25, 0.25, 0.25, 0.15)
    # Log-odds by which each cause lowers each step.
    signature: tuple[Row, ...] = (
        (-0.9, -0.6, -1.5, -0.5, -0.2),
        (-1.4, 0.0, 0.0, 0.0, 0.0),
        (0.0, -0.6, -0.2, -1.4, -0.7),
        (-0.2, -0.2, 0.0, -0.6, -1.4),
    )
    channel_log_odds: Row = (0.0, 1.0, 0.6)
    channel_pseudo_counts: Row = (2.0, 0.2, 0.1)
    prior: Row = (0.12, 0.22, 0.30, 0.24, 0.12)  # none, then the causes
    # Statements about causes.
    reliability: Row = (0.20, 0.30, 0.45)
    concentration: Row = (4.0, 8.0, 12.0)
    relevance: tuple[Row, ...] = (
        (0.0, 0.0, 0.0),
        (1.0, 1.0, 0.5),
        (1.0, 0.2, 0.1),
        (0.2, 0.4, 1.0),
        (0.4, 0.3, 1.0),
    )
    base_rates: tuple[tuple[Row, ...], ...] = (
        ((0.37, 0.33, 0.03, 0.27), (0.35, 0.05, 0.30, 0.30), (0.27, 0.04, 0.36, 0.33)),
        ((0.52, 0.10, 0.03, 0.35), (0.60, 0.03, 0.12, 0.25), (0.33, 0.03, 0.29, 0.35)),
        ((0.33, 0.45, 0.04, 0.18), (0.55, 0.05, 0.25, 0.15), (0.22, 0.05, 0.44, 0.29)),
    )
    # The coach's four ratings.
    rating_mean: float = 3.3
    rating_deficit: float = 1.0
    rating_sigma: float = 1.6
    # How evidence is weighed.
    tempering: float = 0.9
    half_life_days: float = 120.0
    changed_weight: float = 0.35
    changed_signature: float = 0.25
    spillover: float = 0.15  # how much fixing one cause helps when another is the bottleneck
    assessment_share: float = 0.30
    # The decision.
    mature_applications: float = 8.0
    mature_later_steps: float = 4.0
    mature_statements: int = 2
    focus_at: float = 0.60
    leaning_at: float = 0.40
    tie_share: float = 0.05
    paused_after_days: int = 35
    pace_window_days: int = 28
    unknown_stage_share: float = 1 / 3
    repeat_after_days: int = 60
    # Asking for evidence: the chance to get a statement from the employer, by step.
    employer_answers: Row = (0.10, 0.15, 0.20, 0.30, 0.40)
    # What a whole practice teaches about its market.
    cohort_strength: float = 80.0
    cohort_window_days: int = 180
    # The life of a focus.
    switch_ratio: float = 1.25
    early_switch_ratio: float = 3.0
    early_switch_days: int = 7
    check_in_day: int = 21
    review_day: int = 28
    last_review_day: int = 42
    review_exposure: float = 8.0
    # Whether a focus helped, in log-odds.
    effect_lowest: float = -2.0
    effect_highest: float = 3.0
    effect_step: float = 0.1
    effect_nodes: int = 24
    effect_mean: float = 0.2
    effect_sigma: float = 0.5
    helped_at: float = 0.90
    probably_helped_at: float = 0.80
    no_sign_at: float = 0.30
    untold_after_days: int = 7  # a focus that was never completed counts from this day on
    drift_exposure: float = 200.0
    # What many focuses teach together.
    pooled_mean: float = 0.2  # between +8 % (résumé help) and an odds ratio of 2.67 (whole programmes)
    pooled_sigma: float = 0.35
    pooled_least: int = 30  # fewer are not shown, and change nothing
    pooled_claim: float = 0.1  # null effects pool to .07 to .10 in simulations
    pooled_longest: int = 1000  # more cycles than this are not promised
    learning_strength: float = 30.0
    learned_eta_least: float = 0.05
    # How far sources are relied on, and how frequent causes are.
    agreement_least: int = 30
    full_agreement: float = 0.75
    reliability_least: float = 0.05
    reliability_most: float = 0.70
    confirmed_least: int = 30
    prior_learning_strength: float = 100.0
    market_clients: int = 30  # from so many on the market's shift is used; 30 to 150 gained in simulations
    # Clients together: a workshop, and those who came to it against those who did not.
    workshop_least: int = 3
    compared_least: int = 5

    def signatures(self) -> Floats:
        """Log-odds shifts (5 hypotheses, 5 steps); the row of "none" is zero."""
        return np.vstack([np.zeros(STEPS), np.asarray(self.signature)])

    def targets(self) -> Floats:
        """How much of a cause's improvement each step feels (4, 5): 1 where most, 0 where untargeted."""
        taken = np.abs(np.asarray(self.signature))
        return np.where(taken >= self.changed_signature, taken / taken.max(axis=1, keepdims=True), 0.0)


DEFAULTS: Final = Parameters()
