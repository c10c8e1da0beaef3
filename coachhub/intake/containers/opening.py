"""From bytes to tables: which container it is, by its first bytes and never by its name."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from coachhub.intake import file_messages, messages
from coachhub.intake.containers.archive import read_archive
from coachhub.intake.containers.json_tables import read_json
from coachhub.intake.containers.markdown import has_tables, read_markdown
from coachhub.intake.containers.opened import Opened
from coachhub.intake.containers.trello import split_cards
from coachhub.intake.containers.web_pages import find_charset, looks_like_page, read_page
from coachhub.intake.containers.workbook import read_old_workbook, read_workbook
from coachhub.intake.decoding import decode
from coachhub.intake.delimited import read_delimited, sample_rows
from coachhub.intake.kinds import BOM, OLD_OFFICE, ZIP, refuse_other_kinds
from coachhub.intake.limits import Refusal, scan_archive
from coachhub.intake.table import score_grid
from coachhub.intake.tracker import Question

OFFICE_PARTS: Final = ("word/document.xml", "ppt/presentation.xml", "visio/document.xml")
SHEETS: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def open_file(data: bytes, filename: str, encoding: str | None = None) -> Opened:
    """The tables of a file; Refusal when it is none. `encoding` is what somebody chose for a text."""
    refuse_other_kinds(data)
    if data.startswith((ZIP, b"PK\x05\x06")):
        return open_zip(data, filename)
    if data.startswith(OLD_OFFICE):
        return Opened("xls", read_old_workbook(data))
    return open_text(data, filename, encoding)


def open_zip(data: bytes, filename: str) -> Opened:
    """A workbook, or an archive with tables in it."""
    names = scan_archive(data)
    if "xl/workbook.xml" in names:
        return Opened("xlsx", read_workbook(data))
    if "xl/workbook.bin" in names or SHEETS in data[:200]:
        return Opened("xlsb" if "xl/workbook.bin" in names else "ods", read_old_workbook(data))
    if any(name in names for name in OFFICE_PARTS) or b"opendocument" in data[:200]:
        raise Refusal(file_messages.OFFICE_DOCUMENT)
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        raise Refusal(file_messages.NUMBERS_DOCUMENT)
    return read_archive(data, open_file)


def open_text(data: bytes, filename: str, encoding: str | None) -> Opened:
    """The tables of a text: delimited, JSON, Markdown or a web page."""
    start = data[:4096].lstrip(BOM + b" \t\r\n\0\xff\xfe")
    page = looks_like_page(data[:65536])
    decoded = decode(data, score_text, encoding or (find_charset(data[:4096]) if page else None))
    text, questions = decoded.text, ask_encoding(decoded.encoding, decoded.others, guessed=decoded.guessed)
    about = (decoded.encoding, decoded.others, questions)
    if page:
        return Opened("html", read_page(text), *about)
    if start.startswith((b"{", b"[")) and (found := read_json(text)) is not None:
        return Opened("json", found.sheets, *about[:2], (*questions, *found.questions))
    if has_tables(text[:65536]):
        sheets = read_markdown(text)
        if any(score_grid(grid.rows) for _, grid in sheets):
            return Opened("markdown", sheets, *about)
    grid = split_cards(read_delimited(text, score_grid))
    tab = grid.delimiter == "\t" or PurePath(filename).suffix.casefold() == ".tsv"
    return Opened("tsv" if tab else "csv", [("", grid)], *about)


def ask_encoding(encoding: str, others: Sequence[str], *, guessed: bool) -> tuple[Question, ...]:
    """The question whether the letters are right, where they decided."""
    if not guessed:
        return ()
    return (Question("encoding", "", messages.asks_encoding(encoding), tuple(others)),)


def score_text(text: str) -> float:
    """How much the first lines of a text look like a tracker, whatever separates the cells."""
    return max((score_grid(rows) for rows in sample_rows(text)), default=0.0)
