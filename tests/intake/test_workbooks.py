"""Workbooks: the sheet with the log, real dates, other sheets, columns that are notes."""

from datetime import date

from tests.intake.invented_files import make_workbook, read_bytes, read_text

HEADER = "Company,Role,Date Applied,Status\n"


def test_a_workbook_is_read_from_the_sheet_that_holds_the_log() -> None:
    data = make_workbook(
        {
            "Dashboard": [["My search"], [None, "Applied", 2]],
            "Log": [
                ["Applications 2026"],
                [],
                ["Company", "Role", "Date Applied", "Status", "Number"],
                ["Acme", "Cook", date(2026, 1, 5), "Rejected", 7],
                ["Birch", "Cook", 46105, "Applied", 8.5],
            ],
        }
    )
    tracker = read_bytes(data, "log.xlsx")
    assert (tracker.format, tracker.sheet, tracker.encoding) == ("xlsx", "Log", None)
    assert [(a.row, a.applied_on) for a in tracker.applications] == [
        (4, date(2026, 1, 5)),
        (5, date(2026, 3, 24)),
    ]


def test_a_second_log_of_another_kind_in_the_workbook_is_asked_about() -> None:
    row: list[object] = ["Acme", "Cook", date(2026, 1, 5), "Applied"]
    log: list[list[object]] = [["Company", "Role", "Date Applied", "Status"], row, row]
    other: list[list[object]] = [["Employer", "Position", "Applied on", "State"], row]
    tracker = read_bytes(make_workbook({"2025": other, "2026": log, "Notes": [["Buy milk"]]}), "log.xlsx")
    assert tracker.sheet == "2026"
    assert [question.values for question in tracker.questions if question.kind == "sheets"] == [("2025",)]


def test_a_status_column_with_hundreds_of_different_texts_is_notes() -> None:
    rows = "".join(f"Acme,Cook,2026-01-05,text number {n} about it\n" for n in range(400))
    tracker = read_text(HEADER + rows)
    assert tracker.mapping["Status"] == "notes"
    assert tracker.rows.applications == 400
