"""The worlds to try a method in: a name and a `World` each. The base world is the method's own.

Seeds: 777 and 778 test, 888 misspecified worlds, 2001 and 2002 are for development.
"""

from dataclasses import replace
from typing import Final

from benchmarks.diagnosis.world import World

TEST_SEED: Final = 777
SECOND_TEST_SEED: Final = 778
WRONG_WORLD_SEED: Final = 888
DEVELOPMENT_SEEDS: Final = (2001, 2002)

BASE: Final = World()


def _scale(row: tuple[float, ...], factor: float) -> tuple[float, ...]:
    return tuple(number * factor for number in row)


SLOW: Final = replace(
    BASE,
    pass_median=_scale(BASE.pass_median, 1.5),
    fail_median=_scale(BASE.fail_median, 2.0),
    ghost=(0.75, 0.45, 0.45, 0.40, 0.25),
)
FAST: Final = replace(
    BASE,
    pass_median=_scale(BASE.pass_median, 0.6),
    fail_median=_scale(BASE.fail_median, 0.5),
    ghost=(0.30, 0.10, 0.10, 0.10, 0.05),
)

WORLDS: Final[dict[str, World]] = {
    "base": BASE,
    # The market.
    "cold market": replace(BASE, market=(0.15, 0.75, 0.90, 0.60, 0.55)),
    "hot market": replace(BASE, market=(0.50, 0.92, 0.97, 0.80, 0.75)),
    # Another mix of causes: none, qualifications, application, interview, fit.
    "mostly qualifications": replace(BASE, bottlenecks=(0.10, 0.60, 0.12, 0.12, 0.06)),
    "mostly application": replace(BASE, bottlenecks=(0.10, 0.10, 0.60, 0.12, 0.08)),
    "mostly interview": replace(BASE, bottlenecks=(0.10, 0.10, 0.12, 0.60, 0.08)),
    "mostly fit": replace(BASE, bottlenecks=(0.10, 0.12, 0.12, 0.16, 0.50)),
    "interview and fit": replace(BASE, bottlenecks=(0.10, 0.08, 0.12, 0.40, 0.30)),
    "uniform": replace(BASE, bottlenecks=(0.12, 0.22, 0.22, 0.22, 0.22)),
    "few with none": replace(BASE, bottlenecks=(0.02, 0.25, 0.33, 0.27, 0.13)),
    "many with none": replace(BASE, bottlenecks=(0.40, 0.15, 0.20, 0.16, 0.09)),
    # The shape of the weaknesses.
    "diffuse": replace(
        BASE,
        bottlenecks=(1.0, 0.0, 0.0, 0.0, 0.0),
        second_share=0.0,
        small_share=0.6,
        small_deficit=(0.3, 1.2),
    ),
    "diffuse and one": replace(BASE, deficit=(0.6, 1.4), small_share=0.5, small_deficit=(0.3, 1.0)),
    "wide spread": replace(BASE, quality_spread=0.75),
    "weak gates": replace(BASE, gate_weights=tuple(_scale(row, 0.7) for row in BASE.gate_weights)),
    "strong gates": replace(BASE, gate_weights=tuple(_scale(row, 1.3) for row in BASE.gate_weights)),
    # Employers.
    "slow employers": SLOW,
    "fast employers": FAST,
    # What people say.
    "clients blame fit": replace(BASE, client_bias=(0.08, 0.06, 0.06, 0.80), client_insight=(3.0, 7.0)),
    "clients blame qualifications": replace(
        BASE, client_bias=(0.80, 0.06, 0.06, 0.08), client_insight=(3.0, 7.0)
    ),
    "talkative and wrong": replace(BASE, client_speaks=(6.0, 2.0), client_insight=(2.0, 8.0)),
    "bad tags": replace(
        BASE, client_insight=(3.0, 7.0), employer_insight=0.4, coach_insight=0.5, coach_guess=0.0
    ),
    "bad coach tags": replace(BASE, coach_insight=0.5, coach_guess=0.0),
    "no coach": replace(BASE, coached_share=0.0),
    "every coach": replace(BASE, coached_share=1.0),
    "silent clients": replace(BASE, client_speaks=(1.0, 9.0)),
    # The coach's ratings.
    "good ratings": replace(BASE, rating_spread=0.9),
    "fair ratings": replace(BASE, rating_spread=1.5),
    "poor ratings": replace(BASE, rating_spread=2.5),
    "blind ratings": replace(BASE, rating_spread=1.5, rating_blind=True),
}
