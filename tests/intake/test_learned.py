"""What somebody decided is found again in the next file, however its headers and words are written."""

import pytest

from coachhub.intake import Choices
from coachhub.intake.choices import word_key
from coachhub.intake.learned import find_learned, header_key
from coachhub.intake.reading import read
from coachhub.intake.tracker import Explanation
from tests.intake.invented_files import TODAY


def explain(text: str, choices: Choices) -> Explanation:
    """What the page is told about a file."""
    told = read(text.encode(), "tracker.csv", TODAY, choices, explain=True).explanation
    assert told is not None
    return told


@pytest.mark.parametrize(
    "spelling", ["Where it is", "where IT is", "Where_it_is", "WhereItIs", "Whère it is?"]
)
def test_a_header_is_remembered_however_it_is_spelled(spelling: str) -> None:
    assert header_key(spelling) == header_key("Where it is")


@pytest.mark.parametrize("spelling", ["Zorgle now", "zorgle NOW", "Zorglé, now!", " zorgle  now "])
def test_a_word_is_remembered_however_it_is_spelled(spelling: str) -> None:
    assert word_key(spelling) == word_key("zorgle now")


def test_a_column_that_occurs_twice_is_remembered_without_its_number() -> None:
    assert header_key("Notes (column 7)") == header_key("Notes")


def test_remembered_decisions_are_offered_where_they_would_change_something() -> None:
    text = (
        "Company,Role,Date applied,Status,Gizmo\n"
        "Birch Tea,Cook,2026-03-01,ZORGLE!,Ulm\nElm Bread,Baker,2026-03-02,Rejected,Bonn\n"
    )
    fields = {"gizmo": "location", "company": "company", "gone": "notes", "role": "nonsense"}
    words = {"zorgle": "rejected:interview", "rejected": "rejected", "other": "offer"}
    found = find_learned(explain(text, Choices()), fields, words)
    assert [(one.kind, one.name, one.decided, one.natural) for one in found] == [
        ("field", "Gizmo", "location", "left_out"),
        ("word", "zorgle", "rejected:interview", ""),
    ]
    taken = Choices(
        fields={one.name: one.decided for one in found if one.kind == "field"},
        words={one.name: one.decided for one in found if one.kind == "word"},
    )
    tracker = read(text.encode(), "tracker.csv", TODAY, taken)
    assert tracker.applications[0].location == "Ulm"
    assert tracker.applications[0].outcome.word == "rejected"
    assert find_learned(explain(text, taken), fields, words) == []


def test_what_is_decided_here_comes_before_what_is_remembered() -> None:
    text = "Company,Role,Date applied,Status\nBirch Tea,Cook,2026-03-01,Zorgle\n"
    assert find_learned(explain(text, Choices()), {}, {"zorgle": "offer"})
    decided = Choices(words={"zorgle": "rejected"})
    assert find_learned(explain(text, decided), {}, {"zorgle": "offer"}) == []
