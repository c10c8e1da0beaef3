"""The tables of a web page, and of the XML that old spreadsheets call Excel.

Read by a scanner of its own that goes over the text once: no script runs, nothing is fetched, and no markup
makes it look twice (the standard library's parser can be made to take minutes).
"""

import html
import re
from typing import Final

from coachhub.intake import file_messages, messages
from coachhub.intake.decoding import ENCODINGS
from coachhub.intake.grids import Grid, check_cells
from coachhub.intake.limits import MAX_COLUMNS, MAX_ROWS, Refusal

PAGE: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype|html|head|body|meta|table|div|style|\?xml|\?mso|svg)",
    re.IGNORECASE | re.DOTALL,
)
CHARSET: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
ATTRIBUTE: Final = re.compile(
    r"""([\w:-]{1,40})\s*=\s*(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'>]{1,400}))"""
)
NAME: Final = re.compile(r"/?[a-zA-Z][\w:-]{0,40}")
SILENT: Final = ("script", "style", "template", "noscript", "head", "title")
ROW: Final = frozenset(["tr", "row"])
CELL: Final = frozenset(["td", "th", "cell"])
BREAKS: Final = frozenset(["br", "p", "/p", "li", "/li", "div", "/div"])
WIDEST_SPAN: Final = 50
LONGEST_SPAN: Final = 2_000
MOST_TABLES: Final = 40
MOST_CELLS: Final = 4_000_000


def looks_like_page(head: bytes) -> bool:
    """Whether the beginning is markup."""
    return PAGE.match(head.replace(b"\0", b"").lstrip(b"\xff\xfe")) is not None


def find_charset(head: bytes) -> str | None:
    """The encoding that a page names, when it is one that can be chosen."""
    match = CHARSET.search(head)
    name = match[1].decode("ascii", "replace").casefold().replace("windows-", "cp") if match else ""
    name = {"iso-8859-1": "cp1252", "latin1": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030"}.get(
        name, name
    )
    return name if name in ENCODINGS and not name.startswith("utf") else None


class Table:
    """A table while it is read: its rows, links, and cells that reach down from rows above."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.links: dict[tuple[int, int], str] = {}
        self.down: dict[int, tuple[int, str]] = {}  # column: (rows still to fill, text)
        self.cell: list[str] | None = None
        self.link = ""
        self.span = (1, 1)
        self.skip = 0

    def begin_row(self) -> None:
        """A row starts."""
        self.end_cell()
        self.rows.append([])

    def begin_cell(self, attributes: dict[str, str]) -> None:
        """A cell starts, in a row that is made where it is missing."""
        self.end_cell()
        if not self.rows:
            self.rows.append([])
        self.cell, self.link = [], attributes.get("ss:href", "")
        self.span = (
            min(count(attributes.get("colspan")), WIDEST_SPAN),
            min(count(attributes.get("rowspan")), LONGEST_SPAN),
        )
        index = count(attributes.get("ss:index"), 0)
        if index:
            self.rows[-1] += [""] * min(index - 1 - len(self.rows[-1]), MAX_COLUMNS)

    def end_cell(self) -> None:
        """The cell is complete."""
        if self.cell is None:
            return
        row = self.rows[-1]
        self.fill(row)
        text = clean("".join(self.cell))
        if self.link:
            self.links[len(self.rows) - 1, len(row)] = self.link
        for _ in range(self.span[0]):
            if self.span[1] > 1:
                self.down[len(row)] = (self.span[1] - 1, text)
            row.append(text)
        self.cell = None

    def fill(self, row: list[str]) -> None:
        """Put the cells that reach down into the row before its next own cell."""
        while len(row) in self.down:
            rows, text = self.down.pop(len(row))
            if rows > 1:
                self.down[len(row)] = (rows - 1, text)
            row.append(text)
            if len(row) > MAX_COLUMNS:
                raise Refusal(messages.too_many_columns(MAX_COLUMNS))


def read_page(text: str) -> list[tuple[str, Grid]]:
    """(name, grid) of every table with two rows; Refusal when there is none, or beyond the limits."""
    tables: list[Table] = []
    stack: list[Table] = []
    unclosed: set[str] = set()
    at, cells = 0, 0
    while True:
        start = text.find("<", at)
        if stack and stack[-1].cell is not None:
            stack[-1].cell.append(text[at : start if start >= 0 else len(text)])
        if start < 0:
            break
        if text.startswith("<!--", start):
            end = text.find("-->", start)
            at = len(text) if end < 0 else end + 3
            continue
        end = text.find(">", start)
        if end < 0:
            break
        tag = text[start + 1 : end]
        at = end + 1
        found = NAME.match(tag)
        if found is None:
            continue
        name = found[0].casefold().removeprefix("ss:")
        if name in SILENT:
            end = -1 if name in unclosed else text.find(f"</{found[0]}", at)
            if end < 0:
                unclosed.add(name)  # never looked for again: one pass over the text, whatever it is
            at = max(at, end)
        elif name == "table":
            if len(tables) < MOST_TABLES:
                tables.append(Table())
                stack.append(tables[-1])
        elif name == "/table" and stack:
            stack.pop().end_cell()
        elif stack:
            cells += name in CELL
            if cells > MOST_CELLS or len(stack[-1].rows) > MAX_ROWS + 30:
                raise Refusal(messages.too_many_rows(MAX_ROWS))
            read_tag(stack[-1], name, tag)
    for table in stack:
        table.end_cell()
    return name_tables(tables)


def read_tag(table: Table, name: str, tag: str) -> None:
    """What one tag inside a table does to it."""
    if name in ROW:
        table.begin_row()
    elif name in CELL:
        table.begin_cell(read_attributes(tag))
    elif name[1:] in CELL or name[1:] in ROW:
        table.end_cell()
    elif table.cell is not None and name in BREAKS:
        table.cell.append("\n")
    elif table.cell is not None and name == "a":
        table.link = table.link or read_attributes(tag).get("href", "")


def read_attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case."""
    return {name.casefold(): html.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(tag[:8000])}


def count(text: str | None, otherwise: int = 1) -> int:
    """A small number from an attribute."""
    return (
        int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 and int(text) else otherwise
    )


def clean(text: str) -> str:
    """The text of a cell as a reader sees it."""
    lines = (" ".join(line.split()) for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line)


def name_tables(tables: list[Table]) -> list[tuple[str, Grid]]:
    """The tables that have rows, by their number on the page."""
    sheets = []
    for number, table in enumerate(tables, start=1):
        rows = table.rows
        if sum(1 for row in rows if any(row)) >= 2:
            check_cells(rows, 1)
            sheets.append((f"table {number}", Grid(rows, 1, None, links=table.links)))
    if not sheets:
        raise Refusal(file_messages.PAGE_WITHOUT_TABLE)
    return sheets
