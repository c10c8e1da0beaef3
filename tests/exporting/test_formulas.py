"""No cell of an export is run by a spreadsheet: read from its bytes, not through our own reader."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coachhub.analysis.vocabulary import Cause, Source
from coachhub.exporting.csv_files import write_applications, write_csv
from coachhub.exporting.layout import Exported, Reason, measure
from coachhub.exporting.workbooks import write_workbook
from coachhub.intake.own_format import guard, unguard
from coachhub.intake.tracker import TrackerApplication
from tests.exporting.invented_searches import PIECES, SEARCHES, TEXTS

DAY: Final = date(2026, 6, 1)
TRIGGER: Final = re.compile("[=+\\-@\t\r\0＝＋－＠]")
MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")

# A machine that does much else makes nothing wrong.
BUSY: Final = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def is_run(cell: str) -> bool:
    """Whether a spreadsheet may take the cell for a formula: as it stands, or when blanks are cut off."""
    return TRIGGER.match(cell) is not None or TRIGGER.match(cell.strip()) is not None


def texts_of_csv(data: bytes) -> Iterator[str]:
    assert data.startswith(b"\xef\xbb\xbf")
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True):
        yield from row


def cells_of_workbook(data: bytes) -> Iterator[ElementTree.Element]:
    """Every cell of every sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(names) == 3
        for name in names:
            assert b"hyperlink" not in parts.read(name)
            yield from ElementTree.fromstring(parts.read(name)).iter(f"{MAIN}c")  # noqa: S314  our own bytes


def text_of(cell: ElementTree.Element) -> str:
    """The text of a cell as a program that reads it shows it."""
    written = "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), written)


def export_workbook(rows: Sequence[TrackerApplication], said: str) -> bytes:
    out = io.BytesIO()
    reasons = [Reason(said, said, said, DAY, Source.EMPLOYER, Cause.FIT, said, DAY)]
    exported = [Exported(row, said, key=said) for row in rows]
    write_workbook(out, exported, reasons, measure(rows), made_on=DAY, with_client=True)
    return out.getvalue()


@given(TEXTS | st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join))
def test_a_guarded_text_runs_nothing_and_is_found_again(text: str) -> None:
    assert not is_run(guard(text))
    assert unguard(guard(text)) == text


@BUSY
@given(rows=SEARCHES, said=TEXTS)
def test_no_cell_of_a_csv_file_is_run(rows: tuple[TrackerApplication, ...], said: str) -> None:
    out = io.BytesIO()
    exported = [Exported(row, said, key=said) for row in rows]
    write_applications(out, exported, measure(rows), with_client=True)
    assert not [text for text in texts_of_csv(out.getvalue()) if is_run(text)]


@BUSY
@given(rows=SEARCHES, said=TEXTS)
def test_no_cell_of_a_workbook_is_run(rows: tuple[TrackerApplication, ...], said: str) -> None:
    for cell in cells_of_workbook(export_workbook(rows, said)):
        assert cell.find(f"{MAIN}f") is None
        if cell.get("t") == "inlineStr":
            assert not is_run(text_of(cell))
        else:
            # Days and whole numbers, and nothing that a text could have become.
            assert cell.get("t") in (None, "n")
            assert re.fullmatch(r"\d+", cell.findtext(f"{MAIN}v") or "")


@given(header=st.lists(TEXTS, min_size=1, max_size=4))
def test_headers_are_guarded_too(header: list[str]) -> None:
    out = io.BytesIO()
    write_csv(out, header, [])
    assert not [text for text in texts_of_csv(out.getvalue()) if is_run(text)]


def test_lines_end_as_the_standard_says_and_quotes_are_doubled() -> None:
    out = io.BytesIO()
    write_csv(out, ["a", "b"], [['say "hi", please', "two\nlines"], [3, DAY], [None, ""]])
    assert out.getvalue().decode("utf-8-sig") == (
        'a,b\r\n"say ""hi"", please","two\nlines"\r\n3,2026-06-01\r\n,\r\n'
    )
