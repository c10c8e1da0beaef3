"""How a text becomes a normalised phrase that the lexicon can be asked about."""

import re
import unicodedata
from functools import lru_cache

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
NOT_WORDS = re.compile(r"[\W_]+")
STRETCHED = re.compile(r"([^\W\d])\1{2,}")


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
