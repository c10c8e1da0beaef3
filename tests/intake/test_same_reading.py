"""However a tracker is written, it says the same: order of rows and columns, case, separator, encoding."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.generated import HEADER, Invented, invent, read_truth
from tests.intake.invented_files import read_bytes

SEEDS = st.integers(0, 10**6)
EXAMPLES = settings(max_examples=60, deadline=None)


def agrees(tracker: Invented) -> bool:
    """Whether reading gives the truth."""
    found = read_bytes(tracker.write())
    return read_truth(found.applications) == tracker.truth() and not found.problems


@EXAMPLES
@given(SEEDS)
def test_an_invented_tracker_reads_as_its_truth(seed: int) -> None:
    tracker = invent(seed)
    found = read_bytes(tracker.write())
    assert read_truth(found.applications) == tracker.truth()
    assert found.rows.total == found.rows.importable == len(tracker.applications)
    assert not found.problems


@EXAMPLES
@given(SEEDS, st.permutations(HEADER))
def test_the_order_of_columns_changes_nothing(seed: int, header: list[str]) -> None:
    assert agrees(invent(seed).written(header=tuple(header)))


@EXAMPLES
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_only_the_order(seed: int, chance: random.Random) -> None:
    tracker = invent(seed, 8)
    rows = list(tracker.applications)
    chance.shuffle(rows)
    assert agrees(replace(tracker, applications=tuple(rows)))


@EXAMPLES
@given(SEEDS, st.sampled_from(["upper", "lower", "title"]))
def test_the_case_of_the_header_changes_nothing(seed: int, case: str) -> None:
    assert agrees(invent(seed).written(case=case))


@EXAMPLES
@given(SEEDS, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_separator_line_end_and_quoting_change_nothing(seed: int, sign: str, end: str, quoted: bool) -> None:
    assert agrees(invent(seed).written(delimiter=sign, end=end, quote_all=quoted))


@EXAMPLES
@given(
    SEEDS,
    st.sampled_from(
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
    ),
)
def test_the_encoding_changes_nothing(seed: int, encoding: str) -> None:
    assert agrees(invent(seed).written(encoding=encoding))


@EXAMPLES
@given(SEEDS, st.data())
def test_some_of_the_rows_read_as_they_do_among_all(seed: int, data: st.DataObject) -> None:
    tracker = invent(seed, 9)
    kept = data.draw(st.lists(st.integers(0, 8), min_size=1, max_size=9, unique=True))
    rows = tuple(tracker.applications[at] for at in sorted({0, *kept}))
    assert agrees(replace(tracker, applications=rows))


@pytest.mark.parametrize("seed", range(20))
def test_a_workbook_says_the_same_as_the_text(seed: int) -> None:
    tracker = invent(seed)
    assert read_truth(read_bytes(tracker.workbook(), "t.xlsx").applications) == tracker.truth()
