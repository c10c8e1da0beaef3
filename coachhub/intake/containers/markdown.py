"""The tables of a Markdown page: rows between bars, with a line of dashes below the header."""

import re
from typing import Final

from coachhub.intake import messages
from coachhub.intake.grids import Grid, check_cells
from coachhub.intake.limits import MAX_ROWS, Refusal

RULE: Final = re.compile(r"\s{0,3}\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*){1,200}\|?\s*$", re.ASCII)
BAR: Final = re.compile(r"(?<!\\)\|")
LINK: Final = re.compile(r"!?\[([^\[\]]{0,500})\]\(\s*<?([^()\s<>]{1,2000})>?(?:\s+\"[^\"]{0,200}\")?\s*\)")
BOX: Final = re.compile(r"^\[([ xX])\](?:\s|$)")
BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
MARKS: Final = re.compile(r"\*\*|__|~~|`")


def has_tables(head: str) -> bool:
    """Whether the beginning of a text has the line of dashes below a header."""
    return "-|" in head.replace(" ", "") and any(is_rule(line) for line in head.splitlines()[:2000])


def is_rule(line: str) -> bool:
    """Whether a line is nothing but dashes between bars."""
    return "--" in line and "|" in line and len(line) < 2000 and RULE.match(line) is not None


def read_markdown(text: str) -> list[tuple[str, Grid]]:
    """(heading above it, grid) of every table; row numbers are those of the lines. Refusal beyond limits."""
    if text.count("\n") > MAX_ROWS * 2:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    lines = text.splitlines()
    sheets: list[tuple[str, Grid]] = []
    heading, at = "", 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("#"):
            heading = line.strip("# ").strip()
        if at + 1 < len(lines) and "|" in line and is_rule(lines[at + 1]):
            start = at
            rows, links = [], {}
            while at < len(lines) and (at <= start + 1 or "|" in lines[at]):
                cells = [] if at == start + 1 else split_line(lines[at])
                for column, cell in enumerate(cells):
                    cells[column], address = read_cell(cell)
                    if address:
                        links[at - start, column] = address
                rows.append(cells)
                at += 1
            del rows[1]  # the dashes
            links = {(row - 1 if row else 0, column): link for (row, column), link in links.items()}
            check_cells(rows, start + 2)
            # Below the dashes a row has the number of its line; the header stands one line higher.
            sheets.append((name_table(heading, sheets), Grid(rows, start + 2, "|", links=links)))
        else:
            at += 1
    return sheets


def name_table(heading: str, sheets: list[tuple[str, Grid]]) -> str:
    """A name for the table that no other one has."""
    name = heading[:80] or "table"
    known = {other for other, _ in sheets}
    return name if name not in known else f"{name} ({len(sheets) + 1})"


def split_line(line: str) -> list[str]:
    """The cells of a line between its outer bars."""
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.replace("\\|", "|") for cell in BAR.split(inner)]


def read_cell(cell: str) -> tuple[str, str]:
    """(the text without marks, the address of its link or "")."""
    text = BREAK.sub("\n", cell.strip())
    link = LINK.search(text)
    address = link[2] if link else ""
    text = MARKS.sub("", LINK.sub(lambda match: match[1], text)).strip()
    box = BOX.match(text)
    if box:
        text = ("no" if box[1] == " " else "yes") if text == box[0].strip() else text[box.end() :]
    return text, address
