"""What a column is about, from its header, and from its cells where the header alone is too weak."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.cells import clean_cell
from coachhub.intake.lexicon import (
    DATE_WORDS,
    DECORATION_WORDS,
    GRAMMAR,
    HEADERS,
    NAMING_WORDS,
    PERSONAL_WORDS,
    QUALIFIERS,
    RELATIVE_WORDS,
    STATUSES,
    WEAK_STAGES,
    fold_all,
)
from coachhub.intake.log_words import LOG_HEADERS
from coachhub.intake.statuses import scan_phrases
from coachhub.intake.words import fold, fold_header

FUZZY = sorted(h for h, (field, strong) in HEADERS.items() if strong and len(h) >= 5 and field != "ignored")
LONGEST_HEADER = 60
BRACKETS = re.compile(r"\s*[(\[{].*?[)\]}]\s*")
JOINED = re.compile(
    r"\s*[/|(–—&+,:、]\s*|\s+-\s+|\s+(?:and|or|und|oder|et|ou|y|o|e|i|och|eller|en|of|ja|tai|lub|og|ve|и)\s+"
)
BEGUN = fold_all(GRAMMAR["headers"]["begun"])
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# What two parts of one header make together; parts of any other two fields say too little.
TOGETHER = {
    frozenset(("status", "outcome")): "status",
    frozenset(("status", "rejection_stage")): "status",
    frozenset(("company", "role_title")): "",
}


class Column(NamedTuple):
    """One column: its field, or the stage or the outcome that its cells are about."""

    at: int
    header: str
    field: str
    strong: bool
    stage: Stage | None = None
    outcome: Outcome | None = None

    @property
    def label(self) -> str:
        """The field as `inspect` shows it."""
        if self.stage is not None:
            return f"stage: {self.stage.word}"
        return (
            f"outcome: {self.outcome.word}"
            if self.outcome is not None
            else LABELS.get(self.field, self.field)
        )


LABELS = {
    "personal": "left out",
    "open_flag": "open",
    "posting": "ignored",
    "default_filled": "ignored",
    "people": "left out",
}


@lru_cache(maxsize=2048)
def classify_header(header: str) -> Column | None:
    """The column (at -1) that a header names in any language; None when it names none."""
    text = clean_cell(header)
    if not text or len(text) > LONGEST_HEADER:
        return None
    names = list(
        dict.fromkeys(n for t in (text, BRACKETS.sub(" ", text)) for n in (fold_header(t), fold(t)) if n)
    )
    for name in names:
        if name in HEADERS:
            field, strong = HEADERS[name]
            return Column(-1, header, field, strong)
        if name in WEAK_STAGES:
            return Column(-1, header, "stage", False, WEAK_STAGES[name])
    for name in names:
        column = classify_stage_header(header, name)
        if column is not None:
            return column
    joined = classify_joined(text)
    if joined is not None:
        return joined._replace(header=header)
    for name in names:
        if PERSONAL_WORDS & set(name.split()):
            return Column(-1, header, "personal", True)
        match = process.extractOne(name, FUZZY, scorer=OSA.distance, score_cutoff=1 if len(name) < 10 else 2)
        if match and len(name) >= 5 and match[0][0] == name[0]:
            return Column(-1, header, HEADERS[match[0]][0], False)
        if HEADERS.get(name.split()[0], ("",))[0] == "notes":
            return Column(-1, header, "notes", False)
    return None


def classify_joined(text: str) -> Column | None:
    """A header of parts, "Firma / Arbeitgeber", or with a word that changes nothing, "Status 2026"."""
    fields = set()
    for part in JOINED.split(text) if JOINED.search(text) else [text]:
        name = fold_header(YEAR.sub(" ", part))
        plain = " ".join(word for word in name.split() if word not in QUALIFIERS)
        found = HEADERS.get(name) or HEADERS.get(plain)
        if found is not None and found[0] != "ignored":
            fields.add(found[0])
    if len(fields) > 1:
        fields -= {"personal", "notes"}
    if len(fields) == 1:
        return Column(-1, text, fields.pop(), False)
    together = TOGETHER.get(frozenset(fields), "")
    return Column(-1, text, together, False) if together else None


def classify_stage_header(header: str, name: str) -> Column | None:
    """A header that is a stage or an outcome, with or without a word for its date."""
    words = name.split()
    if words[0] in RELATIVE_WORDS and name not in STATUSES:
        return None
    rest = [word for word in words if word not in DATE_WORDS]
    dated = len(rest) < len(words)
    found = [STATUSES[phrase] for phrase in (name, " ".join(rest)) if phrase in STATUSES][:1]
    exact = bool(found)
    if not found and len(words) > 1 and words[-1] in NAMING_WORDS:
        named = scan_phrases(rest[:-1])
        if named:
            # "Referral status" is about somebody else.
            told = any(m.stage is not None or m.outcome is not None or m.hold for m in named)
            return Column(-1, header, "status", False) if told else None
    found = found or scan_phrases([word for word in rest if word not in DECORATION_WORDS])
    if not found:
        return None
    meaning = max(found, key=lambda m: -1 if m.stage is None else m.stage)
    if meaning.outcome == Outcome.ACCEPTED and BEGUN.issuperset(rest):
        return None  # "Date started" may be about a course or a book
    if meaning.outcome is not None:
        # A day under "rejected on" says that it was, whatever the status still says.
        return Column(-1, header, "outcome_flag", True, None, meaning.outcome)
    if meaning.stage == Stage.APPLIED:
        return (
            Column(-1, header, "applied_on" if dated else "applied_flag", not dated)
            if dated or exact
            else None
        )
    if meaning.hold and dated:
        return Column(-1, header, "saved_on", False)
    if meaning.stage is None or meaning.hold:
        return None
    return Column(-1, header, "stage", True, meaning.stage)


def is_plain_date(header: str) -> bool:
    """Whether a header says "date" and not of what."""
    column = classify_header(header)
    return column is not None and column.field == "date"


def score_headers(row: Sequence[str]) -> float:
    """How much a row looks like the header of a tracker; 0 when it names neither company nor role."""
    found = [column for cell in row if (column := classify_header(cell)) is not None]
    fields = {(column.field, column.stage, column.outcome) for column in found}
    fields |= {("event", None, None) for cell in row if fold(cell) in LOG_HEADERS["event"]}
    names = {field for field, _, _ in fields}
    # A log of moves may have numbers for its applications.
    if not (names & {"company", "role_title", "people", "mail"} or names >= {"from", "to"}) and not (
        {"status"} & names and len(names) > 3
    ):
        return 0.0
    telling = sum(1.0 if field != "ignored" else 0.3 for field, _, _ in fields)
    strong = sum(0.1 for column in found if column.strong)
    filled = sum(1 for cell in row if cell.strip())
    return telling + strong + len(found) / max(1, filled) if telling >= 1.3 or len(fields) > 1 else 0.0
