"""Every number of the simulated world in one frozen table, so that another world is a `replace(...)`.

Steps stand at index 0..4 (applied, screening, assessment, interview, final), causes in the order of `Cause`,
channels of `Channel`. None of these numbers is known to the product: it sees dates and statements only.
"""

from dataclasses import dataclass
from math import inf
from typing import Final

Row = tuple[float, ...]
Table = tuple[Row, ...]

MARKET: Final = 4
"""The reason of a failure beside the four causes: it was the market or the employer."""


@dataclass(frozen=True, slots=True)
class World:
    """How clients are, how employers answer, and what people say about it."""

    # Qualities: what a client brings, one number per cause; larger is better.
    quality_mean: float = 0.35
    quality_spread: float = 0.45
    quality_correlation: float = 0.2
    bottlenecks: Row = (0.12, 0.22, 0.30, 0.24, 0.12)  # none, then the causes
    deficit: tuple[float, float] = (1.0, 2.5)
    second_share: float = 0.25
    second_deficit: tuple[float, float] = (0.3, 1.0)
    small_share: float = 0.0  # of each cause by itself: small weaknesses beside, or instead of, a large one
    small_deficit: tuple[float, float] = (0.3, 1.0)
    # Some clients change in mid-search.
    change_share: float = 0.20
    change_days: tuple[float, float] = (14.0, 140.0)
    change_size: tuple[float, float] = (0.5, 1.5)
    change_kinds: Row = (0.60, 0.15, 0.25)  # the bottleneck gets better, any cause does, qualifications age
    # Gates: sig(level + weight * quality); a gate that does not stand in the way has an endless level.
    gate_levels: Table = (
        (1.0, 0.6, inf, 2.5),
        (1.8, inf, 1.6, 2.5),
        (0.9, inf, inf, inf),
        (2.0, inf, 1.0, 1.8),
        (2.6, inf, 1.9, 1.1),
    )
    gate_weights: Table = (
        (1.0, 1.2, 0.0, 0.5),
        (0.7, 0.0, 0.7, 0.4),
        (1.2, 0.0, 0.0, 0.0),
        (0.5, 0.0, 1.2, 0.6),
        (0.4, 0.0, 0.7, 1.2),
    )
    # The market: what is left to others than the client.
    market: Row = (0.30, 0.85, 0.95, 0.70, 0.62)
    market_spread: float = 0.35
    market_cap: float = 0.90
    channel_mix: Row = (8.0, 1.0, 0.6)
    channel_factors: Row = (1.0, 2.2, 1.6)
    season: Row = (1.05, 1.08, 1.05, 1.05, 1.0, 0.97, 0.92, 0.90, 1.05, 1.03, 0.95, 0.80)
    assessment_share: float = 0.30
    # Answers, in days.
    pass_median: Row = (9.0, 7.0, 8.0, 9.0, 9.0)
    pass_sigma: Row = (0.75, 0.6, 0.6, 0.6, 0.6)
    fail_median: Row = (21.0, 9.0, 10.0, 10.0, 9.0)
    fail_sigma: Row = (0.9, 0.8, 0.8, 0.8, 0.7)
    ghost: Row = (0.55, 0.25, 0.30, 0.25, 0.12)
    slowness: Row = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.15, 1.3, 1.0, 1.0, 1.0, 1.3)  # by month
    withdrawn_share: float = 0.03
    withdrawn_days: tuple[float, float] = (1.0, 10.0)
    # Sending.
    pace_median: float = 5.0  # applications a week
    pace_sigma: float = 0.7
    pace_range: tuple[float, float] = (0.7, 30.0)
    gap_shape: float = 0.7
    holiday_share: float = 0.04
    holiday_days: tuple[float, float] = (7.0, 21.0)
    # Statements. Who does not know guesses; nobody blames an interview that has not been.
    late_blame: float = 0.15  # how often the papers are still blamed after the first step
    # Those of the client.
    client_speaks: tuple[float, float] = (2.0, 3.0)  # Beta
    client_silent_factor: float = 0.35
    client_insight: tuple[float, float] = (5.0, 5.0)  # Beta
    client_bias: Row = (0.32, 0.18, 0.17, 0.33)
    client_bias_strength: float = 5.0
    silent_days: float = 30.0
    # Those of the employer.
    employer_speaks: Row = (0.03, 0.10, 0.15, 0.25, 0.40)
    employer_insight: float = 0.60
    employer_early: Row = (0.55, 0.05, 0.05, 0.35)
    employer_late: Row = (0.40, 0.02, 0.18, 0.40)
    employer_market: float = 0.70  # how many of them say something when it was the market
    # Those of the coach.
    coached_share: float = 0.5
    coach_speaks: Row = (0.12, 0.12, 0.35, 0.35, 0.35)
    coach_insight: float = 0.75
    coach_guess: float = -1.5  # a coach who does not know names what looks weak
    coach_market: float = 0.40
    # The coach's four ratings, if there are any; a blind coach rates another client.
    rating_spread: float | None = None
    rating_blind: bool = False
