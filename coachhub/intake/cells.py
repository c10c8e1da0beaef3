"""What the text of a cell is, without guards against formulas and words for "nothing"."""

import re

from coachhub.intake.lexicon import NOTHING

# The guard that careful exporters put before a text that a spreadsheet would run as a formula.
GUARDED = re.compile(r"^'(?=[=+\-@\t\r'])")
# Characters without width, which pages leave in what is copied from them.
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"
HYPERLINK = re.compile(r'^=\s*HYPERLINK\(\s*"([^"]*)"\s*[,;]\s*"([^"]*)"\s*\)\s*$', re.IGNORECASE)


def clean_cell(cell: str) -> str:
    """The text of a cell without outer blanks and formula guard, or "" when it says nothing."""
    text = cell.strip()
    if not text:
        return ""
    if text[0] in UNSEEN or text[-1] in UNSEEN:
        text = text.strip(UNSEEN + " \t\r\n\xa0")
        if not text:
            return ""
    if text[0] == "'":
        text = GUARDED.sub("", text).strip()
    if len(text) <= 9 and text.casefold() in NOTHING:
        return ""
    return text


def split_hyperlink(text: str) -> tuple[str, str]:
    """(shown text, address) of a HYPERLINK formula kept as text; (text, "") of any other text."""
    if text[:1] != "=":
        return text, ""
    match = HYPERLINK.match(text)
    return (match[2].strip(), match[1].strip()) if match else (text, "")
