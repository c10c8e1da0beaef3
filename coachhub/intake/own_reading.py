"""Reads our own export back: rows that nobody changed exactly, the others like rows of any tracker.

A row is as we wrote it when its history is in our words and its other cells say what follows from it. Whoever
writes a new status into a cell, or adds a row below, is read as in a sheet of his own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from coachhub.analysis.vocabulary import Stage
from coachhub.intake import messages
from coachhub.intake.choices import LEFT_OUT, Choices
from coachhub.intake.columns import name_columns
from coachhub.intake.corrections import correct_rows
from coachhub.intake.date_forms import read_form
from coachhub.intake.grids import Grid
from coachhub.intake.limits import Refusal
from coachhub.intake.own_format import (
    APPLIED_ON,
    CHANNELS,
    CLIENT,
    CLOSED_ON,
    HISTORY,
    KEY,
    NOTES,
    OR_LATER,
    OUTCOME,
    OUTCOMES,
    STAGE,
    STAGES,
    TEXT_HEADERS,
    derive_events,
    number_header,
    parse_history,
    unguard,
)
from coachhub.intake.tracker import Tracker, TrackerApplication

SEVERAL_PEOPLE: Final = (
    "This file holds the applications of several people, and an import goes into one search. Export the file "
    "of one person, or keep only the rows of one, and bring that."
)
OUR_FIELDS: Final[Mapping[str, str]] = {
    **{header: field for field, header in TEXT_HEADERS.items()},
    APPLIED_ON: "applied_on",
    STAGE: "status",
    OUTCOME: "outcome",
    CLOSED_ON: "closed_on",
    NOTES: "notes",
    HISTORY: "history",
    KEY: LEFT_OUT,
    CLIENT: LEFT_OUT,
}
"""What our columns are, by the names of `choices.FIELDS`."""
DEEPEST: Final = 30
"""Somebody may have written a title above our header."""


class OwnRows(NamedTuple):
    """Our own file: the rows that nobody changed, what is left to be read, and the key of each row."""

    sheet: str
    applications: tuple[TrackerApplication, ...]
    rest: Grid
    """The same grid with those rows blank, without guards: row numbers stay."""
    at: int
    """The index of the header."""
    choices: Choices
    """What was decided about the rows that are left."""
    keys: Mapping[int, str]
    """By row number, the key under which the application was exported, where the row still has it."""
    filled: Mapping[str, str]
    """An example of each column, by its name."""


def read_own(sheets: Sequence[tuple[str, Grid]], choices: Choices) -> OwnRows | None:
    """The rows of our own file; None when it is not ours, or a column was decided to be something else.

    Refusal when it holds the applications of several people.
    """
    found = next((one for one in sheets if find_own_header(one[1].rows) is not None), None)
    if found is None or any(OUR_FIELDS.get(name, field) != field for name, field in choices.fields.items()):
        return None
    sheet, grid = found
    at = find_own_header(grid.rows) or 0
    grid = correct_rows(grid, at, choices.rows) if choices.rows else grid
    header, body = grid.rows[at], grid.rows[at + 1 :]
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        places.setdefault(name.strip(), place)
    refuse_several(body, places.get(CLIENT))
    spreads = {name: list_pieces(name, places) for name in (NOTES, HISTORY)}
    applications = []
    keys: dict[int, str] = {}
    rest = list(grid.rows[: at + 1])
    for number, cells in enumerate(body, start=grid.first_row + at + 1):
        row = Row([unguard(cell) for cell in cells], places, spreads)
        if row.say(KEY):
            keys[number] = row.say(KEY)
        application = read_row(number, row)
        if application is None:
            rest.append(row.as_plain())
        else:
            applications.append(application)
            rest.append([])
    done = {application.row for application in applications}
    left = {row: cells for row, cells in choices.rows.items() if row not in done}
    return OwnRows(
        sheet,
        tuple(applications),
        grid._replace(rows=rest),
        at,
        replace(choices, rows=left),
        keys,
        find_examples(header, body),
    )


def find_own_header(rows: Sequence[Sequence[str]]) -> int | None:
    """The index of our own header; None when the table is not ours."""
    for at, row in enumerate(rows[:DEEPEST]):
        if HISTORY in row and TEXT_HEADERS["company"] in row:
            return at
    return None


def find_examples(header: Sequence[str], body: Sequence[Sequence[str]]) -> dict[str, str]:
    """The first filled cell of each column, by its name."""
    return {
        name: unguard(next((row[place] for row in body if place < len(row) and row[place]), ""))
        for place, name in enumerate(name_columns(header))
    }


def join_own(own: OwnRows, rest: Tracker) -> Tracker:
    """The whole tracker: the rows that nobody changed, and what the others were read as."""
    rows = rest.rows
    saved = sum(1 for application in own.applications if application.stage is Stage.SAVED)
    counts = rows._replace(
        blank=rows.blank - len(own.applications),
        importable=rows.importable + len(own.applications),
        applications=rows.applications + len(own.applications) - saved,
        saved=rows.saved + saved,
    )
    rest = rest._replace(rows=counts, keys=own.keys)
    if rest.explanation is not None:
        columns = tuple(
            use._replace(example=use.example or own.filled.get(use.name, "")[:80])
            for use in rest.explanation.columns
        )
        rest = rest._replace(explanation=rest.explanation._replace(columns=columns))
    if not own.applications:
        return rest
    return rest._replace(
        verdict="applications" if counts.applications else "saved",
        reason=None if counts.applications else messages.NEVER_APPLIED,
        applications=tuple(sorted((*own.applications, *rest.applications), key=lambda one: one.row)),
    )


class Row(NamedTuple):
    """The texts of one row by the names of our columns."""

    cells: list[str]
    places: Mapping[str, int]
    spreads: Mapping[str, Sequence[int]]

    def say(self, name: str) -> str:
        """What the row says in a column; "" when the column is gone."""
        place = self.places.get(name)
        return self.cells[place] if place is not None and place < len(self.cells) else ""

    def join(self, name: str) -> str:
        """A text that may go on in further columns."""
        return "".join(self.cells[place] for place in self.spreads[name] if place < len(self.cells))

    def as_plain(self) -> list[str]:
        """The cells for the readers of any tracker: "applied or later" is a stage that nobody knows."""
        place = self.places.get(STAGE, len(self.cells))
        return ["" if at == place and cell.endswith(OR_LATER) else cell for at, cell in enumerate(self.cells)]


def list_pieces(name: str, places: Mapping[str, int]) -> list[int]:
    """The places of a column and of those in which it goes on."""
    found: list[int] = []
    while (place := places.get(number_header(name, len(found)))) is not None:
        found.append(place)
    return found


def refuse_several(rows: Sequence[Sequence[str]], place: int | None) -> None:
    """Refusal when the column of clients names more than one."""
    if place is None:
        return
    if len({name for row in rows if place < len(row) and (name := row[place].strip())}) > 1:
        raise Refusal(SEVERAL_PEOPLE)


def read_row(number: int, row: Row) -> TrackerApplication | None:
    """The application as it was exported; None when a cell says something else than the history."""
    events = parse_history(row.join(HISTORY))
    if events is None:
        return None
    derived = derive_events(events)
    stage, outcome, channel = row.say(STAGE), row.say(OUTCOME), row.say("Channel")
    company, role, url = (row.say(TEXT_HEADERS[field]) for field in ("company", "role_title", "url"))
    if (
        STAGES.get(stage.removesuffix(OR_LATER)) is not derived.stage
        or OUTCOMES.get(outcome) is not derived.outcome
        or channel not in CHANNELS
        or not says_day(row.say(APPLIED_ON), derived.applied_on)
        or not says_day(row.say(CLOSED_ON), derived.closed_on)
        or not (company or role or url)
    ):
        return None
    return TrackerApplication(
        number,
        company,
        role,
        url,
        row.say("Place"),
        CHANNELS[channel],
        row.say("Salary"),
        row.join(NOTES),
        derived.applied_on,
        derived.stage,
        not stage.endswith(OR_LATER),
        derived.outcome,
        derived.closed_on,
        events,
    )


def says_day(cell: str, day: date | None) -> bool:
    """Whether a cell writes this day: as we do, or as a spreadsheet shows it in any country."""
    if day is None or not cell:
        return day is None and not cell
    if cell == day.isoformat():
        return True
    form = read_form(cell)
    if form is None:
        return False
    if form.pair is not None:
        return form.year == day.year and form.pair in ((day.day, day.month), (day.month, day.day))
    return form.day == day
