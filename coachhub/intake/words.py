"""How a cell becomes words: nothing, text, or a normalised phrase that the lexicon can be asked about."""

import re
import unicodedata
from functools import lru_cache

# What people and programs write when they mean an empty cell.
NOTHING = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "/",
        ".",
        "?",
        "n/a",
        "na",
        "n.a.",
        "n/a.",
        "#n/a",
        "#ref!",
        "#value!",
        "null",
    ]
    + ["none", "nil", "nan", "undefined", "(blank)", "(empty)", "(none)", "k.a.", "s.o."]
)
# The guard that careful exporters put before a text that a spreadsheet would run as a formula.
GUARDED = re.compile(r"^'(?=[=+\-@\t\r'])")
HYPERLINK = re.compile(r'^=\s*HYPERLINK\(\s*"([^"]*)"\s*[,;]\s*"([^"]*)"\s*\)\s*$', re.IGNORECASE)
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
NOT_WORDS = re.compile(r"[\W_]+")
STRETCHED = re.compile(r"([^\W\d])\1{2,}")


def clean_cell(cell: str) -> str:
    """The text of a cell without outer blanks and formula guard, or "" when it says nothing."""
    text = cell.strip()
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


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case, no accents, no punctuation or emoji, single blanks: "Réfusée !" gives "refusee"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return NOT_WORDS.sub(" ", plain.casefold()).strip()


@lru_cache(maxsize=2048)
def fold_header(text: str) -> str:
    """Like `fold`, with camelCase opened: "DateApplied" gives "date applied"."""
    return fold(CAMEL.sub(" ", text))


def unstretch(text: str) -> str:
    """Letters repeated three times or more, once: "reeejected" gives "rejected"."""
    return STRETCHED.sub(r"\1", text)
