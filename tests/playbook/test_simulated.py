"""The invented focuses of the demo are what the simulator makes; the calculations find what is true in it."""

import csv
from pathlib import Path

import numpy as np
import pytest

from benchmarks.diagnosis.focus_cycles import CLIENTS, TRUE_LIFTS, simulate_cycles, write_cycles
from coachhub.analysis.what_works import show_what_works
from coachhub.playbook.improvements import load_effects
from coachhub.playbook.simulated import COLUMNS, FILE, SEARCHES, load_simulated


def read(path: Path) -> tuple[list[list[str]], np.ndarray]:
    """The names and whole numbers of each row, and what was counted."""
    with path.open(newline="", encoding="utf-8") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == COLUMNS
    return [row[:5] for row in rows], np.array([[float(cell) for cell in row[5:]] for row in rows])


def test_the_table_that_is_shipped_is_what_the_simulator_makes(tmp_path: Path) -> None:
    assert CLIENTS == SEARCHES
    fresh = tmp_path / "fresh.csv"
    write_cycles(simulate_cycles(), fresh)
    (names, counts), (shipped, shipped_counts) = read(fresh), read(FILE)
    assert names == shipped
    # Other machines may round the last digit in another way.
    np.testing.assert_allclose(counts, shipped_counts, rtol=2e-3, atol=1e-6)


def test_another_world_would_be_seen(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    write_cycles(simulate_cycles(true=False), other)
    assert not np.allclose(read(other)[1], read(FILE)[1], rtol=2e-3, atol=1e-6)


def test_what_is_read_is_what_was_written() -> None:
    cycles, shipped = load_simulated(), read(FILE)[1]
    np.testing.assert_array_equal(cycles.before.alpha, shipped[:, :5])
    np.testing.assert_array_equal(cycles.after.open_worth, shipped[:, 20:])
    assert cycles.count == len(shipped)
    assert set(np.unique(cycles.agreement)) == {0, 1, 2}


def test_the_calculations_find_large_effects_and_claim_none_where_there_is_none() -> None:
    slugs = load_effects().slugs
    found = show_what_works(load_simulated(), len(slugs))
    works = {slugs[one.improvement] for one in found.effects if one.works}
    assert {"mock_interviews", "rewrite_resume_accomplishments"} <= works
    assert all(TRUE_LIFTS[slug] > 0 for slug in works)
    assert any(one.shown and not one.works for one in found.effects)
    assert any(not one.shown for one in found.effects)
    nothing = show_what_works(simulate_cycles(true=False), len(slugs))
    assert not [one for one in nothing.effects if one.works]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_where_nothing_helps_hardly_anything_is_claimed(seed: int) -> None:
    found = show_what_works(simulate_cycles(seed=seed, true=False), len(load_effects().slugs))
    assert sum(one.works for one in found.effects) <= 1
