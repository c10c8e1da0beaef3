"""Clients and their searches, invented for the screens."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from coachhub.analysis.data_trust import measure_trust
from coachhub.analysis.days import name_day, number_day
from coachhub.analysis.diagnosis import diagnose
from coachhub.analysis.facts import NO_DAY, Facts
from coachhub.analysis.vocabulary import Cause, Outcome, Source, Stage
from coachhub.playbook.improvements import load_effects
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.attributions import Statement
from coachhub.queries.client_files import ClientFile
from coachhub.queries.clients import ClientRow
from coachhub.queries.diagnoses import Diagnosed
from coachhub.queries.shown_states import lower_states
from dashboards.client.story import Story
from tests.analysis import history_rows
from tests.analysis.history_rows import TagRow, end, gather_facts, move

TODAY = date(2026, 5, 11)
NOW = number_day(TODAY)


def client_row(
    name: str = "Carol Reed",
    *,
    number: int = 0,
    field: str | None = "Marketing",
    coach: UUID | None = None,
) -> ClientRow:
    """A client; the number makes her key."""
    return ClientRow(
        id=UUID(int=number + 1),
        name=name,
        email=None,
        coach_id=coach,
        field=field,
        seniority=None,
        timezone=None,
        search_started_on=TODAY - timedelta(days=60),
        status="searching",
    )


def rejected(
    sent: int,
    closed: int,
    *causes: Cause,
    by: Source = Source.COACH,
    stage: Stage = Stage.APPLIED,
    client: int = 0,
) -> history_rows.ApplicationRow:
    """An application sent and closed some days ago; `by` names the causes."""
    events = [move(one, NOW - closed - 1) for one in (stage,) if one > Stage.APPLIED]
    tags = [TagRow(by, causes, NOW - closed)] if causes else []
    return history_rows.ApplicationRow(
        NOW - sent, [*events, end(Outcome.REJECTED, NOW - closed)], tags, client=client
    )


def still_open(sent: int, *, stage: Stage = Stage.APPLIED, client: int = 0) -> history_rows.ApplicationRow:
    """An application sent some days ago without an end."""
    events = [move(stage, NOW - max(0, sent - 5))] if stage > Stage.APPLIED else []
    return history_rows.ApplicationRow(NOW - sent, events, client=client)


def accepted(sent: int) -> history_rows.ApplicationRow:
    """An application that ended well."""
    return history_rows.ApplicationRow(
        NOW - sent, [move(Stage.OFFER, NOW - 3), end(Outcome.ACCEPTED, NOW - 2)]
    )


def jennifer() -> list[history_rows.ApplicationRow]:
    """Twenty sent over a month, eight closed without a first answer: a lean to the application."""
    sent = [round(position * 29 / 19) for position in range(20)]
    closed = {0, 1, 2, 4, 5, 7, 9, 11}
    return [
        rejected(31 - day, 31 - min(day + 14, 30)) if place in closed else still_open(31 - day)
        for place, day in enumerate(sent)
    ]


def name_clients(facts: Facts, names: Sequence[str] = ()) -> tuple[Facts, list[ClientRow]]:
    """The facts with keys instead of c0, c1, …, and the clients that they belong to."""
    rows = [
        client_row(names[number] if number < len(names) else f"Client {number}", number=number)
        for number in range(facts.client_count)
    ]
    return with_keys(facts, rows), rows


def with_keys(facts: Facts, rows: Sequence[ClientRow]) -> Facts:
    """The same columns with the keys of `rows`."""
    return replace(facts, client_ids=tuple(str(row.id) for row in rows))


def diagnose_all(facts: Facts) -> Diagnosed:
    """What the screens are given."""
    effects = load_effects()
    found = diagnose(facts, NOW, effects=effects)
    trust = measure_trust(facts, found.trials.standing, NOW)
    shown = replace(found, state=lower_states(found.state, trust))
    return Diagnosed(facts, shown, effects, trust=trust, lowered=shown.state != found.state)


def application_rows(facts: Facts, client: ClientRow, position: int) -> list[ApplicationRow]:
    """The applications behind the columns, as the database would list them."""
    rows = []
    for place in range(facts.application_count):
        if facts.client[place] != position:
            continue
        applied_on, closed_on = int(facts.applied_on[place]), int(facts.closed_on[place])
        rows.append(
            ApplicationRow(
                id=UUID(int=1000 + place),
                client_id=client.id,
                company=f"Company {place}",
                role_title="Assistant",
                url="javascript:alert(1)" if place % 2 else "https://jobs.example.org/1",
                applied_on=None if applied_on == NO_DAY else name_day(applied_on),
                stage=Stage(int(facts.stage[place])),
                stage_known=bool(facts.stage_known[place]),
                outcome=Outcome(int(facts.outcome[place])),
                closed_on=None if closed_on == NO_DAY else name_day(closed_on),
            )
        )
    return rows


def statement(
    place: int, cause: Cause, source: Source = Source.CLIENT, words: str | None = None
) -> Statement:
    """What one person said about the application at a place of the columns."""
    return Statement(UUID(int=1000 + place), f"Company {place}", "Assistant", cause, source, words, TODAY)


READER = UUID(int=77)
NO_STAFF: Mapping[UUID, str] = MappingProxyType({})


def make_story(
    rows: Sequence[history_rows.ApplicationRow],
    statements: Sequence[Statement] = (),
    *,
    others: Sequence[history_rows.ApplicationRow] = (),
    clients: int = 1,
    staff: Mapping[UUID, str] = NO_STAFF,
    **more: Any,
) -> Story:
    """The story of the first client; `more` are further parts of the file."""
    facts, named = name_clients(gather_facts([*rows, *others], clients), ["Carol Reed"])
    client = more.pop("client", named[0])
    file = ClientFile(
        client=client, applications=application_rows(facts, client, 0), statements=statements, **more
    )
    return Story(file, 0, diagnose_all(facts), TODAY, READER, staff)
