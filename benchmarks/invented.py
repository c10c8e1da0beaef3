"""An invented practice as rows: histories of applications, drawn from a seeded generator.

Applications are stored in the order of their days across all clients, as a practice grows: a client's rows
lie apart from each other in the tables.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import numpy as np

from coachhub.analysis.vocabulary import Channel, Outcome, Source, Stage
from coachhub.models.base import new_key

TODAY: Final = date(2026, 11, 2)
DAYS: Final = 728
"""How far back the applications lie."""
SEED: Final = 20261102

Row = tuple[Any, ...]

CLIENT_COLUMNS: Final = (
    *("id", "coach_id", "name", "email", "field", "seniority", "timezone", "status", "consent"),
    *("version", "data_version", "created_at"),
)
APPLICATION_COLUMNS: Final = (
    *("client_id", "id", "company", "role_title", "role_key", "link_key", "url", "location", "channel"),
    *("applied_on", "stage", "stage_known", "outcome", "closed_on", "first_response_on", "notes"),
    *("origin", "version", "created_at"),
)
EVENT_COLUMNS: Final = (
    *("client_id", "application_id", "id", "stage", "outcome", "occurred_on", "imputed"),
    *("recorded_at", "origin"),
)
ATTRIBUTION_COLUMNS: Final = (
    *("client_id", "application_id", "id", "cause", "source", "verbatim", "made_at", "made_on"),
    "retracted_at",
)


@dataclass(frozen=True)
class Invented:
    """The rows of one practice, in the order of the columns above."""

    clients: list[Row]
    applications: list[Row]
    events: list[Row]
    attributions: list[Row]


def invent_practice(coaches: list[UUID], clients: int = 1000, each: int = 200) -> Invented:
    """`clients` clients with `each` applications: 45 % rejected, 17 % beyond the first step."""
    chance = np.random.default_rng(SEED)
    count = clients * each
    owner = chance.permutation(np.repeat(np.arange(clients), each)).tolist()
    sent = np.sort(chance.integers(0, DAYS, count)).tolist()
    # How far it came: 17 % beyond `applied`; each later step loses about half.
    stages = chance.choice(7, count, p=[0.005, 0.825, 0.08, 0.03, 0.04, 0.012, 0.008]).tolist()
    outcomes = chance.choice(6, count, p=[0.46, 0.0, 0.0, 0.45, 0.05, 0.04]).tolist()
    channels = chance.choice(3, count, p=[0.85, 0.1, 0.05]).tolist()
    waited = chance.integers(2, 40, (count, 6)).cumsum(axis=1).tolist()
    undated = (chance.random(count) < 0.01).tolist()
    said = chance.random((count, 3)) < np.array([0.3, 0.06, 0.1])  # 40 % of rejections, some by two sources
    causes = chance.choice(4, (count, 3, 2), p=[0.3, 0.4, 0.12, 0.18]).tolist()
    two = (chance.random((count, 3)) < 0.15).tolist()
    again = (chance.random(count) < 0.03).tolist()

    keys = [new_key() for _ in range(clients)]
    invented = Invented(list_clients(keys, coaches), [], [], [])
    first = TODAY - timedelta(days=DAYS)
    voices = said.tolist()
    for number in range(count):
        stage, outcome = Stage(stages[number]), Outcome(outcomes[number])
        if stage is Stage.SAVED:
            outcome = Outcome.OPEN
        day = None if undated[number] or stage is Stage.SAVED else first + timedelta(days=sent[number])
        days = [min(TODAY, day + timedelta(days=wait)) if day else None for wait in waited[number]]
        client, key = keys[owner[number]], new_key()
        moves: list[tuple[Stage | None, Outcome | None, date | None]] = []
        if stage is not Stage.SAVED:
            moves.append((Stage.APPLIED, None, day))
        if stage > Stage.APPLIED:
            moves.append((stage, None, days[0]))
        if outcome is not Outcome.OPEN:
            moves.append((None, outcome, days[3]))
        closed = moves[-1][2] if outcome is not Outcome.OPEN else None
        answered = moves[1][2] if len(moves) > 1 else None
        at = write_moment(day or TODAY)
        invented.applications.append(
            (
                *(client, key, f"Company {number % 9001}", f"Role {number % 211}"),
                *(f"company {number % 9001}|role {number % 211}", None),
                *(f"https://jobs.example.org/postings/{number}", "Toronto", Channel(channels[number]), day),
                *(stage, True, outcome, closed, answered, "Sent with the second version.", "import", 1, at),
            )
        )
        for moved, ended, when in moves:
            invented.events.append((client, key, new_key(), moved, ended, when, False, at, "import"))
        if outcome is Outcome.REJECTED:
            add_statements(
                invented, client, key, closed or TODAY, voices[number], causes[number], two[number]
            )
            if again[number]:
                # What was said first was taken back later: it counts nowhere.
                invented.attributions.append(
                    (client, key, new_key(), causes[number][0][1], Source.COACH, None, at, TODAY, at)
                )
    return invented


def list_clients(keys: list[UUID], coaches: list[UUID]) -> list[Row]:
    """The clients, shared out among the coaches."""
    return [
        (
            *(key, coaches[number % len(coaches)], f"Client {number:04}", f"client{number}@example.org"),
            *(f"Field {number % 7}", ("junior", "mid", "senior")[number % 3], None, "searching", {}),
            *(1, 1, write_moment(TODAY - timedelta(days=DAYS))),
        )
        for number, key in enumerate(keys)
    ]


def add_statements(
    invented: Invented,
    client: UUID,
    application: UUID,
    day: date,
    voices: list[bool],
    causes: list[list[int]],
    two: list[bool],
) -> None:
    """Who said why about one rejection; a person may name two causes."""
    for source in Source:
        if voices[source]:
            named = dict.fromkeys(causes[source] if two[source] else causes[source][:1])
            for cause in named:
                invented.attributions.append(
                    (client, application, new_key(), cause, source, None, write_moment(day), day, None)
                )


def write_moment(day: date) -> datetime:
    """Noon of a day, in UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
