"""Imports, edits, moves and undos in any order: the search is what a model without a database says it is."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.extensions import db
from coachhub.intake.matching import name_company
from coachhub.intake.titles import loosen_title
from coachhub.models import Application
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from coachhub.services.applications import edit_application
from coachhub.services.clients import add_client
from coachhub.services.consistency import find_disagreements
from coachhub.services.import_undo import preview_undo, undo_import
from coachhub.services.moves import record_move
from coachhub.services.possible_days import ImpossibleDateError
from tests.services.import_model import JOBS, LEVELS, OPEN, STYLES, Model, write_row
from tests.services.import_rows import TODAY, bring_rows, days_later, digest
from tests.support.people import make_people

FILES = st.lists(
    st.tuples(st.integers(0, JOBS - 1), st.sampled_from(STYLES), st.sampled_from(LEVELS)),
    min_size=1,
    max_size=JOBS,
    unique_by=lambda row: row[0],
)
STEPS: list[int] = [0]


class Histories(RuleBasedStateMachine):
    """One search of one client, and its model."""

    scope: Scope

    def __init__(self) -> None:
        super().__init__()
        self.client_id = add_client(self.scope, name="Somebody")
        self.model = Model()
        self.batches: list[UUID] = []
        self.before: list[tuple[int, list[str]]] = []
        """How many imports had been taken back before each import, and what the search said then."""

    def find(self, job: int) -> Any:
        """The application of a job, by what a reader would know it by."""
        row = write_row(job, "sheet", "applied")
        wanted = (name_company(row.company), loosen_title(row.role_title))
        found = [
            one
            for one in self.read()
            if (name_company(one.company), loosen_title(one.role_title or "")) == wanted
            and one.applied_on is not None
            and row.applied_on is not None
            and abs((one.applied_on - row.applied_on).days) < 10
        ]
        assert len(found) == 1, (job, found)
        return found[0]

    def read(self) -> list[Any]:
        """The search as it is stored."""
        db.session.rollback()
        rows = db.session.execute(
            select(
                Application.id, Application.version, Application.company, Application.role_title,
                Application.url, Application.location, Application.salary, Application.applied_on,
                Application.stage, Application.outcome, Application.closed_on,
            ).where(visible(self.scope, Application), Application.client_id == self.client_id)
        ).all()  # fmt: skip
        db.session.rollback()
        return list(rows)

    def keep_before(self) -> None:
        """Remember what the search says."""
        undone = sum(file.undone for file in self.model.files)
        self.before.append((undone, digest(self.scope, self.client_id)))

    @rule(rows=FILES, again=st.booleans(), seed=st.integers(0, 9))
    def bring(self, rows: list[tuple[int, str, str]], again: bool, seed: int) -> None:
        self.keep_before()
        written = [write_row(*row) for row in rows]
        result = bring_rows(self.scope, written, self.client_id)
        file = self.model.bring(rows)
        self.batches.append(result.batch_id)
        assert (result.added, result.changed) == (len(file.added), len(file.before))
        if again:
            held = digest(self.scope, self.client_id)
            random.Random(seed).shuffle(written)  # noqa: S311  an order, not a secret
            result = bring_rows(self.scope, written, self.client_id)
            assert (result.added, result.changed, result.known) == (0, 0, len(rows))
            assert result.conflicts == 0
            assert digest(self.scope, self.client_id) == held
            # A later file knows what it lists.
            self.keep_before()
            self.batches.append(result.batch_id)
            self.model.bring(rows)

    @precondition(lambda self: self.model.jobs)
    @rule(
        data=st.data(),
        name=st.sampled_from(["location", "company", "url"]),
        text=st.sampled_from(["", "Oslo"]),
    )
    def edit(self, data: st.DataObject, name: str, text: str) -> None:
        job = data.draw(st.sampled_from(sorted(self.model.jobs)))
        held, known = self.find(job), self.model.jobs[job]
        # A company keeps its key here: how a renamed one is found again is another test's.
        value = f"{name_company(known.company).title()} Ltd" if name == "company" else text
        if name == "url":
            value = text and f"https://{text.lower()}.example/{job}"
        if (getattr(held, name) or "") == value:
            return
        edit_application(self.scope, held.id, held.version, **{name: value})
        if getattr(known, name) and not value:
            known.emptied.add(name)
        setattr(known, name, value)
        self.model.touch(job)

    @precondition(lambda self: self.model.jobs)
    @rule(
        data=st.data(),
        move=st.sampled_from(
            [(Stage.SCREENING, 4), (Stage.INTERVIEW, 12), (Stage.FINAL, 30), (Outcome.REJECTED, 25)]
        ),
    )
    def move(self, data: st.DataObject, move: tuple[Any, int]) -> None:
        job = data.draw(st.sampled_from(sorted(self.model.jobs)))
        held, known = self.find(job), self.model.jobs[job]
        value, days = move
        if known.outcome not in OPEN:
            return
        day = (
            days_later(days)
            if known.applied_on is None
            else known.applied_on + (days_later(days) - days_later(0))
        )
        told = {"stage": value} if isinstance(value, Stage) else {"outcome": value}
        try:
            record_move(self.scope, held.id, **told, occurred_on=day, today=TODAY)
        except ImpossibleDateError:
            return
        if isinstance(value, Stage):
            known.stage = max(known.stage, value)
            known.last_stage_on = max(known.last_stage_on, day)
        else:
            known.outcome, known.closed_on = value, day
        self.model.touch(job)

    @precondition(lambda self: any(not file.undone for file in self.model.files))
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        open_files = [at for at, file in enumerate(self.model.files) if not file.undone]
        number = data.draw(st.sampled_from(open_files))
        promised = preview_undo(self.scope, self.batches[number])
        result = undo_import(self.scope, self.batches[number])
        undone, before = self.before[number]
        # Nothing else happened since.
        alone = number == len(self.model.files) - 1 and not any(
            when > number for when in self.model.touched.values()
        )
        alone = alone and undone == sum(file.undone for file in self.model.files)
        wanted = self.model.undo(number)
        assert (result.removed, result.restored, len(result.kept)) == wanted
        assert (promised.removed, promised.restored, len(promised.kept)) == wanted
        if alone:
            assert digest(self.scope, self.client_id) == before

    @invariant()
    def is_as_the_model_says(self) -> None:
        STEPS[0] += 1
        stored = [
            (
                row.company, row.role_title or "", row.url or "", row.location or "", row.salary or "",
                row.applied_on, row.stage, row.outcome, row.closed_on,
            )
            for row in self.read()
        ]  # fmt: skip
        assert sorted(map(repr, stored)) == sorted(repr(job.show()) for job in self.model.jobs.values())

    def teardown(self) -> None:
        assert find_disagreements(self.scope) == []
        db.session.remove()


@contextmanager
def running(app: Flask) -> Iterator[None]:
    """The machine on the database of `app`."""
    with app.app_context():
        Histories.scope = make_people().bob.scope
        yield


def run(examples: int, steps: int, *, seeded: bool) -> None:
    """So many histories of at most so many steps."""
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=seeded,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_search_is_what_its_history_makes_it(each_app: Flask) -> None:
    with running(each_app):
        run(8, 12, seeded=True)


@pytest.mark.soak
def test_a_search_is_what_any_history_makes_it(each_app: Flask) -> None:
    """20,000 steps over both databases."""
    with running(each_app):
        STEPS[0] = 0
        while STEPS[0] < 10_000:
            run(50, 40, seeded=False)
