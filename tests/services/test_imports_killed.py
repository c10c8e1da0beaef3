"""Kill -9 at any point of an import, a confirmation and an undo: all or nothing, and the retry succeeds."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from coachhub.extensions import db
from coachhub.models import Application, ImportBatch, ImportRow, StageEvent
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.clients import add_client
from coachhub.services.consistency import find_disagreements
from coachhub.services.import_drafts import confirm_draft, keep_draft
from coachhub.services.import_undo import ImportUndoneError, undo_import
from tests.migrations.filling import Contents
from tests.services.import_rows import TODAY, bring_rows, days_later, make_row, make_tracker
from tests.services.killing import kill_after, kill_at_point
from tests.services.searches import contents
from tests.support.people import make_people

SHEET = [
    make_row("Acme", "Cook", location="Toronto"),
    make_row("Birch", "Cook", applied_on=days_later(3)),
    make_row("Cedar", "Baker", applied_on=days_later(7)),
]
# It adds an application, moves and fills known ones, asks a question: every kind of write happens.
NEWER = [
    make_row("Acme", "Cook", location="Oslo", url="https://acme.example/jobs/1"),
    SHEET[1]._replace(notes="Called twice."),
    make_row(
        "Cedar", "Baker", applied_on=days_later(7), stage=SHEET[0].stage.INTERVIEW, stage_on=days_later(20)
    ),
    make_row("Dogwood", "Cook", applied_on=days_later(40)),
]


@dataclass
class Work:
    """Something that is killed, and how it is seen that trying again succeeded."""

    do: Callable[[], object]
    again: Callable[[], object]


def prepare(kind: str, scope: Scope, client_id: UUID) -> Work:
    """A search with a file in it, and what comes next."""
    bring_rows(scope, SHEET, client_id)
    if kind == "import":
        return Work(lambda: bring_rows(scope, NEWER, client_id), lambda: bring_rows(scope, NEWER, client_id))
    if kind == "confirm":
        tracker = make_tracker(NEWER)
        draft = keep_draft(scope, client_id=client_id, file_name="a.csv", data=b"a", tracker=tracker)

        def confirm() -> object:
            return confirm_draft(scope, draft, 1, tracker, today=TODAY)

        return Work(confirm, confirm)
    batch = bring_rows(scope, NEWER, client_id).batch_id

    def undo_again() -> None:
        with suppress(ImportUndoneError):
            undo_import(scope, batch)

    return Work(lambda: undo_import(scope, batch), undo_again)


def companies(scope: Scope, client_id: UUID) -> list[str]:
    """What the search holds."""
    db.session.rollback()
    mine = (visible(scope, Application), Application.client_id == client_id)
    return sorted(db.session.scalars(select(Application.company).where(*mine)))


def kill_everywhere(app: Flask, kind: str, points: Callable[[int], bool]) -> int:
    """Kill the work at each of its points that `points` chooses; returns how many it has."""
    number = 0
    with app.app_context():
        people = make_people()
        scope = people.bob.scope
    while True:
        number += 1
        if not points(number):
            continue
        with app.app_context():
            client_id = add_client(scope, name=f"Client {number}")
            work = prepare(kind, scope, client_id)
        before = contents(app)
        if not kill_at_point(app, work.do, number):
            return number
        after = contents(app)
        with app.app_context():
            # Either nothing of it is there, or all: then the kill came after the commit.
            committed = count_batches(scope, client_id, kind)
            assert committed or after == before, number
            work.again()
            left = ["Acme", "Birch", "Cedar"] + (["Dogwood"] if kind != "undo" else [])
            assert companies(scope, client_id) == left, number
            assert find_disagreements(people.alice.scope) == []
            if committed:
                assert_whole(before, after)


def count_batches(scope: Scope, client_id: UUID, kind: str) -> bool:
    """Whether the work was committed."""
    wanted = "undone" if kind == "undo" else "committed"
    mine = (visible(scope, ImportBatch), ImportBatch.client_id == client_id, ImportBatch.state == wanted)
    found = db.session.scalar(select(func.count()).select_from(ImportBatch).where(*mine)) or 0
    db.session.rollback()
    return found > (0 if kind == "undo" else 1)


def assert_whole(before: Contents, after: Contents) -> None:
    """The commit brought the data version with it, the last thing that is written."""
    assert versions(after) > versions(before)


def versions(held: Contents) -> int:
    """The data versions of all practices together."""
    return sum(row["data_version"] for row in held["practices"])


@pytest.mark.parametrize("kind", ["import", "confirm", "undo"])
def test_a_kill_leaves_all_or_nothing(each_app: Flask, kind: str) -> None:
    """A sample of the points: every fifth."""
    kill_everywhere(each_app, kind, lambda number: number % 5 == 2)


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["import", "confirm", "undo"])
def test_a_kill_anywhere_leaves_all_or_nothing(each_app: Flask, kind: str) -> None:
    points = kill_everywhere(each_app, kind, lambda _number: True)
    print(f"{kind}: killed at {points - 1} points")  # noqa: T201  the soak says how much it did
    assert points > 10


def kill_at_any_time(app: Flask, kills: int, seed: int) -> tuple[int, int]:
    """Kill imports at random times: how many were killed, how many of them had come through."""
    draw = random.Random(seed)  # noqa: S311  moments, not secrets
    rows = [
        make_row(f"Company {number}", "Cook", applied_on=days_later(number % 60)) for number in range(300)
    ]
    with app.app_context():
        scope = make_people().bob.scope
        undisturbed = add_client(scope, name="Undisturbed")
        db.session.rollback()
    # Moments within the time that an import takes on this machine, and some just after it.
    begun = time.monotonic()
    kill_after(app, lambda: bring_rows(scope, rows, undisturbed), None)
    long = 1.2 * (time.monotonic() - begun)
    killed = through = 0
    for number in range(kills):
        with app.app_context():
            client_id = add_client(scope, name=f"Client {number}")
            db.session.rollback()
        if kill_after(app, lambda: bring_rows(scope, rows, client_id), draw.uniform(0.0, long)):  # noqa: B023
            killed += 1
        with app.app_context():
            sizes = {
                table.__tablename__: db.session.scalar(
                    select(func.count())
                    .select_from(table)
                    .where(visible(scope, table), table.client_id == client_id)
                )
                for table in (Application, StageEvent, ImportRow)
            }
            assert set(sizes.values()) in ({0}, {len(rows)}), sizes
            through += sizes["applications"] == len(rows)
            result = bring_rows(scope, rows, client_id)
            assert result.added + result.known == len(rows)
            assert len(companies(scope, client_id)) == len(rows)
    return killed, through


def test_a_kill_at_any_time_leaves_all_or_nothing(each_app: Flask) -> None:
    kill_at_any_time(each_app, 4, 1)


@pytest.mark.soak
def test_hundred_kills_at_any_time_leave_all_or_nothing(each_app: Flask) -> None:
    killed, through = kill_at_any_time(each_app, 100, 20261128)
    print(f"{killed} of 100 were killed; {through} had come through")  # noqa: T201
    assert killed > 20
