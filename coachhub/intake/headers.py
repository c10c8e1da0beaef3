"""What a column is about, from its header, and from its cells where the header alone is too weak."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.cells import clean_cell
from coachhub.intake.date_forms import read_form
from coachhub.intake.lexicon import (
    DATE_WORDS,
    DECORATION_WORDS,
    FLAG_WORDS,
    HEADERS,
    NAMING_WORDS,
    PERSONAL_WORDS,
    POSTING_WORDS,
    RELATIVE_WORDS,
    STATUSES,
    WEAK_STAGES,
)
from coachhub.intake.statuses import read_status, scan_phrases
from coachhub.intake.words import fold, fold_header

FUZZY = sorted(h for h, (field, strong) in HEADERS.items() if strong and len(h) >= 5 and field != "ignored")
# Fields of which a table has one column; all others may come several times.
SINGLE = frozenset(
    [
        "company",
        "role_title",
        "url",
        "location",
        "channel",
        "referred_by",
        "salary",
        "applied_on",
        "date",
        "saved_on",
        "closed_on",
        "status_on",
        "updated_on",
        "rejection_stage",
        "archived",
        "open_flag",
        "history",
    ]
)
LONGEST_HEADER = 60
BRACKETS = re.compile(r"\s*[(\[{].*?[)\]}]\s*")


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
    for name in names:
        if PERSONAL_WORDS & set(name.split()):
            return Column(-1, header, "personal", True)
        match = process.extractOne(name, FUZZY, scorer=OSA.distance, score_cutoff=1 if len(name) < 8 else 2)
        if match and len(name) >= 5 and match[0][0] == name[0]:
            return Column(-1, header, HEADERS[match[0]][0], False)
        if HEADERS.get(name.split()[0], ("",))[0] == "notes":
            return Column(-1, header, "notes", False)
    return None


def classify_stage_header(header: str, name: str) -> Column | None:
    """A header that is a stage or an outcome, with or without a word for its date."""
    words = name.split()
    if words[0] in RELATIVE_WORDS and name not in STATUSES:
        return None
    rest = [word for word in words if word not in DATE_WORDS]
    dated = len(rest) < len(words)
    found = [STATUSES[phrase] for phrase in (name, " ".join(rest)) if phrase in STATUSES][:1]
    exact = bool(found)
    if not found and len(words) > 1 and words[-1] in NAMING_WORDS and scan_phrases(rest[:-1], 0):
        return Column(-1, header, "status", False)
    found = found or scan_phrases([word for word in rest if word not in DECORATION_WORDS], 0)
    if not found:
        return None
    meaning = max(found, key=lambda m: -1 if m.stage is None else m.stage)
    if meaning.outcome is not None:
        if dated:
            return Column(-1, header, "closed_on", False)
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


def score_headers(row: Sequence[str]) -> float:
    """How much a row looks like the header of a tracker; 0 when it names neither company nor role."""
    found = [column for cell in row if (column := classify_header(cell)) is not None]
    fields = {(column.field, column.stage, column.outcome) for column in found}
    names = {field for field, _, _ in fields}
    if not names & {"company", "role_title", "people", "mail"} and not (
        {"status"} & names and len(names) > 3
    ):
        return 0.0
    telling = sum(1.0 if field != "ignored" else 0.3 for field, _, _ in fields)
    strong = sum(0.1 for column in found if column.strong)
    filled = sum(1 for cell in row if cell.strip())
    return telling + strong + len(found) / max(1, filled) if telling >= 1.3 or len(fields) > 1 else 0.0


def resolve_columns(header: Sequence[str], cells: Sequence[Sequence[str]]) -> list[Column]:
    """One Column per header cell; `cells` are the distinct cleaned texts of each column.

    Of two columns for one field the strong one is used, then the filled one, then the left one; the other
    is ignored. Columns with a weak claim must have cells that agree with it.
    """
    columns = []
    for index, name in enumerate(header):
        column = classify_header(name) or Column(-1, name, "ignored", False)
        column = column._replace(at=index, header=name.strip() or f"(column {index + 1})")
        columns.append(check_cells_agree(column, cells[index]))
    for field in SINGLE:
        rivals = [column for column in columns if column.field == field]
        rivals.sort(key=lambda c: (not c.strong, not cells[c.at], c.at))
        for loser in rivals[1:]:
            columns[loser.at] = loser._replace(field="ignored")
    return settle_dates_and_names(columns)


def settle_dates_and_names(columns: list[Column]) -> list[Column]:
    """A plain "date" is the applied date when no column says so by name; a spare name is the role."""
    fields = {column.field for column in columns}
    if "role_title" not in fields:
        # "Name" beside a company is the name of the job.
        spare = next((c for c in columns if c.field == "ignored" and is_spare_name(c)), None)
        columns = [c._replace(field="role_title") if c is spare else c for c in columns]
    if "date" in fields:
        use = "ignored" if "applied_on" in fields else "applied_on"
        columns = [column._replace(field=use) if column.field == "date" else column for column in columns]
    return columns


def is_spare_name(column: Column) -> bool:
    """Whether a header could name a company, only another column named it better."""
    named = classify_header(column.header)
    return named is not None and named.field == "company" and not named.strong


def check_cells_agree(column: Column, cells: Sequence[str]) -> Column:
    """The column, or an ignored one when its cells contradict a weak or doubtful header."""
    if not cells:
        return column
    if column.field == "stage" and not column.strong and share(cells, is_mark) < 0.5:
        return column._replace(field="personal", stage=None)
    if column.field == "applied_flag" and share(cells, is_date) > 0.5:
        return column._replace(field="applied_on")
    if column.field == "applied_flag" and share(cells, is_mark) < 0.5:
        return column._replace(field="ignored")
    if column.field == "outcome_flag" and share(cells, is_mark) < 0.5:
        return column._replace(field="ignored", outcome=None)
    if column.field == "open_flag" and share(cells, is_mark) < 0.8:
        return column._replace(field="ignored")
    if column.field == "referred_by" and share(cells, is_url) > 0.5:
        return column._replace(field="ignored")
    if column.field in ("status", "outcome"):
        if not column.strong and share(cells, lambda cell: read_status(cell).known) < 0.5:
            return column._replace(field="ignored")
        if (
            len(cells) > 1
            and names_no_application(column)
            and all(fold(cell) in POSTING_WORDS for cell in cells)
        ):
            return column._replace(field="posting")
    return column


def names_no_application(column: Column) -> bool:
    """Whether the header leaves open whose status it is: "Status", not "Application Status"."""
    return len(fold_header(column.header).split()) == 1


def share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    """The share of the distinct cells (at most 200 of them) that pass a test."""
    sample = cells[:200]
    return sum(1 for cell in sample if test(cell)) / len(sample)


def is_date(cell: str) -> bool:
    """Whether the cell writes a date."""
    return read_form(cell) is not None


def is_mark(cell: str) -> bool:
    """Whether the cell is a flag, a date or a short status: what a stage column holds."""
    return (
        fold(cell) in FLAG_WORDS
        or cell in FLAG_WORDS
        or is_date(cell)
        or (len(cell) <= 24 and read_status(cell).known)
    )


def is_url(cell: str) -> bool:
    """Whether the cell is an address."""
    return "://" in cell or cell.startswith("www.")
