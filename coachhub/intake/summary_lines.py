"""Lines of a table that are no rows: its header once more, sums and remarks below the last row."""

import re
from collections.abc import Sequence
from typing import Final

from coachhub.intake.date_forms import read_form
from coachhub.intake.lexicon import CELLS
from coachhub.intake.words import fold

# How a line of sums below a table begins.
TOTALS: Final = frozenset(fold(word) for word in CELLS["totals"]["words"])
# Sums and remarks stand in the last lines.
LOOKED_AT: Final = 12
NUMBER: Final = re.compile(r"[\s\d.,%€$£¥+()/–-]*$")
REMARK: Final = re.compile(
    r"\s*(?:#\s*\w+\W+\w|//|\*+\s*\w|\(?(?:note|notes|hinweis|legend|legende|source|quelle)\b\s*:)",
    re.IGNORECASE,
)
LONGEST_NAME: Final = 60


def find_headers(texts: Sequence[Sequence[str]], header: Sequence[str]) -> set[int]:
    """The rows that only repeat the header."""
    names = [cell.strip() for cell in header]
    filled = [at for at, name in enumerate(names) if name]
    if len(filled) < 2 or names[filled[0]] not in texts[filled[0]]:
        return set()
    return {
        at
        for at, text in enumerate(texts[filled[0]])
        if text == names[filled[0]] and all(texts[column][at] == names[column] for column in filled)
    }


def find_summaries(texts: Sequence[Sequence[str]], first: int) -> dict[int, str]:
    """{row: its first text} of lines at the end that sum up or comment; rows before `first` are none."""
    size = len(texts[0]) if texts else 0
    found = {}
    for at in range(size - 1, max(first, size - LOOKED_AT) - 1, -1):
        cells = [column[at] for column in texts if column[at]]
        if cells and is_summary(cells, alone=len(texts) > 2):
            found[at] = cells[0]
    return found


def is_summary(cells: Sequence[str], *, alone: bool) -> bool:
    """Whether the filled cells of a row are a sum ("Total", 31) or one remark ("# exported by ...")."""
    words = fold(cells[0]).split()
    rest = cells[1:]
    if words and (words[0] in TOTALS or " ".join(words[:2]) in TOTALS) and (rest or len(words) > 1 or alone):
        plain = [cell for cell in rest if NUMBER.match(cell) is None or is_day(cell)]
        return not plain
    if rest or not alone:
        return False
    return REMARK.match(cells[0]) is not None or len(cells[0]) > LONGEST_NAME


def is_day(cell: str) -> bool:
    """Whether a cell of digits is a day: then the row is one."""
    form = read_form(cell)
    return form is not None and (form.day is not None or form.pair is not None) and len(cell) >= 6
