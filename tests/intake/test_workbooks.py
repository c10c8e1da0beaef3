"""Workbooks: the sheet with the log, real dates, other sheets, what a sheet hides, old and broken kinds."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import xlsxwriter

from coachhub.intake import Choices, RowCounts, Tracker, read_tracker
from tests.intake.invented_files import TODAY, make_workbook, read_bytes

HEADER = "Company,Role,Date Applied,Status\n"
HEAD = ["Company", "Role", "Date Applied", "Status"]


def draw(paint: Callable[[Any, Any], None], **options: Any) -> bytes:
    """A workbook with one sheet that `paint` fills."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "default_date_format": "yyyy-mm-dd", **options}
    ) as book:
        sheet = book.add_worksheet("Log")
        sheet.write_row(0, 0, HEAD)
        paint(book, sheet)
    return out.getvalue()


def change(data: bytes, part: str, pattern: str, new: str) -> bytes:
    """The workbook with the XML of one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                changed = re.sub(pattern.encode(), new.encode(), content, count=1)
                assert changed != content
                content = changed
            fresh.writestr(name, content)
    return out.getvalue()


def asked(tracker: Tracker) -> dict[str, tuple[str, ...]]:
    """{kind: values} of what is asked."""
    return {question.kind: question.values for question in tracker.questions}


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
    assert asked(tracker)["sheets"] == ("2025",)


def test_sheets_of_several_years_are_one_log() -> None:
    data = make_workbook(
        {
            "2026": [
                HEAD,
                ["Acme", "Cook", date(2026, 1, 5), "Applied"],
                ["Birch", "Cook", date(2026, 2, 5), "Rejected"],
            ],
            "Mood": [["Day", "Mood"], ["Monday", "good"]],
            "2025": [
                ["My search in 2025"],
                ["Status", "Company", "Role", "Date Applied", "City"],
                ["Rejected", "Cedar", "Chef", date(2025, 3, 4), "Rome"],
            ],
        }
    )
    tracker = read_bytes(data, "log.xlsx")
    assert [(a.company, a.role_title, a.outcome.word) for a in tracker.applications] == [
        ("Acme", "Cook", "open"),
        ("Birch", "Cook", "rejected"),
        ("Cedar", "Chef", "rejected"),
    ]
    assert tracker.sheet == "2026, 2025"
    assert asked(tracker)["together"] == ("2026", "2025")
    assert "sheets" not in asked(tracker)
    part = tracker.parts[1]
    assert (part.name, tracker.applications[2].row - part.shift) == ("2025", 3)
    assert tracker.rows == RowCounts(3, 0, 3, 3, 0, 0)
    assert tracker.applications[2].location == "Rome"


def test_a_problem_in_a_second_sheet_is_told_with_its_name_and_its_own_row() -> None:
    row: list[object] = ["Acme", "Cook", "2026-01-05", "Applied"]
    data = make_workbook(
        {"2026": [HEAD, row, ["Birch", *row[1:]]], "2025": [HEAD, ["Cedar", "Cook", "nonsense", "Applied"]]}
    )
    tracker = read_tracker(data, filename="t.xlsx", today=TODAY, explain=True)
    assert tracker.explanation is not None
    assert [told.shown for told in tracker.explanation.rows] == ["2 (2025)"]
    # It is corrected under the number that is its own in the whole file.
    choices = Choices(rows={tracker.problems[0].row: {"Date Applied": "2025-03-04"}})
    found = read_tracker(data, filename="t.xlsx", today=TODAY, choices=choices)
    assert (str(found.applications[2].applied_on), found.problems) == ("2025-03-04", ())


def test_a_link_behind_a_cell_is_the_address() -> None:
    def paint(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 4, ["Link"])
        sheet.write_row(1, 0, ["Acme", "Cook", "2026-01-05", "Applied"])
        sheet.write_url(1, 4, "https://example.org/1", string="Apply")
        sheet.write_row(2, 0, ["Birch", "Cook", "2026-01-05", "Applied"])
        sheet.write_formula(2, 4, '=HYPERLINK("https://example.org/2","Apply")', None, "Apply")

    tracker = read_bytes(draw(paint), "log.xlsx")
    assert [a.url for a in tracker.applications] == ["https://example.org/1", "https://example.org/2"]


def test_a_link_behind_the_role_is_the_address_and_the_role_stays() -> None:
    def paint(book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["Acme", "", "2026-01-05", "Applied"])
        sheet.write_url(1, 1, "https://example.org/1", string="Cook")

    found = read_bytes(draw(paint), "log.xlsx").applications[0]
    assert (found.role_title, found.url) == ("Cook", "https://example.org/1")


def test_a_link_behind_another_cell_is_the_address_where_no_column_has_one() -> None:
    def paint(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 4, ["Salary"])
        sheet.write_row(1, 0, ["Acme", "Cook", "2026-01-05", "Applied"])
        sheet.write_url(1, 4, "https://example.org/1", string="50k")
        sheet.write_row(2, 0, ["Birch", "Cook", "2026-01-05", "Applied"])

    tracker = read_bytes(draw(paint), "log.xlsx")
    assert [(a.url, a.salary) for a in tracker.applications] == [("https://example.org/1", "50k"), ("", "")]
    assert not tracker.problems


def test_formulas_count_with_their_results_and_those_without_are_told() -> None:
    def paint(book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 0, '="Ac"&"me"', None, "Acme")
        sheet.write_row(1, 1, ["Cook", "2026-01-05"])
        sheet.write_formula(1, 3, "=Other!A1", None, "")
        sheet.write_row(2, 0, ["Birch", "Cook", "2026-01-05"])
        sheet.write_formula(2, 3, "=1/0", None, "#REF!")
        sheet.write_row(3, 0, ["Cedar", "Cook", "2026-01-05"])
        sheet.write_formula(3, 3, '=IF(TRUE,"Rejected","")', None, "Rejected")

    tracker = read_bytes(draw(paint), "log.xlsx")
    assert [(a.company, a.outcome.word) for a in tracker.applications] == [
        ("Acme", "open"),
        ("Birch", "open"),
        ("Cedar", "rejected"),
    ]
    assert [(p.row, p.column) for p in tracker.problems] == [(2, "Status"), (3, "Status")]


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    def paint(book: Any, sheet: Any) -> None:
        for at in range(1, 5):
            sheet.write_row(at, 0, [f"Firm {at}", "Cook", "2026-01-05", "Rejected"])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_row(40, None, None, {"hidden": True})
        sheet.set_column(3, 3, None, None, {"hidden": True})

    tracker = read_bytes(draw(paint), "log.xlsx")
    assert [a.outcome.word for a in tracker.applications] == ["rejected"] * 4
    assert next(q.message for q in tracker.questions if q.kind == "hidden_rows").startswith(
        "Hidden rows in the sheet: 2"
    )


def test_a_hidden_sheet_does_not_hide_the_log() -> None:
    def paint(book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["Acme", "Cook", "2026-01-05", "Applied"])
        other = book.add_worksheet("Template")
        for at, row in enumerate([HEAD, *([["Example", "Example", "2026-01-01", "Applied"]] * 5)]):
            other.write_row(at, 0, row)
        other.hide()

    assert [a.company for a in read_bytes(draw(paint), "log.xlsx").applications] == ["Acme"]


def test_a_company_merged_over_its_roles_is_theirs() -> None:
    def paint(book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 0, 3, 0, "Acme")
        for at, role in enumerate(["Cook", "Baker", "Chef"], start=1):
            sheet.write_row(at, 1, [role, "2026-01-05", "Applied"])
        sheet.write_row(4, 0, ["Birch", "Cook", "2026-01-05", "Applied"])

    tracker = read_bytes(draw(paint), "log.xlsx")
    assert [(a.company, a.role_title) for a in tracker.applications] == [
        ("Acme", "Cook"),
        ("Acme", "Baker"),
        ("Acme", "Chef"),
        ("Birch", "Cook"),
    ]


def test_a_header_of_merged_cells_in_two_lines_is_read() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Log")
        for column, name in enumerate(["Company", "Role", "Applied on"]):
            sheet.merge_range(0, column, 1, column, name)
        sheet.merge_range(0, 3, 0, 4, "Interview")
        sheet.write_row(1, 3, ["Date", "Result"])
        sheet.write_row(2, 0, ["Acme", "Cook", "2026-01-05", "2026-01-20", "rejected"])
        sheet.write_row(3, 0, ["Birch", "Cook", "2026-01-06", "", ""])
    tracker = read_bytes(out.getvalue(), "log.xlsx")
    assert [(a.stage.word, a.outcome.word) for a in tracker.applications] == [
        ("interview", "rejected"),
        ("applied", "open"),
    ]
    assert tracker.rows.total == 2


def test_rich_text_booleans_and_numbers_as_names_are_texts() -> None:
    def paint(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 4, ["Interview"])
        sheet.write_rich_string(1, 0, "Ac", book.add_format({"bold": True}), "me", " Sons")
        sheet.write_row(1, 1, ["Cook", "2026-01-05", "Applied"])
        sheet.write_boolean(1, 4, True)
        sheet.write_row(2, 0, [1848, "Cook", "2026-01-05", "Applied"])
        sheet.write_boolean(2, 4, False)

    tracker = read_bytes(draw(paint), "log.xlsx")
    assert [(a.company, a.stage.word) for a in tracker.applications] == [
        ("Acme Sons", "interview"),
        ("1848", "applied"),
    ]


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    def paint(book: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, ["Acme", "Cook", date(2026, 1, 5), "Applied"])
        sheet.write_row(2, 0, ["Birch", "Cook", "5.2.2026", "Applied"])
        sheet.write_row(3, 0, ["Cedar", "Cook", "15.2.2026", "Applied"])

    tracker = read_bytes(draw(paint, date_1904=True), "log.xlsx")
    assert [str(a.applied_on) for a in tracker.applications] == ["2026-01-05", "2026-02-05", "2026-02-15"]
