"""A refused table whose columns a person names is read; without that it is shown, and still refused."""

from datetime import date

import pytest

from coachhub.intake import Choices, Tracker, read_tracker
from coachhub.intake.rescue import can_be_named

TODAY = date(2026, 6, 1)
FOREIGN = "Qx,Zw,Vt\nAlba,Cook,2026-03-02\nBirch,Baker,2026-03-04\n"
BARE = "Alba;12;applied\nBirch;13;rejected\n"


def read(text: str, **fields: str) -> Tracker:
    choices = Choices(fields={name.replace("_", " "): field for name, field in fields.items()})
    return read_tracker(text.encode(), filename="t.csv", today=TODAY, choices=choices, explain=True)


@pytest.mark.parametrize("text", [FOREIGN, BARE])
def test_a_table_that_nobody_understands_is_refused_and_shown(text: str) -> None:
    found = read(text)
    assert found.verdict == "refused"
    assert can_be_named(found)
    assert found.explanation is not None
    assert found.explanation.sample[-1][0] == "Birch"
    assert len(found.explanation.columns) == 3


def test_a_person_who_names_the_columns_lifts_the_refusal() -> None:
    found = read(FOREIGN, Qx="company", Zw="role_title", Vt="applied_on")
    assert found.verdict == "applications"
    assert [(row.company, row.role_title, row.applied_on) for row in found.applications] == [
        ("Alba", "Cook", date(2026, 3, 2)),
        ("Birch", "Baker", date(2026, 3, 4)),
    ]
    assert not can_be_named(found)


def test_columns_without_any_name_go_by_letters_and_keep_their_first_row() -> None:
    found = read(BARE)
    assert found.explanation is not None
    assert [column.name for column in found.explanation.columns] == ["Column A", "Column B", "Column C"]
    named = read(BARE, Column_A="company", Column_C="status")
    assert [row.company for row in named.applications] == ["Alba", "Birch"]
    assert [row.row for row in named.applications] == [1, 2]


@pytest.mark.parametrize(
    "text",
    ["", "only one column\nof words\n", "First Name,Last Name,Email,Connected On\nA,B,a@x.org,2026-01-01\n"],
)
def test_what_names_cannot_help_is_not_offered(text: str) -> None:
    assert not can_be_named(read(text))


def test_a_list_of_jobs_becomes_applications_when_a_column_says_when() -> None:
    text = "Company,Role,Zw\nAlba,Cook,2026-03-02\nBirch,Cook,2026-03-04\n"
    assert can_be_named(read(text))
    assert read(text, Zw="applied_on").rows.applications == 2
