"""What reading a tracker gives: typed applications, row-numbered problems and open questions."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage

Verdict = Literal["applications", "saved", "empty", "refused"]


class TrackerEvent(NamedTuple):
    """One move of one application; `imputed` marks a day that no cell of the file says.

    `scheduled_for` is the day of an interview that was agreed upon; only our own export has it.
    """

    kind: Literal["stage", "outcome"]
    value: Stage | Outcome
    occurred_on: date | None
    imputed: bool
    scheduled_for: date | None = None


class CauseHint(NamedTuple):
    """Words of the file that name a cause of a rejection: a suggestion for a person, never a statement.

    `voice` is whose words they probably are: the employer's where they are quoted or reported, else the
    client's. `words` is the sentence as written.
    """

    cause: Cause
    voice: Source
    words: str


class TrackerApplication(NamedTuple):
    """One application that can be imported: one row, or several rows of a log folded into one.

    `row` is the row number as a spreadsheet shows it (the header of a plain file is row 1). Texts are ""
    when the file says nothing; at least one of `company`, `role_title` and `url` is not "".
    `stage` is the furthest stage reached. `stage_known` is False when the row ended (rejected, withdrawn,
    no response) and its one overwritten status is all there is: nothing tells how far it got.
    `closed_on` is None when the file does not date the outcome. `events` are in the order they happened.
    `causes` are only there for what ended in a rejection.
    """

    row: int
    company: str
    role_title: str
    url: str
    location: str
    channel: Channel
    salary: str
    notes: str
    applied_on: date | None
    stage: Stage
    stage_known: bool
    outcome: Outcome
    closed_on: date | None
    events: tuple[TrackerEvent, ...]
    causes: tuple[CauseHint, ...] = ()


class Problem(NamedTuple):
    """Something wrong with one cell or row; `row` as the spreadsheet shows it."""

    row: int
    column: str
    value: str
    message: str


class Question(NamedTuple):
    """Something that only a person can decide; the message says what was assumed meanwhile."""

    kind: str
    column: str
    message: str
    values: tuple[str, ...]
    counted: tuple[int, int] = (0, 0)  # rows about words: (count as applied for, as saved) meanwhile


class ColumnUse(NamedTuple):
    """One column of the file, and the field it became, by a name of `choices.FIELDS`."""

    name: str
    example: str
    field: str
    said: bool  # whether somebody decided it


class Wording(NamedTuple):
    """One wording of a status column: `meaning` and `natural` by a name of `choices.MEANINGS` or ""."""

    column: str
    text: str
    key: str
    meaning: str
    natural: str  # how it is read when nobody says anything
    clear: bool  # whether it has one meaning, and that was understood
    said: bool
    rows: int


class OrderReading(NamedTuple):
    """What an order makes of a column of dates: its example, and the longest pause in the search."""

    order: str
    day: date
    longest_gap: int


class DateOrder(NamedTuple):
    """A column whose days and months could change places, with both readings."""

    column: str
    example: str
    rows: int
    readings: tuple[OrderReading, ...]
    used: str
    said: bool


class RowToCheck(NamedTuple):
    """A problem with what a person can do: correct the cell in `column` ("": no one cell is at fault).

    `shown` is the row's number in its own sheet with the sheet's name, where several were put together.
    """

    row: int
    column: str
    field: str
    value: str
    message: str
    suggestion: date | None
    correction: str  # the suggestion as this cell would write it
    company: str
    role: str
    applied_on: date | None
    shown: str = ""


class Explanation(NamedTuple):
    """What a page needs so that a person can correct a reading; made on request only."""

    columns: tuple[ColumnUse, ...] = ()
    wordings: tuple[Wording, ...] = ()
    orders: tuple[DateOrder, ...] = ()
    rows: tuple[RowToCheck, ...] = ()
    open_rows: int = 0  # all rows that wait for somebody, also those that are not in `rows`
    sheets: tuple[str, ...] = ()
    sample: tuple[tuple[str, ...], ...] = ()  # the first rows, where nobody knows what the columns are
    order: str = ""  # of day and month in the days of application, where they are written as numbers
    encodings: tuple[str, ...] = ()  # that read the file as sensibly, when its encoding was a guess


class RowCounts(NamedTuple):
    """Rows after the header, each counted once: total = blank + applications + saved + problems + folded.

    `importable` = applications + saved. `problems` are rows that are set apart (a problem is told for each;
    rows that are imported may have one too). `folded` are rows of a log of moves or mails that say more about
    an application that another row counts for.
    """

    total: int = 0
    blank: int = 0
    importable: int = 0
    applications: int = 0
    saved: int = 0
    problems: int = 0
    folded: int = 0


class Part(NamedTuple):
    """One of several sheets or files that were put together: its rows have the numbers from `first` on.

    A row's number in its own sheet is its number here less `shift`.
    """

    name: str
    first: int
    shift: int


def name_row(row: int, parts: tuple[Part, ...]) -> str:
    """A row as its own sheet numbers it: "7 (2025)"; "" where there is one sheet only."""
    part = next((part for part in reversed(parts) if part.first <= row), None)
    return f"{row - part.shift} ({part.name})" if part is not None and len(parts) > 1 else ""


class Tracker(NamedTuple):
    """A file as intake understands it; `reason` says why there is nothing to import, else None.

    `product` is the program whose export it is, by a name of the lexicon ("linkedin_applications"), None for
    a tracker that somebody made for himself. `keys` has, by row number, the keys that rows of our own
    export had where they were exported.
    """

    verdict: Verdict
    reason: str | None = None
    format: str | None = None
    product: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    mapping: dict[str, str] = {}  # noqa: RUF012  never written to: each reading makes its own
    rows: RowCounts = RowCounts()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    applications: tuple[TrackerApplication, ...] = ()
    explanation: Explanation | None = None
    parts: tuple[Part, ...] = ()
    keys: Mapping[int, str] = {}
