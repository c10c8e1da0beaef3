"""What must hold for every history: order does not matter, clients do not touch each other."""

import random
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachhub.analysis.ask import Asks
from coachhub.analysis.diagnosis import Diagnoses, diagnose
from coachhub.analysis.facts import Floats
from coachhub.analysis.vocabulary import Cause, State
from coachhub.playbook.improvements import load_effects
from tests.analysis.history_rows import ApplicationRow, gather_facts
from tests.analysis.random_histories import draw_practice

seeds = st.integers(0, 2**32 - 1)
COLUMNS = [
    "state", "cause", "improvement", "runner_up", "probabilities", "gains", "exposure", "open_worth",
    "mature", "pace", "interviews", "extra_interviews", "improved_interviews",
]  # fmt: skip


def lay_out(found: Diagnoses) -> Floats:
    """What a diagnosis says of each client, as one row of numbers; application positions left out."""
    asks, why = found.asks, found.explanation
    columns = [getattr(found, name) for name in COLUMNS]
    columns += [asks.kind, asks.until, asks.value, why.term, why.log_odds, found.tally.trials]
    return np.hstack([np.asarray(c, dtype=np.float64).reshape(found.state.size, -1) for c in columns])


def settle(rows: list[ApplicationRow], clients: int, ratings: list[list[float]] | None = None) -> Diagnoses:
    return diagnose(gather_facts(rows, clients, ratings), 60, effects=load_effects())


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_the_order_of_applications_events_and_tags_changes_nothing(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  histories need no secrets
    rows = draw_practice(draw, 4)
    mixed = [
        ApplicationRow(
            row.applied_on,
            draw.sample(row.events, len(row.events)),
            draw.sample(row.tags, len(row.tags)),
            row.channel,
            row.client,
            row.stage_known,
        )
        for row in draw.sample(rows, len(rows))
    ]
    assert lay_out(settle(mixed, 4)) == pytest.approx(lay_out(settle(rows, 4)), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_clients_together_are_clients_alone(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    rows = draw_practice(draw, 5)
    ratings = [[draw.choice([np.nan, 1.0, 3.0, 5.0]) for _ in Cause] for _ in range(5)]
    together = lay_out(settle(rows, 5, ratings))
    for client in range(5):
        own = [
            ApplicationRow(row.applied_on, row.events, row.tags, row.channel, 0, row.stage_known)
            for row in rows
            if row.client == client
        ]
        assert lay_out(settle(own, 1, [ratings[client]]))[0] == pytest.approx(together[client], abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(seeds)
def test_what_is_said_is_sound(seed: int) -> None:
    found = settle(draw_practice(random.Random(seed), 6), 6)  # noqa: S311
    assert found.probabilities.sum(axis=1) == pytest.approx(np.ones(6))
    assert (found.probabilities > 0).all()
    assert (found.gains > 0).all()
    assert (found.cause != found.runner_up).all()
    assert (found.exposure >= found.open_worth - 1e-12).all()
    assert (found.asks.value >= 0).all()
    best = found.gains.max(axis=1)
    assert (found.gains[np.arange(6), found.cause] >= 0.95 * best - 1e-12).all()
    assert (found.mature | np.isin(found.state, [State.ABSTAIN, State.PAUSED])).all()


def test_no_clients_and_no_applications_are_answers() -> None:
    assert settle([], 0).state.size == 0
    assert (settle([], 3).state == State.ABSTAIN).all()


def test_what_has_not_happened_changes_nothing() -> None:
    draw = random.Random(7)  # noqa: S311
    rows = draw_practice(draw, 8)
    past = [
        ApplicationRow(
            row.applied_on,
            [event for event in row.events if event.occurred_on <= 30],
            [tag for tag in row.tags if tag.made_on <= 30],
            row.channel,
            row.client,
            row.stage_known,
        )
        for row in rows
        if row.applied_on <= 30
    ]
    whole = diagnose(gather_facts(rows, 8), 30, effects=load_effects())
    then = diagnose(gather_facts(past, 8), 30, effects=load_effects())
    assert lay_out(whole) == pytest.approx(lay_out(then), abs=1e-12)


def test_every_column_has_a_row_per_client() -> None:
    found = settle(draw_practice(random.Random(3), 4), 4)  # noqa: S311
    per_client = {field.name for field in fields(Diagnoses)} - {"statistics", "explanation", "asks", "tally"}
    for name in per_client - {"trials", "shift"}:
        assert len(getattr(found, name)) == 4, name
    for field in fields(Asks):
        assert len(getattr(found.asks, field.name)) == 4
