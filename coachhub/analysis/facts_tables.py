"""Facts from the tables of a folder: parsed rows of text become columns, or a clear complaint.

Tables: clients, applications, stage_events, attributions, ratings, as docs/method.md section 16 lists them.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from coachhub.analysis.assemble_facts import Draft, assemble_facts
from coachhub.analysis.days import number_day
from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET, Facts, Floats
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage, Word

COLUMNS: Final = {
    "clients.csv": ("client_id",),
    "applications.csv": ("application_id", "client_id", "channel", "applied_on"),
    "stage_events.csv": ("application_id", "occurred_on", "kind", "value"),
    "attributions.csv": ("application_id", "cause", "source", "made_on"),
    "ratings.csv": ("client_id", *Cause.words()),
}
"""The columns that each table must have; others are ignored, `scheduled_for` of an event is read."""

Rows = Sequence[Mapping[str, str | None]]


class TableError(ValueError):
    """A table cannot be read; the message names file, row, column and what is allowed."""

    def __init__(self, file: str, row: int | None, column: str | None, problem: str) -> None:
        where = [file, f"row {row}" if row is not None else "", f"column {column}" if column else ""]
        super().__init__(", ".join(part for part in where if part) + f": {problem}")


class _Table:
    """One table with its name, so that every complaint can say where; row 1 is the header."""

    def __init__(self, file: str, rows: Rows) -> None:
        self.file = file
        self.rows = rows
        self._days: dict[str, int] = {"": NO_DAY}

    def text(self, row: int, column: str) -> str:
        value = self.rows[row].get(column)
        if value is None:
            raise self.refuse(row, column, "this cell is missing")
        return value.strip()

    def name(self, row: int, column: str) -> str:
        return self.text(row, column) or self._raise(row, column, "this must not be empty")

    def day(self, row: int, column: str) -> int:
        text = self.text(row, column)
        known = self._days.get(text)
        if known is None:
            try:
                known = self._days[text] = number_day(date.fromisoformat(text))
            except ValueError:
                raise self.refuse(row, column, f"{text!r} is not a date like 2026-03-31") from None
        return known

    def word(self, row: int, column: str, words: type[Word]) -> Word:
        try:
            return words.read(self.text(row, column))
        except ValueError as error:
            raise self.refuse(row, column, str(error)) from None

    def place(self, row: int, column: str, places: Mapping[str, int], file: str) -> int:
        name = self.name(row, column)
        if name not in places:
            raise self.refuse(row, column, f"{name!r} is not in {file}")
        return places[name]

    def refuse(self, row: int, column: str, problem: str) -> TableError:
        return TableError(self.file, row + 2, column, problem)

    def _raise(self, row: int, column: str, problem: str) -> str:
        raise self.refuse(row, column, problem)


def facts_from_tables(
    clients: Rows,
    applications: Rows,
    stage_events: Rows,
    attributions: Rows,
    ratings: Rows = (),
    *,
    today: int | None = None,
) -> tuple[Facts, tuple[str, ...]]:
    """The facts of the tables, and the application ids in the order of their columns.

    Clients keep the order of their table. Statements made after `today` are left out, so that an earlier
    one of the same source stands. An empty date is a date that nobody knows. Raises TableError.
    """
    client_places = _number(_Table("clients.csv", clients), "client_id")
    draft = Draft()
    application_places = _read_applications(_Table("applications.csv", applications), client_places, draft)
    _read_events(_Table("stage_events.csv", stage_events), application_places, draft)
    _read_attributions(_Table("attributions.csv", attributions), application_places, draft, today)
    scale = _read_ratings(_Table("ratings.csv", ratings), client_places)
    facts, places = assemble_facts(tuple(client_places), draft, scale)
    names = tuple(application_places)
    return facts, tuple(names[place] for place in places)


def _number(table: _Table, column: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for row in range(len(table.rows)):
        name = table.name(row, column)
        if name in places:
            raise table.refuse(row, column, f"{name!r} stands here twice")
        places[name] = len(places)
    return places


def _read_applications(table: _Table, clients: Mapping[str, int], draft: Draft) -> dict[str, int]:
    places = _number(table, "application_id")
    for row in range(len(table.rows)):
        draft.client.append(table.place(row, "client_id", clients, "clients.csv"))
        draft.applied_on.append(table.day(row, "applied_on"))
        # Where an application came from is often not known; it counts as cold.
        known = table.text(row, "channel").lower() not in {"", "unknown"}
        draft.channel.append(table.word(row, "channel", Channel) if known else Channel.COLD)
        draft.stage_known.append(True)
    return places


def _read_events(table: _Table, applications: Mapping[str, int], draft: Draft) -> None:
    scheduled = bool(table.rows) and "scheduled_for" in table.rows[0]
    words: dict[tuple[str, str], int] = {}
    for row in range(len(table.rows)):
        kind, value = table.text(row, "kind"), table.text(row, "value")
        number = words.get((kind, value))
        if number is None:
            if kind not in {"stage", "outcome"}:
                raise table.refuse(row, "kind", f"{kind!r} is not one of stage, outcome")
            stage = kind == "stage"
            member = table.word(row, "value", Stage if stage else Outcome)
            number = words[kind, value] = int(member) if stage else OUTCOME_OFFSET + int(member)
        at, day = (
            table.place(row, "application_id", applications, "applications.csv"),
            table.day(row, "occurred_on"),
        )
        if number == Stage.APPLIED and draft.applied_on[at] == NO_DAY:
            draft.applied_on[at] = day  # the day of sending may stand here instead
        draft.event_application.append(at)
        draft.occurred_on.append(day)
        draft.scheduled_for.append(table.day(row, "scheduled_for") if scheduled else NO_DAY)
        draft.value.append(number)


def _read_attributions(
    table: _Table, applications: Mapping[str, int], draft: Draft, today: int | None
) -> None:
    # The latest statement of a source about an application: several causes on one day belong together.
    latest: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(table.rows)):
        at = table.place(row, "application_id", applications, "applications.csv")
        bit = 1 << table.word(row, "cause", Cause)
        source = int(table.word(row, "source", Source))
        made_on = table.day(row, "made_on")
        if today is not None and made_on > today:
            continue
        before, causes = latest.get((at, source), (made_on, 0))
        if made_on >= before:
            latest[at, source] = (made_on, bit | causes if made_on == before else bit)
    for (at, source), (made_on, causes) in latest.items():
        draft.said_about.append(at)
        draft.source.append(source)
        draft.causes.append(causes)
        draft.made_on.append(made_on)


def _read_ratings(table: _Table, clients: Mapping[str, int]) -> Floats:
    scale = np.full((len(clients), 4), np.nan)
    for row in range(len(table.rows)):
        client = table.place(row, "client_id", clients, "clients.csv")
        for cause in Cause:
            text = table.text(row, cause.word)
            try:
                rating = float(text) if text else np.nan
            except ValueError:
                rating = -1.0
            if text and not 1.0 <= rating <= 5.0:
                raise table.refuse(row, cause.word, f"{text!r} is not a rating from 1 to 5")
            scale[client, cause] = rating
    return scale
