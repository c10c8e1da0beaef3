"""The words that trackers use, read once from the TOML files beside this module."""

import tomllib
from importlib import resources
from typing import Any, NamedTuple

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.words import fold


class Meaning(NamedTuple):
    """What one status phrase says; None says nothing, `hold` says "not applied for"."""

    stage: Stage | None = None
    outcome: Outcome | None = None
    hold: bool = False
    channel: Channel | None = None
    # "": plain, "archived": put away, "open": depends on the applied date, "ended": nobody knows by whom,
    # "unread": rejected before anybody looked.
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
    "withdrawn": Meaning(None, Outcome.WITHDRAWN),
    "no_response": Meaning(None, Outcome.NO_RESPONSE),
    "open": Meaning(),
    "archived": Meaning(nuance="archived"),
    "referred": Meaning(channel=Channel.REFERRAL),
    "inbound": Meaning(Stage.APPLIED, channel=Channel.RECRUITER),
    "open_word": Meaning(nuance="open"),
    "ended_word": Meaning(nuance="ended"),
}


def load_lexicon(name: str) -> dict[str, Any]:
    """The parsed TOML file `name` of the lexicon."""
    return tomllib.loads(resources.files("coachhub.intake").joinpath("lexicon", name).read_text("utf-8"))


def index_statuses() -> dict[str, Meaning]:
    """Folded phrase to meaning, over all languages."""
    return {
        fold(phrase): MEANINGS[name]
        for name, languages in load_lexicon("statuses.toml").items()
        for phrases in languages.values()
        for phrase in phrases
    }


def index_headers() -> dict[str, tuple[str, bool]]:
    """Folded header to (field, strong), without the stage columns."""
    index: dict[str, tuple[str, bool]] = {}
    for field, kinds in load_lexicon("headers.toml").items():
        if field == "weak_stage":
            continue
        for strength in ("strong", "weak"):
            for header in kinds[strength]:
                index.setdefault(fold(header), (field, strength == "strong"))
    return index


def index_weak_stages() -> dict[str, Stage]:
    """Folded header to stage, for headers that need their cells to agree."""
    weak = load_lexicon("headers.toml")["weak_stage"]
    return {fold(header): Stage[stage.upper()] for stage, headers in weak.items() for header in headers}


STATUSES = index_statuses()
HEADERS = index_headers()
WEAK_STAGES = index_weak_stages()
CELLS = load_lexicon("cells.toml")
LONGEST_PHRASE = max(phrase.count(" ") + 1 for phrase in STATUSES)
# Languages without blanks between words are searched inside the text, longest first.
UNSPACED = sorted((p for p in STATUSES if any(ord(c) > 0x2E80 for c in p)), key=len, reverse=True)
STATUS_WORDS = sorted({w for p in STATUSES for w in p.split() if len(w) >= 6})
STATUS_PHRASES = sorted(p for p in STATUSES if len(p) >= 6)
MONTHS = {fold(name): int(number) for number, names in CELLS["months"].items() for name in names}
FLAG_WORDS = {
    (fold(word) or word): kind for kind in ("yes", "no", "ghosted", "failed") for word in CELLS["flags"][kind]
}
STATED_NO = frozenset(CELLS["flags"]["stated_no"])
FILLERS = frozenset(CELLS["statuses"]["fillers"])
NEGATIONS = frozenset(CELLS["statuses"]["negations"])
POSTING_WORDS = frozenset(CELLS["statuses"]["posting"])
DITTO = frozenset(CELLS["ditto"]["marks"])
LEGAL_SUFFIXES = frozenset(CELLS["suffixes"]["legal"])
CHANNELS = {
    fold(word): channel
    for channel in (Channel.REFERRAL, Channel.RECRUITER)
    for word in CELLS["channels"][channel.word]
}
WEEKDAYS = frozenset(CELLS["dates"]["weekdays"])
DATE_WORDS = frozenset(CELLS["headers"]["dates"])
DECORATION_WORDS = frozenset(CELLS["headers"]["decoration"])
RELATIVE_WORDS = frozenset(CELLS["headers"]["relative"])
NAMING_WORDS = frozenset(CELLS["headers"]["naming"])
PERSONAL_WORDS = frozenset(CELLS["headers"]["personal"])
MONTH_FIRST_HEADERS = frozenset(CELLS["headers"]["month_first"])
# What people and programs write when they mean an empty cell.
NOTHING = frozenset(CELLS["nothing"]["words"])
