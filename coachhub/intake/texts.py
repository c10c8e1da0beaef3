"""The texts of an application: company, role, address, notes, and how it reached the employer."""

import re
from collections.abc import Sequence

from coachhub.analysis.vocabulary import Channel
from coachhub.intake.cells import split_hyperlink
from coachhub.intake.lexicon import CHANNELS, DITTO
from coachhub.intake.stage_cells import read_mark
from coachhub.intake.table import Table
from coachhub.intake.words import fold

ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|[\w-]+(?:\.[\w-]+)+(?:/\S*)?$", re.IGNORECASE)
LONGEST_ADDRESS = 4_000


def pick(table: Table, field: str) -> Sequence[str]:
    """The texts of the one column for `field`, "" in every row when there is none."""
    for column in table.columns:
        if column.field == field:
            return table.texts[column.at]
    return [""] * len(table.numbers)


def read_names(table: Table) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """(company, role title, url) per row: links unfolded, ditto marks filled down."""
    urls = (
        [text if is_address(text) else "" for text in pick(table, "url")]
        if has(table, "url")
        else pick(table, "url")
    )
    named = []
    for field in ("company", "role_title"):
        texts = pick(table, field)
        if "=" in {text[:1] for text in texts}:
            pairs = [split_hyperlink(text) for text in texts]
            texts = [shown for shown, _ in pairs]
            urls = [
                url or (link if is_address(link) else "") for url, (_, link) in zip(urls, pairs, strict=True)
            ]
        named.append(texts)
    return fill_down(named[0]), named[1], urls


def has(table: Table, field: str) -> bool:
    """Whether a column was recognised as `field`."""
    return any(column.field == field for column in table.columns)


def is_address(text: str) -> bool:
    """Whether a text is a web address (and not a word, a script or a whole job description)."""
    return bool(text) and len(text) <= LONGEST_ADDRESS and ADDRESS.match(text) is not None


def fill_down(texts: Sequence[str]) -> Sequence[str]:
    """Ditto marks replaced by the text above."""
    if DITTO.isdisjoint(texts):
        return texts
    filled: list[str] = []
    for text in texts:
        filled.append(filled[-1] if text in DITTO and filled else text)
    return filled


def read_notes(table: Table) -> Sequence[str]:
    """All note columns of a row, one below the other."""
    columns = [table.texts[column.at] for column in table.columns if column.field == "notes"]
    if not columns:
        return [""] * len(table.numbers)
    if len(columns) == 1:
        return columns[0]
    return ["\n".join(filter(None, cells)) for cells in zip(*columns, strict=True)]


def read_channels(table: Table) -> Sequence[Channel]:
    """The channel per row: somebody named as referrer, else the words of a source column, else cold."""
    sources, referrers = pick(table, "channel"), pick(table, "referred_by")
    kinds = {text: read_channel(text) for text in dict.fromkeys(sources)}
    referred = {
        text: bool(text) and read_mark(text).reached is not False for text in dict.fromkeys(referrers)
    }
    return [
        Channel.REFERRAL if referred[referrer] else kinds[source]
        for source, referrer in zip(sources, referrers, strict=True)
    ]


def read_channel(text: str) -> Channel:
    """The channel that a source names; COLD when it names none."""
    words = fold(text)
    if words in CHANNELS:
        return CHANNELS[words]
    found = [
        channel
        for word, channel in CHANNELS.items()
        if f" {word} " in f" {words} " or (ord(word[0]) > 0x2E80 and word in words)
    ]
    return max(found, default=Channel.COLD)
