"""Old and open workbooks, and hostile ones: read, or refused before anything is unfolded."""

from collections.abc import Callable

import pytest

from tests.intake.invented_files import make_workbook, read_bytes, read_text
from tests.intake.old_workbooks import make_ods, make_ole, make_xls
from tests.intake.test_workbooks import HEAD, HEADER, change


@pytest.mark.parametrize("make", [make_xls, make_ods])
def test_old_and_open_workbooks_are_read(make: Callable[[list[list[str]]], bytes]) -> None:
    data = make(
        [HEAD, ["B\xe4ckerei", "Koch", "2026-01-05", "Rejected"], ["Birch", "Cook", "2026-01-06", "Applied"]]
    )
    tracker = read_bytes(data, "log.xls")
    assert tracker.format == ("xls" if make is make_xls else "ods")
    assert [(a.company, a.outcome.word) for a in tracker.applications] == [
        ("B\xe4ckerei", "rejected"),
        ("Birch", "open"),
    ]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (make_ole({"WordDocument": b"x"}), "text document"),
        (make_ole({"Contents": b"x"}), "old Office"),
        (make_ole({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "password"),
        (make_ole({"Workbook": b"garbage" * 900}), "cannot be opened"),
        (make_xls([HEAD])[:1500], "try again"),
    ],
)
def test_old_office_files_that_hold_no_readable_cells_say_what_to_do(data: bytes, word: str) -> None:
    tracker = read_bytes(data, "a.xls")
    assert tracker.verdict == "refused"
    assert word in (tracker.reason or "")


PLAIN = make_workbook({"Log": [HEAD, ["Acme", "Cook", "2026-01-05", "Applied"]]})
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (
            change(
                PLAIN,
                SHEET,
                "</sheetData>",
                '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
            ),
            "columns",
        ),
        (
            change(
                PLAIN, SHEET, "</sheetData>", '<row r="900000"><c r="A900000"><v>1</v></c></row></sheetData>'
            ),
            "rows",
        ),
        (
            change(
                PLAIN, SHEET, "</sheetData>", '<row r="199999"><c r="GA199999"><v>1</v></c></row></sheetData>'
            ),
            "columns",
        ),
        (change(PLAIN, "xl/sharedStrings.xml", "<sst", '<!DOCTYPE a [<!ENTITY b "c">]><sst'), "definitions"),
        (change(PLAIN, SHEET, "<sheetData>(.|\n)*", "<sheetData><c><"), "opened"),
    ],
    ids=["far cell", "far row", "sparse", "entities", "broken"],
)
def test_hostile_workbooks_are_refused_before_they_are_unfolded(data: bytes, word: str) -> None:
    tracker = read_bytes(data, "a.xlsx")
    assert tracker.verdict in ("refused", "empty")
    assert word in (tracker.reason or "")


def test_a_format_on_a_far_cell_is_no_reason_to_refuse() -> None:
    data = change(PLAIN, SHEET, "</sheetData>", '<row r="900000"><c r="XFD900000" s="0"/></row></sheetData>')
    assert len(read_bytes(data, "a.xlsx").applications) == 1


def test_a_status_column_with_hundreds_of_different_texts_is_notes() -> None:
    rows = "".join(f"Acme,Cook,2026-01-05,text number {n} about it\n" for n in range(400))
    tracker = read_text(HEADER + rows)
    assert tracker.mapping["Status"] == "notes"
    assert tracker.rows.applications == 400
