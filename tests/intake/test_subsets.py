"""A row means the same whatever rows stand around it, or somebody is asked; order changes nothing."""

import csv
import io
import tomllib
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachhub.intake import Tracker
from tests.intake.invented_files import read_text

SHAPES = tomllib.loads(Path(__file__).with_name("shapes.toml").read_text("utf-8"))["shape"]
# The questions under which the rows that are there may decide what one of them means.
COVERS = {
    "stage": {"undated", "undated_saved", "unclear_status", "posting_status", "same_day", "stated_no"}
    | {"default_filled", "shape", "archived"},
    "outcome": {"stated_no", "undated", "undated_saved", "unclear_status", "posting_status", "shape"},
    "days": {"day_order", "missing_days", "same_day", "default_filled", "shape", "undated", "undated_saved"}
    | {"unclear_status", "stated_no"},
    "known": {"unknown_stages", "stated_no", "same_day", "default_filled", "unclear_status", "undated"},
}
ALWAYS = {"column"}
Rows = list[list[str]]


def write(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()


def look(tracker: Tracker, places: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What each row was read as, by its place in the whole file."""
    return {
        places[a.row - 2]: {
            "stage": a.stage,
            "outcome": a.outcome,
            "days": (a.applied_on, a.closed_on, [(e.value, e.occurred_on, e.imputed) for e in a.events]),
            "known": a.stage_known,
            "names": (a.company, a.role_title, a.url, a.location, a.channel, a.salary, a.notes),
        }
        for a in tracker.applications
    }


def find_changes(header: list[str], rows: Rows, keep: list[int]) -> list[str]:
    """What some rows mean otherwise without the others, and is not asked about."""
    whole = read_text(write(header, rows))
    part = read_text(write(header, [rows[at] for at in keep]))
    if "refused" in (whole.verdict, part.verdict) or whole.rows.folded:
        return []
    asked = {question.kind for question in part.questions}
    before, after = look(whole, range(len(rows))), look(part, keep)
    told = {keep[problem.row - 2] for problem in part.problems if problem.row >= 2}
    changes = [f"row {at} is read only with the others" for at in before.keys() & set(keep) - after.keys()]
    for at in sorted(before.keys() & after.keys()):
        for what, value in before[at].items():
            # A day that needs its neighbours is left out, and its problem told.
            if (
                value != after[at][what]
                and not (asked & (ALWAYS | COVERS.get(what, set())))
                and at not in told
            ):
                changes.append(f"row {at}: {what} {value} became {after[at][what]}; asked: {sorted(asked)}")
    return changes


def split_shape(text: str) -> tuple[list[str], Rows] | None:
    """Header and rows of an invented file; None where it has more lines than these."""
    for delimiter in (",", ";", "|"):
        rows = list(csv.reader(io.StringIO(text.strip("\n")), delimiter=delimiter))
        if len(rows[0]) > 2 and len({len(row) for row in rows}) == 1:
            return rows[0], rows[1:]
    return None


@pytest.mark.parametrize("shape", SHAPES, ids=[shape["says"] for shape in SHAPES])
def test_any_rows_of_a_shape_mean_what_they_mean_in_it(shape: dict[str, Any]) -> None:
    found = split_shape(shape["file"])
    if found is None or shape["says"].startswith(("dittos", "a title")):
        return  # rows that name the row above, and lines above the header
    header, rows = found
    for keep in (*combinations(range(len(rows)), 1), *combinations(range(len(rows)), 2)):
        assert not find_changes(header, rows, list(keep))
    for left_out in range(len(rows)):
        assert len(rows) == 1 or not find_changes(
            header, rows, [at for at in range(len(rows)) if at != left_out]
        )


DAYS = st.sampled_from(["2026-01-05", "2026-02-03", "2026-03-09", "2026-04-20", "2026-05-11", ""])
STATUSES = (
    *("Applied", "Rejected", "Interview", "Saved", "Pending", "Archived", "open", "closed", "Zorgle", ""),
    *("Offer accepted", "Withdrawn", "Ghosted", "Rejected after onsite", "To apply", "In progress"),
)
COLUMNS: dict[str, st.SearchStrategy[str]] = {
    "Role": st.sampled_from(["Cook", "Baker", ""]),
    "Date Applied": DAYS,
    "Date": DAYS,
    "Date Added": DAYS,
    "Last Updated": DAYS,
    "Status": st.sampled_from(STATUSES),
    "Result": st.sampled_from(["Rejected", "", "Offer", "No response", "Pending", "Declined"]),
    "Rejection Stage": st.sampled_from(["", "", "Phone screen", "Onsite"]),
    "Phone Screen": st.sampled_from(["yes", "no", "", "n/a", "2026-02-10", "rejected", "spoke with Kim"]),
    "Interview Date": st.sampled_from(["", "", "2026-03-15", "2026-04-25"]),
    "Onsite": st.sampled_from(["Y", "N", ""]),
    "Offer": st.sampled_from(["TRUE", "FALSE", "", "2026-05-20"]),
    "Rejected": st.sampled_from(["TRUE", "FALSE", "", "2026-05-21"]),
    "Applied": st.sampled_from(["Yes", "No", "", "2026-01-06"]),
    "In Progress": st.sampled_from(["yes", "no", ""]),
    "Archived": st.sampled_from(["Yes", "No", ""]),
    "Response": st.sampled_from(["Rejected", "no", "yes", "thanks", "Interview", "", "Kim called"]),
    "Step": st.sampled_from(["Interview", "Applied", "x1", "zorgle", ""]),
    "Call": st.sampled_from(["yes", "Kim", "2026-02-12", "555-1234", ""]),
    "HR": st.sampled_from(["yes", "Kim Lee", "", "no"]),
    "Applied on": st.sampled_from(["2026-01-05", "x", "yes", ""]),
    "Status Date": DAYS,
    "Source": st.sampled_from(["Referral", "LinkedIn", ""]),
    "Location": st.sampled_from(["Oslo", ""]),
    "Notes": st.sampled_from(["called back", ""]),
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], Rows]:
    """A header and rows as people write them; every company comes once."""
    names = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=6, unique=True))
    rows = draw(st.lists(st.tuples(*(COLUMNS[name] for name in names)), min_size=1, max_size=9))
    return ["Company", *names], [[f"Acme {at}", *row] for at, row in enumerate(rows)]


@settings(max_examples=250, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_rows_mean_the_same_without_the_others_or_somebody_is_asked(
    table: tuple[list[str], Rows], chance: Random
) -> None:
    header, rows = table
    keep = sorted(chance.sample(range(len(rows)), chance.randint(1, len(rows))))
    assert not find_changes(header, rows, keep)


@settings(max_examples=120, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_columns_changes_nothing(
    table: tuple[list[str], Rows], chance: Random
) -> None:
    header, rows = table
    whole = read_text(write(header, rows))
    order = list(range(len(rows)))
    chance.shuffle(order)
    other = read_text(write(header, [rows[at] for at in order]))
    places = list(range(len(header)))
    chance.shuffle(places)
    turned = read_text(write([header[at] for at in places], [[row[at] for at in places] for row in rows]))
    assert whole.verdict == other.verdict == turned.verdict
    assert look(whole, range(len(rows))) == look(other, order) == look(turned, range(len(rows)))
    kinds = sorted({question.kind for question in whole.questions})
    assert kinds == sorted({question.kind for question in other.questions})
    assert kinds == sorted({question.kind for question in turned.questions})
