"""How a text becomes a normalised phrase that the lexicon can be asked about."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from coachhub.intake.scripts import LETTERS

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
NOT_WORDS = re.compile(r"[\W_]+")
NOT_WORDS_NOR_ENDS = re.compile(r"(?:[^\w\n]|_)+")
# What a plain text of English words has none of.
ODD = re.compile(r"[^a-z0-9 \n]")
STRETCHED = re.compile(r"([^\W\d])\1{2,}")
# "The" in front of an Arabic word: "the interview" and "interview" are one phrase.
ARTICLE = re.compile(r"\bال(?=[\u0621-\u064a]{3})")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Lower case, no accents, no punctuation or emoji, single blanks: "Réfusée !" gives "refusee".

    One spelling per letter: full width is plain, traditional characters are simplified ones, Arabic has no
    vowel signs and no article.
    """
    if text.isascii():
        return NOT_WORDS.sub(" ", text.casefold()).strip()
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    # Together again: a Korean syllable is taken apart by the step before.
    plain = unicodedata.normalize("NFC", plain).casefold().translate(LETTERS)
    return NOT_WORDS.sub(" ", ARTICLE.sub("", plain)).strip()


def fold_lines(lines: Iterable[str]) -> list[str]:
    """`fold` of many lines at once: the whole lexicon in a few passes."""
    lines = list(lines)
    text = "\n".join(lines)
    if not lines:
        return []
    if text.isascii():
        plain = text.casefold()
        if not ODD.search(plain):
            return [" ".join(line.split()) for line in plain.split("\n")]
        return [line.strip() for line in NOT_WORDS_NOR_ENDS.sub(" ", plain).split("\n")]
    text = unicodedata.normalize("NFKD", text)
    marks = dict.fromkeys((ord(c) for c in set(text) if unicodedata.combining(c)), None)
    plain = unicodedata.normalize("NFC", text.translate(marks)).casefold().translate(LETTERS)
    return [line.strip() for line in NOT_WORDS_NOR_ENDS.sub(" ", ARTICLE.sub("", plain)).split("\n")]


@lru_cache(maxsize=2048)
def fold_header(text: str) -> str:
    """Like `fold`, with camelCase opened: "DateApplied" gives "date applied"."""
    return fold(CAMEL.sub(" ", text))


def unstretch(text: str) -> str:
    """Letters repeated three times or more, once: "reeejected" gives "rejected"."""
    return STRETCHED.sub(r"\1", text)
