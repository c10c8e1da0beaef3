"""A fitted table as a module of the product: numbers with three places, one row per line."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from coachhub.analysis.cohort import CohortTable
from coachhub.analysis.cohort_features import FEATURES
from coachhub.analysis.facts import Floats

HEAD: Final = '''\
"""The numbers behind `--baseline cohort`; benchmarks/diagnosis/fit_cohort.py writes them, nobody by hand.

Fitted to simulated clients of random worlds (benchmarks/diagnosis/random_worlds.py), pulled towards the
method's own weights. What the test seeds (777, 778, 888) had to do with it: docs/method.md section 26.
"""

import numpy as np

from coachhub.analysis.cohort import CohortTable

_COHORTS = np.array(
    [
        # spread | mix of causes: Q A I F | factors: first step, later steps, client, employer, coach, ratings
'''


def write_table_module(table: CohortTable) -> str:
    """The source of `coachhub/analysis/cohort_table.py`."""
    return HEAD + "".join(_write_body(table))


def _write_body(table: CohortTable) -> Iterator[str]:
    rows = np.column_stack([table.spreads, table.mix_slopes, table.factor_slopes])
    for name, row in zip(FEATURES, rows, strict=True):
        yield f"        # {name}\n        {_write_row(row)},\n"
    yield "    ]\n)\n\n"
    yield "COHORT_TABLE = CohortTable(\n"
    yield f"    term_weights={_write_array(table.term_weights)},\n"
    yield f"    offsets=np.array({_write_row(table.offsets)}),\n"
    yield "    spreads=_COHORTS[:, 0],\n"
    yield "    mix_slopes=_COHORTS[:, 1:5],\n"
    yield "    factor_slopes=_COHORTS[:, 5:],\n"
    yield f"    amount_slopes={_write_array(table.amount_slopes)},\n"
    yield f"    amount_offsets=np.array({_write_row(table.amount_offsets)}),\n"
    yield ")\n"


def _write_array(rows: Floats) -> str:
    lines = "".join(f"            {_write_row(row)},\n" for row in rows)
    return f"np.array(\n        [\n{lines}        ]\n    )"


def _write_row(row: Floats) -> str:
    return "[" + ", ".join(f"{round(float(number), 3) + 0.0:g}" for number in row) + "]"
