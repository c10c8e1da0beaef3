"""What a person decides about a file is read as if the file had said so; nonsense is left out."""

from datetime import date
from typing import Any

import pytest

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import Choices, Tracker, count_questions, describe_tracker, read_tracker
from coachhub.intake.choices import FIELDS, KEPT, MEANINGS, PHRASES, name_meaning, word_key
from coachhub.intake.statuses import read_status
from tests.intake.invented_files import make_workbook

TODAY = date(2026, 6, 1)
FILE = """Company,Position,Date Applied,Status,Mood,Mood
Alba,Designer,03/04/2026,applied - no response,tired,x
Birch,Cook,05/04/2026,rejected (after onsite!),ok,y
Copper,Trainer,02/05/2026,zugzwang,ok,
,Partner,05/04/2026,applied,,
Delta,Dev,01/05/2026,ZUGZWANG!,ok,
"""


def read(text: str = FILE, **choices: Any) -> Tracker:
    decided = Choices.from_json(choices)
    return read_tracker(text.encode(), filename="t.csv", today=TODAY, choices=decided, explain=True)


def told(tracker: Tracker) -> Any:
    assert tracker.explanation is not None
    return tracker.explanation


def states(tracker: Tracker) -> dict[str, tuple[date | None, Stage, Outcome]]:
    return {a.company: (a.applied_on, a.stage, a.outcome) for a in tracker.applications}


@pytest.mark.parametrize("meaning", MEANINGS)
def test_every_meaning_has_a_phrase_that_says_exactly_it(meaning: str) -> None:
    assert name_meaning(read_status(MEANINGS[meaning])) == meaning


@pytest.mark.parametrize(
    "stored",
    [
        None,
        7,
        [],
        {},
        {"fields": 3, "orders": [], "words": "x", "rows": {"a": 1, "-3": None, "1" * 20: None}, "sheet": 4},
        {"fields": {"A": "nonsense", "B": None}, "orders": {"A": "sideways"}, "words": {"x": "maybe"}},
        {"unknown": {"x": "y"}},
        {"answers": {"undated": "applied", "": "fine", "a b": "fine", "archived": 3, "status|x": "saved"}},
        {"answers": ["fine"], "encoding": "rot13"},
    ],
)
def test_nonsense_decides_nothing(stored: Any) -> None:
    assert Choices.from_json(stored) == Choices()


def test_choices_survive_being_stored() -> None:
    choices = Choices(
        {"Mood": "notes"},
        {"Date Applied": "month-first"},
        {"zugzwang": "rejected:interview"},
        {4: {"Company": "Elm"}, 5: None, 6: {KEPT: "kept"}},
        {"undated": "saved", "stage_texts|First call": "fine"},
        "Sheet 2",
        "mac_roman",
    )
    assert Choices.from_json(choices.to_json()) == choices


def test_without_choices_nothing_changes_and_an_explanation_is_made_on_request() -> None:
    plain = read_tracker(FILE.encode(), filename="t.csv", today=TODAY)
    assert plain.explanation is None
    explained = read()
    assert describe_tracker(explained) == describe_tracker(plain)
    assert explained._replace(explanation=None) == plain


def test_columns_come_with_an_example_and_what_they_became() -> None:
    assert [(c.name, c.example, c.field) for c in told(read()).columns] == [
        ("Company", "Alba", "company"),
        ("Position", "Designer", "role_title"),
        ("Date Applied", "03/04/2026", "applied_on"),
        ("Status", "applied - no response", "status"),
        ("Mood", "tired", "left_out"),
        ("Mood (column 6)", "x", "left_out"),
    ]


def test_a_column_becomes_what_somebody_says() -> None:
    tracker = read(fields={"Mood (column 6)": "notes", "Mood": "location"})
    assert tracker.applications[0].notes == "x"
    assert tracker.applications[0].location == "tired"
    assert tracker.mapping["Mood (column 6)"] == "notes"
    assert [c.said for c in told(tracker).columns] == [False] * 4 + [True, True]


def test_of_two_columns_the_one_that_was_chosen_serves() -> None:
    text = "Company,Firm,Role,Date Applied\nAlba,Real Ltd,Cook,2026-03-02\n"
    assert read(text).applications[0].company == "Alba"
    assert read(text, fields={"Firm": "company"}).applications[0].company == "Real Ltd"


def test_a_stage_column_can_be_chosen() -> None:
    text = "Company,Role,Date Applied,Chat\nAlba,Cook,2026-03-02,2026-03-09\nBirch,Cook,2026-03-03,\n"
    found = states(read(text, fields={"Chat": "stage:interview"}))
    assert (found["Alba"][1], found["Birch"][1]) == (Stage.INTERVIEW, Stage.APPLIED)


@pytest.mark.parametrize("field", FIELDS)
def test_any_column_may_become_anything_without_a_fault(field: str) -> None:
    for name in ("Company", "Position", "Date Applied", "Status", "Mood"):
        tracker = read(fields={name: field})
        assert len(told(tracker).columns) == 6
        assert tracker.reason is None or "could not be read" not in tracker.reason


def test_a_reading_that_leaves_nothing_can_still_be_corrected() -> None:
    tracker = read(fields={"Company": "left_out", "Position": "left_out"})
    assert tracker.verdict == "refused"
    assert tracker.reason is not None
    assert [c.field for c in told(tracker).columns][:2] == ["left_out", "left_out"]


def test_dates_that_read_both_ways_come_with_both_readings() -> None:
    [order] = told(read()).orders
    assert (order.column, order.example, order.rows, order.said) == ("Date Applied", "03/04/2026", 5, False)
    assert [(one.order, one.day, one.longest_gap) for one in order.readings] == [
        ("day-first", date(2026, 4, 3), 26),
        ("month-first", date(2026, 3, 4), 61),
    ]
    assert count_questions(read()) == 2


@pytest.mark.parametrize(
    ("said", "day"), [("day-first", date(2026, 4, 3)), ("month-first", date(2026, 3, 4))]
)
def test_the_order_of_day_and_month_is_what_somebody_says(said: str, day: date) -> None:
    tracker = read(orders={"Date Applied": said})
    assert tracker.applications[0].applied_on == day
    [order] = told(tracker).orders
    assert (order.used, order.said) == (said, True)
    assert "day_order" not in {question.kind for question in tracker.questions}


def test_an_answer_about_one_column_serves_the_others() -> None:
    text = (
        "Company,Role,Date Applied,Status,Date Closed\n"
        "Alba,Cook,03/02/2026,rejected,05/03/2026\nBirch,Cook,04/02/2026,rejected,04/03/2026\n"
    )
    [order] = told(read(text)).orders
    assert order.column == "Date Applied"
    [question] = [one for one in read(text).questions if one.kind == "day_order"]
    assert "Date Closed" in question.message
    answered = read(text, orders={"Date Applied": "day-first"})
    assert len(told(answered).orders) == 1
    assert answered.applications[0].closed_on == date(2026, 3, 5)


def test_a_wording_comes_with_its_meaning_and_its_rows() -> None:
    found = {w.text: (w.meaning, w.clear, w.rows) for w in told(read()).wordings}
    assert found == {
        "zugzwang": ("", False, 2),
        "applied - no response": ("no_response", True, 1),
        "rejected (after onsite!)": ("rejected:final", True, 1),
        "applied": ("applied", True, 1),
    }


def test_a_word_means_what_somebody_says_however_it_is_spelled() -> None:
    tracker = read(words={word_key("Zugzwang"): "rejected:interview"})
    found = states(tracker)
    for company in ("Copper", "Delta"):
        assert found[company][1:] == (Stage.INTERVIEW, Outcome.REJECTED)
    assert "status" not in {question.kind for question in tracker.questions}
    [wording] = [w for w in told(tracker).wordings if w.said]
    assert (wording.text, wording.meaning, wording.natural) == ("zugzwang", "rejected:interview", "")


@pytest.mark.parametrize("meaning", PHRASES)
def test_a_known_word_can_be_given_another_meaning(meaning: str) -> None:
    text = "Company,Role,Date Applied,Status\nAlba,Cook,2026-03-02,Pending\n"
    tracker = read(text, words={"pending": meaning})
    assert [w.meaning for w in told(tracker).wordings] == [meaning]
    assert len(tracker.applications) == 1


def test_a_row_is_left_out_corrected_or_found_right() -> None:
    assert told(read()).open_rows == 1
    gone = read(rows={"5": None})
    assert [a.row for a in gone.applications] == [2, 3, 4, 6]
    assert (told(gone).open_rows, gone.problems, gone.rows.blank) == (0, (), 1)
    corrected = read(rows={"5": {"Company": "Elm"}})
    assert (corrected.applications[3].company, told(corrected).open_rows) == ("Elm", 0)
    kept = read(rows={"5": {KEPT: "kept"}})
    assert len(kept.applications) == 5
    assert (told(kept).open_rows, len(kept.problems)) == (0, 1)
    assert (
        read(rows={"1": None, "99": None, "3": {"No such column": "x"}}).applications == read().applications
    )


def test_a_row_with_too_many_cells_or_too_few_can_be_decided() -> None:
    text = (
        "Company,Role,Date Applied,Status\nAlba,Cook,2026-03-02,Applied,stray\nBirch\nElm,Cook,2026-03-03,\n"
    )
    text += 'Open,"quote,2026-03-04,Applied\n'
    assert told(read(text)).open_rows == 3
    tracker = read(text, rows={"2": None, "3": {"Status": "Rejected"}, "5": None})
    assert [a.company for a in tracker.applications] == ["Birch", "Elm"]
    assert tracker.applications[0].outcome is Outcome.REJECTED


def test_of_a_row_without_a_name_only_the_name_is_asked_for() -> None:
    text = "Company,Role,Date Applied,Status\nAcme,Cook,2026-03-02,Applied\n,,nonsense\n"
    nameless = read(text)
    assert len(nameless.problems) == 3
    [row] = told(nameless).rows
    assert (row.row, row.column) == (3, "Company")
    named = told(read(text, rows={"3": {"Company": "Elm"}})).rows
    assert {one.column for one in named} == {"", "Date Applied"}


def problem_in(day: str, *others: str) -> Any:
    rows = "".join(f"Firm {n},Cook,{text},Applied\n" for n, text in enumerate((day, *others)))
    return told(read(f"Company,Role,Date Applied,Status\n{rows}")).rows[0]


@pytest.mark.parametrize(
    ("day", "others", "suggestion", "correction", "says"),
    [
        ("32/04/2026", ("21/04/2026",), date(2026, 4, 22), "22/04/2026", "April has 30 days."),
        ("2026-02-30", ("2026-02-27",), date(2026, 2, 28), "2026-02-28", "February has 28 days."),
        ("2027-03-24", ("2026-03-20",), date(2026, 3, 24), "2026-03-24", "Was it 24 March 2026?"),
        ("0026-03-24", ("2026-03-20",), date(2026, 3, 24), "2026-03-24", "Was it 24 March 2026?"),
        ("soon", ("2026-03-20",), None, "", "This is not a date that can be read"),
        ("45/45/2026", ("2026-03-20",), None, "", "This is not a date that can be read"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_comes_with_a_guess(
    day: str, others: tuple[str, ...], suggestion: date | None, correction: str, says: str
) -> None:
    row = problem_in(day, *others)
    assert (row.row, row.column, row.field, row.value) == (2, "Date Applied", "applied_on", day)
    assert (row.suggestion, row.correction) == (suggestion, correction)
    assert says in row.message


def test_the_guess_is_a_correction_that_is_then_read() -> None:
    text = "Company,Role,Date Applied,Status\nAlba,Cook,32/04/2026,Applied\nBirch,Cook,21/04/2026,Applied\n"
    row = told(read(text)).rows[0]
    tracker = read(text, rows={"2": {row.column: row.correction}})
    assert tracker.applications[0].applied_on == row.suggestion
    assert tracker.problems == ()


def test_another_sheet_is_read_when_somebody_says_so() -> None:
    head = ["Company", "Role", "Date Applied", "Status"]
    data = make_workbook(
        {
            "2025": [head, *([f"Old {n}", "Cook", "2025-03-02", "Rejected"] for n in range(3))],
            "2026": [
                ["Employer", "Position", "Applied on", "State"],
                ["New", "Cook", "2026-03-02", "Applied"],
            ],
        }
    )

    def names(sheet: str | None) -> tuple[str | None, int, tuple[str, ...], int]:
        choices = Choices(sheet=sheet)
        found = read_tracker(data, filename="t.xlsx", today=TODAY, choices=choices, explain=True)
        return found.sheet, len(found.applications), told(found).sheets, count_questions(found)

    # Which sheet, and how far the rejected ones got.
    assert names(None) == ("2025", 3, ("2025", "2026"), 2)
    assert names("2026") == ("2026", 1, ("2025", "2026"), 0)
    assert names("no such sheet") == ("2025", 3, ("2025", "2026"), 2)
