"""Invented focuses for the What works screen of the demo practice, until it has some of its own.

`benchmarks/diagnosis/focus_cycles.py` made the table beside this module: it simulates searches with known
truth, and keeps of each focus what the product would know. Never shown in a real practice.
"""

import csv
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from coachhub.analysis.after_counts import After
from coachhub.analysis.effect import Before
from coachhub.analysis.facts import Floats
from coachhub.analysis.parameters import STEPS
from coachhub.analysis.vocabulary import Cause
from coachhub.analysis.what_works import Cycles
from coachhub.playbook.improvements import load_effects

FILE: Final = Path(__file__).with_name("simulated_focuses.csv")
SEARCHES: Final = 400
"""How many searches were invented; not all of them came to a focus."""
COUNTS: Final = ("alpha", "beta", "passed", "failed", "open")
COLUMNS: Final = (
    *("client", "improvement", "cause", "agreement", "drawn"),
    *(f"{name}_{step}" for name in COUNTS for step in range(1, STEPS + 1)),
)


@lru_cache(maxsize=1)
def load_simulated() -> Cycles:
    """The invented focuses; positions of improvements are those of `load_effects`."""
    with FILE.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    places = {slug: place for place, slug in enumerate(load_effects().slugs)}

    def numbers(name: str) -> Floats:
        return np.array([[float(row[f"{name}_{step}"]) for step in range(1, STEPS + 1)] for row in rows])

    alpha, beta, passed, failed, still_open = (numbers(name) for name in COUNTS)
    return Cycles(
        client=np.array([int(row["client"]) for row in rows], dtype=np.int32),
        improvement=np.array([places[row["improvement"]] for row in rows], dtype=np.int32),
        cause=np.array([Cause.read(row["cause"]) for row in rows], dtype=np.int8),
        agreement=np.array([int(row["agreement"]) for row in rows], dtype=np.int8),
        drawn=np.array([row["drawn"] == "1" for row in rows], dtype=np.bool_),
        before=Before(alpha, beta),
        after=After(passed, failed, still_open),
        drift=np.zeros((len(rows), STEPS)),
    )
