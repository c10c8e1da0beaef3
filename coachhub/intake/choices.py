"""What a person decided about a file: columns, the order of day and month, words, rows, the sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake.decoding import ENCODINGS
from coachhub.intake.headers import Column
from coachhub.intake.statuses import Status
from coachhub.intake.words import fold

LEFT_OUT: Final = "left_out"
PLAIN_FIELDS: Final = (
    *("company", "role_title", "applied_on", "status", "outcome", "rejection_stage", "closed_on"),
    *("url", "location", "channel", "referred_by", "salary", "notes", "saved_on", "status_on"),
    *("updated_on", "applied_flag", "open_flag", "archived", "history"),
)
STAGE_FIELDS: Final = {f"stage:{stage.word}": stage for stage in Stage if stage > Stage.APPLIED}
OUTCOME_FIELDS: Final = {f"outcome:{outcome.word}": outcome for outcome in Outcome if outcome > Outcome.OPEN}
FIELDS: Final = (*PLAIN_FIELDS, *STAGE_FIELDS, *OUTCOME_FIELDS, LEFT_OUT)
"""What a column can become, as `Choices.fields` names it."""
ORDERS: Final = ("day-first", "month-first")
SHAPES: Final = ("rows", "events")
"""Whether each row is an application of its own, or several rows tell of one."""

# What a word can mean, and a phrase of the lexicon that says exactly that.
PHRASES: Final[Mapping[str, str]] = {
    "saved": "to apply",
    "applied": "applied",
    "screening": "phone screen",
    "assessment": "assessment",
    "interview": "interview",
    "final": "final interview",
    "offer": "offer",
    "accepted": "offer accepted",
    "declined": "offer declined",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
    "no_response": "no response",
    "open": "in progress",
}
ENDED: Final = ("rejected", "withdrawn", "no_response")
ON_THE_WAY: Final = ("screening", "assessment", "interview", "final", "offer")
MEANINGS: Final[Mapping[str, str]] = {
    **PHRASES,
    **{f"{end}:{stage}": f"{PHRASES[end]} - {PHRASES[stage]}" for end in ENDED for stage in ON_THE_WAY},
    # "Rejected" beside "offer" would be the client's own no.
    "rejected:offer": "offer rescinded",
}
"""Every meaning that a word can be given, by the name that `Choices.words` uses: "rejected:interview"."""

FINE: Final = "fine"
ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "undated": ("saved",),
    "undated_saved": ("applied",),
    "unknown_stages": ("applied", "screening", "interview"),
    "archived": ("rejected", "withdrawn", "no_response"),
    "duplicates": ("once",),
    "postings": ("applied", "saved"),
    "held": ("applied",),
    # What a column then becomes, as `fields` has it too.
    "added_dates": ("applied_on",),
    "posting_status": ("status",),
    "stage_texts": (LEFT_OUT,),
    "same_day": (LEFT_OUT,),
    "default_filled": tuple(STAGE_FIELDS),
    "stated_no": (LEFT_OUT,),
    "column": (LEFT_OUT, "status", *STAGE_FIELDS),
}
"""What a question can be answered beside FINE, which is an answer to each of them: what was assumed is
right."""
MARK: Final = "|"
"""Between the kind of a question and its column, in the names of `Choices.answers`."""

KEPT: Final = ""
"""In place of a column: somebody looked at the row and found it right."""

MOST_ROWS: Final = 2_000
MOST_WORDS: Final = 500
MOST_COLUMNS: Final = 300
LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Choices:
    """Decisions about one file; what it does not hold is read as if nobody had decided.

    `fields` and `orders` go by the column's name in `Tracker.mapping`, `words` by `word_key`. A row of
    `rows` has corrected cells by column, or is left out (None); with a cell KEPT it is fine as it stands.
    `answers` go by `answer_key`: FINE, or one of ANSWERS. `shape` is one of SHAPES.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[int, Mapping[str, str] | None] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    encoding: str | None = None
    shape: str | None = None

    @classmethod
    def from_json(cls, stored: Any) -> "Choices":
        """The choices in a JSON document; entries that mean nothing are left out, never an error."""
        if not isinstance(stored, Mapping):
            return cls()
        sheet, encoding, shape = stored.get("sheet"), stored.get("encoding"), stored.get("shape")
        return cls(
            dict(_pick(stored.get("fields"), FIELDS, MOST_COLUMNS)),
            dict(_pick(stored.get("orders"), ORDERS, MOST_COLUMNS)),
            dict(_pick(stored.get("words"), MEANINGS, MOST_WORDS)),
            dict(_pick_rows(stored.get("rows"))),
            dict(_pick_answers(stored.get("answers"))),
            sheet[:LONGEST] if isinstance(sheet, str) and sheet else None,
            encoding if isinstance(encoding, str) and encoding in ENCODINGS else None,
            shape if isinstance(shape, str) and shape in SHAPES else None,
        )

    def to_json(self) -> dict[str, Any]:
        """The choices as a plain JSON document."""
        return {
            "fields": dict(self.fields),
            "orders": dict(self.orders),
            "words": dict(self.words),
            "rows": {str(row): None if cells is None else dict(cells) for row, cells in self.rows.items()},
            "answers": dict(self.answers),
            "sheet": self.sheet,
            "encoding": self.encoding,
            "shape": self.shape,
        }


def _pick(stored: Any, allowed: Any, most: int) -> Iterator[tuple[str, str]]:
    """The entries whose value is one of `allowed`."""
    if isinstance(stored, Mapping):
        for name, value in list(stored.items())[:most]:
            if isinstance(name, str) and isinstance(value, str) and value in allowed:
                yield name[:LONGEST], value


def _pick_answers(stored: Any) -> Iterator[tuple[str, str]]:
    """The answers that their question can have."""
    if not isinstance(stored, Mapping):
        return
    for name, value in list(stored.items())[:MOST_COLUMNS]:
        if not (isinstance(name, str) and isinstance(value, str)):
            continue
        kind = name.partition(MARK)[0]
        if value in (FINE, *ANSWERS.get(kind, ())) and kind.replace("_", "").isalpha():
            yield name[:LONGEST], value


def answer_key(kind: str, column: str) -> str:
    """The name under which a question is answered: its kind, and its column where it has one."""
    return f"{kind}{MARK}{column}" if column else kind


def _pick_rows(stored: Any) -> Iterator[tuple[int, dict[str, str] | None]]:
    """The rows that are left out or corrected."""
    if not isinstance(stored, Mapping):
        return
    for name, cells in list(stored.items())[:MOST_ROWS]:
        digits = str(name)
        if not (digits.isascii() and digits.isdigit() and len(digits) < 9):
            continue
        if cells is None:
            yield int(digits), None
        elif isinstance(cells, Mapping):
            yield (
                int(digits),
                {
                    str(column)[:LONGEST]: value[:LONGEST].replace("\0", "")
                    for column, value in list(cells.items())[:MOST_COLUMNS]
                    if isinstance(value, str)
                },
            )


def word_key(text: str) -> str:
    """The name under which a wording is decided: its case, accents and punctuation do not matter."""
    return fold(text) or text


def name_field(column: Column) -> str:
    """What a column became, by the name that `Choices.fields` uses."""
    if column.stage is not None:
        return f"stage:{column.stage.word}"
    if column.outcome is not None:
        return f"outcome:{column.outcome.word}"
    return column.field if column.field in PLAIN_FIELDS else LEFT_OUT


def make_column(at: int, header: str, chosen: str) -> Column:
    """The column that somebody decided it to be."""
    if chosen in STAGE_FIELDS:
        return Column(at, header, "stage", True, STAGE_FIELDS[chosen])
    if chosen in OUTCOME_FIELDS:
        return Column(at, header, "outcome_flag", True, None, OUTCOME_FIELDS[chosen])
    return Column(at, header, "personal" if chosen == LEFT_OUT else chosen, True)


def name_meaning(status: Status) -> str:
    """What a wording was read as, by the name that `Choices.words` uses; "" when it was not understood."""
    if not status.known:
        return ""
    if status.hold:
        return "saved"
    stage = status.stage.word if status.stage is not None and status.stage > Stage.APPLIED else ""
    if status.outcome in (Outcome.ACCEPTED, Outcome.DECLINED):
        return status.outcome.word
    if status.outcome is not None and status.outcome is not Outcome.OPEN:
        return f"{status.outcome.word}:{stage}" if stage else status.outcome.word
    if stage:
        return stage
    return "applied" if status.stage is not None else "open"
