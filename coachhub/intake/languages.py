"""Which order of day and month a file's own language and country suggest, where nothing proves one."""

import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import Final

from coachhub.intake.date_words import WORDS
from coachhub.intake.table import Table

ENGLISH: Final = frozenset(WORDS["english"]["words"])
FOREIGN: Final = frozenset(WORDS["foreign"]["words"])
TOKEN: Final = re.compile(r"[^\W\d_]+")
CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Chinese, Japanese and Korean put the month before the day, with or without the year in front.
EASTERN: Final = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
# Money of countries that write the day first.
MONEY: Final = re.compile(
    r"[€£₹₽₺]|\b(?:EUR|GBP|CHF|SEK|NOK|DKK|PLN|CZK|AUD|NZD|INR|LPA|lakhs?)\b|\d,\d{2}(?!\d)"
)
TEXTS: Final = 60


def is_day_first(table: Table, delimiter: str | None = None) -> bool:
    """Whether undecided dates are read day first: unless the words are English, or eastern.

    A semicolon between cells comes from a computer whose numbers have a comma, and money tells a country:
    both write the day first under English headers too.
    """
    headers = [column.header for column in table.columns]
    worded = (table.distinct[c.at] for c in table.columns if c.field in ("status", "outcome"))
    texts = list(islice(chain.from_iterable(worded), TEXTS))
    if EASTERN.search(" ".join(headers)):
        return False
    if delimiter == ";":
        return True
    money = [text for c in table.columns if c.field == "salary" for text in table.distinct[c.at][:TEXTS]]
    if money and 2 * sum(MONEY.search(text) is not None for text in money) > len(money):
        return True
    english, foreign = count_words(headers)
    if english == foreign:
        english, foreign = count_words([*headers, *texts])
    return foreign > english or (not english and not foreign and not all(map(str.isascii, headers)))


def count_words(texts: Iterable[str]) -> tuple[int, int]:
    """(texts with an English word, texts with a word that no English tracker has)."""
    english = foreign = 0
    for text in texts:
        words = set(TOKEN.findall(CAMEL.sub(" ", text).casefold()))
        other = bool(words & FOREIGN)
        foreign += other
        english += not other and bool(words & ENGLISH)
    return english, foreign
