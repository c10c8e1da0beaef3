"""The words that trackers use, read once from the TOML files beside this module."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import pairwise, product
from typing import Any, NamedTuple

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.words import fold, fold_lines


class Meaning(NamedTuple):
    """What one status phrase says; None says nothing, `hold` says "not applied for"."""

    stage: Stage | None = None
    outcome: Outcome | None = None
    hold: bool = False
    channel: Channel | None = None
    # "": plain, "archived": put away, "open": depends on the applied date, "ended": nobody knows by whom,
    # "unread": rejected before anybody looked, "ask": looks clear and is not, "failed": whoever or whatever.
    nuance: str = ""


MEANINGS: dict[str, Meaning] = {
    "saved": Meaning(hold=True),
    "applied": Meaning(Stage.APPLIED),
    "screening": Meaning(Stage.SCREENING),
    "assessment": Meaning(Stage.ASSESSMENT),
    "interview": Meaning(Stage.INTERVIEW),
    "final": Meaning(Stage.FINAL),
    "offer": Meaning(Stage.OFFER),
    "accepted": Meaning(Stage.OFFER, Outcome.ACCEPTED),
    "declined": Meaning(Stage.OFFER, Outcome.DECLINED),
    "rejected": Meaning(None, Outcome.REJECTED),
    "rejected_unread": Meaning(Stage.APPLIED, Outcome.REJECTED, nuance="unread"),
    "rescinded": Meaning(Stage.OFFER, Outcome.REJECTED),
    "withdrawn": Meaning(None, Outcome.WITHDRAWN),
    "no_response": Meaning(None, Outcome.NO_RESPONSE),
    "open": Meaning(),
    "archived": Meaning(nuance="archived"),
    "referred": Meaning(channel=Channel.REFERRAL),
    "inbound": Meaning(Stage.APPLIED, channel=Channel.RECRUITER),
    "open_word": Meaning(nuance="open"),
    "ended_word": Meaning(nuance="ended"),
    "ask": Meaning(nuance="ask"),
    "failed_word": Meaning(nuance="failed"),
}
BRACES = re.compile(r"\{([^{}]*)\}")
NESTED = re.compile(r"\{[^}]*\{")
DOTTED = re.compile("[äöüåø]")
# How keyboards without them spell these letters; without the dots they are found anyway.
SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})


def load_lexicon(name: str) -> dict[str, Any]:
    """The parsed TOML file `name` of the lexicon."""
    return tomllib.loads(resources.files("coachhub.intake").joinpath("lexicon", name).read_text("utf-8"))


@cache
def load_folder(name: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """(file name, content) of every TOML file in a folder of the lexicon, English first."""
    folder = resources.files("coachhub.intake").joinpath("lexicon", name)
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    files.sort(key=lambda file: not file.startswith("en"))
    return tuple((file, load_lexicon(f"{name}/{file}")) for file in files)


def expand(pattern: str) -> list[str]:
    """Every phrase that braces stand for: "refus{é,ée}" is "refusé" and "refusée"; braces may nest."""
    if "{" not in pattern:
        return [pattern]
    if not NESTED.search(pattern):
        # Every second part is what stood in braces.
        parts = BRACES.split(pattern)
        return [
            "".join(one) for one in product(*(p.split(",") if at % 2 else (p,) for at, p in enumerate(parts)))
        ]
    start = pattern.index("{")
    depth, cuts = 0, [start]
    for at in range(start, len(pattern)):
        depth += {"{": 1, "}": -1}.get(pattern[at], 0)
        if depth == 0 or (depth == 1 and pattern[at] == ","):
            cuts.append(at)
        if depth == 0:
            break
    options = [one for left, right in pairwise(cuts) for one in expand(pattern[left + 1 : right])]
    return [pattern[:start] + option + rest for option in options for rest in expand(pattern[cuts[-1] + 1 :])]


def spell(phrases: Iterable[str]) -> list[str]:
    """The folded phrases, those with dotted letters in both spellings; an emoji stays as it is."""
    written = write_out(phrases)
    return [folded or phrase for folded, phrase in zip(fold_lines(written), written, strict=True)]


def write_out(phrases: Iterable[str]) -> list[str]:
    """Every phrase that the patterns stand for, those with dotted letters in both spellings."""
    written = [phrase for pattern in phrases for phrase in expand(pattern)]
    return written + [p.translate(SPELLED) for p in written if not p.isascii() and DOTTED.search(p)]


def index_statuses() -> tuple[dict[str, Meaning], dict[str, str]]:
    """Folded phrase to meaning and to its name, over all languages."""
    names: dict[str, str] = {}
    for _, sections in load_folder("statuses"):
        # A file at once: folding is dear by the call, not by the phrase.
        listed = {name: write_out(phrases) for name, phrases in sections.items()}
        folded = iter(fold_lines(phrase for written in listed.values() for phrase in written))
        for name, written in listed.items():
            for phrase, key in zip(written, folded, strict=False):
                names.setdefault(key or phrase, name)
    meanings = {phrase: MEANINGS[name] for phrase, name in names.items()}
    return meanings, names


def index_headers() -> dict[str, tuple[str, bool]]:
    """Folded header to (field, strong), without the stage columns."""
    index: dict[str, tuple[str, bool]] = {}
    files = [sections for _, sections in load_folder("headers")]
    for strength in ("strong", "weak"):
        for sections in files:
            for field, kinds in sections.items():
                if field != "weak_stage":
                    for header in spell(kinds.get(strength, ())):
                        index.setdefault(header, (field, strength == "strong"))
    return index


def index_weak_stages() -> dict[str, Stage]:
    """Folded header to stage, for headers that need their cells to agree."""
    return {
        header: Stage[stage.upper()]
        for _, sections in load_folder("headers")
        for stage, headers in sections.get("weak_stage", {}).items()
        for header in spell(headers)
    }


def fold_all(words: Iterable[str]) -> frozenset[str]:
    """The words as texts are compared."""
    return frozenset(spell(words))


STATUSES, MEANING_NAMES = index_statuses()
HEADERS = index_headers()
WEAK_STAGES = index_weak_stages()
CELLS = load_lexicon("cells.toml")
GRAMMAR = load_lexicon("grammar.toml")
LONGEST_PHRASE = max(phrase.count(" ") + 1 for phrase in STATUSES)
MONTHS = {fold(name): int(number) for number, names in CELLS["months"].items() for name in names}
FLAG_WORDS = {
    (fold(word) or word): kind for kind in ("yes", "no", "ghosted", "failed") for word in CELLS["flags"][kind]
}
STATED_NO = fold_all(CELLS["flags"]["stated_no"])
POSTING_WORDS = fold_all(CELLS["statuses"]["posting"])
DITTO = frozenset(CELLS["ditto"]["marks"])
LEGAL_SUFFIXES = fold_all(CELLS["suffixes"]["legal"])
CHANNELS = {
    word: channel
    for channel in (Channel.REFERRAL, Channel.RECRUITER)
    for word in spell(CELLS["channels"][channel.word])
}
WEEKDAYS = fold_all(CELLS["dates"]["weekdays"])
DATE_WORDS = fold_all(CELLS["headers"]["dates"])
DECORATION_WORDS = fold_all(CELLS["headers"]["decoration"])
RELATIVE_WORDS = fold_all(CELLS["headers"]["relative"])
QUALIFIERS = fold_all(GRAMMAR["headers"]["qualifiers"])
NAMING_WORDS = fold_all(CELLS["headers"]["naming"])
PERSONAL_WORDS = fold_all(CELLS["headers"]["personal"])
# What people and programs write when they mean an empty cell.
NOTHING = frozenset(CELLS["nothing"]["words"])
