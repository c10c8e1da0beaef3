"""What must hold for every history: a rejection raises no rate, the calendar and the unseen say nothing."""

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachhub.analysis.decision import decide_states
from coachhub.analysis.diagnosis import Diagnoses, diagnose
from coachhub.analysis.evidence import weigh_steps
from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET, Facts, Floats
from coachhub.analysis.focuses import Focuses
from coachhub.analysis.funnel import count_funnel, rate_funnel
from coachhub.analysis.trials import Result, build_trials
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Stage, State
from coachhub.playbook.improvements import load_effects
from tests.analysis.history_rows import ApplicationRow, EventRow, TagRow, end, gather_facts, move
from tests.analysis.random_histories import draw_practice
from tests.analysis.test_diagnosis_properties import lay_out

TODAY = 60
seeds = st.integers(0, 2**32 - 1)


def settle(rows: list[ApplicationRow], clients: int = 1, today: int = TODAY) -> Diagnoses:
    return diagnose(gather_facts(rows, clients), today, effects=load_effects())


def rate_steps(found: Diagnoses) -> Floats:
    """The posterior rate of every step under every hypothesis (k, 5, 5), by the method's formula."""
    return weigh_steps(found.statistics, found.shift).rates


def draw_one(seed: int) -> tuple[random.Random, list[ApplicationRow]]:
    """The applications of one client, all sent, in every state there is."""
    draw = random.Random(seed)  # noqa: S311
    rows = [row for row in draw_practice(draw, 1, 20) if row.applied_on != NO_DAY]
    return draw, rows


@settings(max_examples=80, deadline=None)
@given(seeds)
def test_one_more_rejection_never_raises_a_step_rate(seed: int) -> None:
    draw, rows = draw_one(seed)
    sent = draw.randrange(TODAY)
    reached = draw.choice([None, Stage.SCREENING, Stage.ASSESSMENT, Stage.INTERVIEW, Stage.FINAL])
    moves = [] if reached is None else [move(reached, sent)]
    open_one = ApplicationRow(sent, moves)
    rejected = ApplicationRow(sent, [*moves, end(Outcome.REJECTED, draw.randrange(sent, TODAY + 1))])
    before, after = settle([*rows, open_one]), settle([*rows, rejected])
    # The answer to a cold application that was out: nothing rises, under no hypothesis.
    assert (rate_steps(after) <= rate_steps(before) + 1e-12).all()
    step = 0 if reached is None else reached - Stage.APPLIED
    expected = [
        np.einsum("kh,khs->ks", one.probabilities, rate_steps(one))[0, step] for one in (before, after)
    ]
    assert expected[1] <= expected[0] + 1e-9


@settings(max_examples=80, deadline=None)
@given(seeds)
def test_one_more_rejected_application_never_raises_the_step_it_failed_at(seed: int) -> None:
    draw, rows = draw_one(seed)
    sent = draw.randrange(TODAY)
    rejected = ApplicationRow(sent, [end(Outcome.REJECTED, draw.randrange(sent, TODAY + 1))])
    before, after = rate_steps(settle(rows)), rate_steps(settle([*rows, rejected]))
    assert (after[:, :, 0] < before[:, :, 0]).all()
    assert after[:, :, 1:] == pytest.approx(before[:, :, 1:], abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from(Channel))
def test_one_more_rejection_never_raises_a_rate_of_the_funnel(seed: int, channel: Channel) -> None:
    # What is *expected* of a client does rise with a referral, whatever its answer: section 6 mixes channels.
    draw, rows = draw_one(seed)
    sent = draw.randrange(TODAY)
    answer = end(Outcome.REJECTED, draw.randrange(sent, TODAY + 1))
    before, after = (
        rate_funnel(count_funnel(facts, build_trials(facts, TODAY))).rate[0]
        for facts in (
            gather_facts([*rows, ApplicationRow(sent, channel=channel)]),
            gather_facts([*rows, ApplicationRow(sent, [answer], channel=channel)]),
        )
    )
    was_there = ~np.isnan(before)
    assert (after[was_there] <= before[was_there] + 1e-12).all()


def shift_rows(rows: list[ApplicationRow], by: int) -> list[ApplicationRow]:
    """The same history, so many days later."""

    def later(day: int) -> int:
        return day if day == NO_DAY else day + by

    return [
        replace(
            row,
            applied_on=later(row.applied_on),
            events=[EventRow(e.value, later(e.occurred_on), later(e.scheduled_for)) for e in row.events],
            tags=[TagRow(tag.source, tag.causes, later(tag.made_on)) for tag in row.tags],
        )
        for row in rows
    ]


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(-3000, 40_000))
def test_the_same_history_on_other_days_is_the_same_diagnosis(seed: int, by: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    rows = draw_practice(draw, 4)
    effects = load_effects()
    cause = draw.choice(list(Cause))
    days = [draw.randrange(60), draw.choice([NO_DAY, 70, 30])]

    def work(facts: Facts, today: int, moved: int) -> Diagnoses:
        started, completed = (
            np.array([NO_DAY if day == NO_DAY else day + moved], dtype=np.int32) for day in days
        )
        never = np.array([NO_DAY], dtype=np.int32)
        focuses = Focuses(np.zeros(1, np.int32), np.array([cause], np.int8), started, never, completed)
        return diagnose(facts, today, effects=effects, focuses=focuses)

    here = work(gather_facts(rows, 4), 80, 0)
    there = work(gather_facts(shift_rows(rows, by), 4), 80 + by, by)
    # "Until" is a day itself; everything else is the same number.
    until = np.where(here.asks.until == NO_DAY, NO_DAY, here.asks.until + by)
    assert there.asks.until.tolist() == until.tolist()
    plain = replace(there, asks=replace(there.asks, until=here.asks.until))
    assert lay_out(plain) == pytest.approx(lay_out(here), abs=1e-9)


def hide_everything(row: ApplicationRow) -> ApplicationRow:
    """The application as somebody knows it who never looked: withdrawn at once, or sent to nobody."""
    return replace(row, applied_on=NO_DAY, tags=(), events=())


@settings(max_examples=60, deadline=None)
@given(seeds, st.integers(0, 3))
def test_an_unobserved_client_never_gets_a_focus(seed: int, young: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    # Saved jobs, applications that nobody dated, withdrawals on the day of sending, and some of today.
    rows = [hide_everything(row) for row in draw_practice(draw, 1, 40)]
    rows += [
        ApplicationRow(day, [end(Outcome.WITHDRAWN, day)])
        for day in (draw.randrange(TODAY) for _ in range(draw.randrange(40)))
    ]
    rows += [ApplicationRow(TODAY) for _ in range(draw.randrange(60))]
    rows += [ApplicationRow(TODAY - draw.randrange(1, 4)) for _ in range(young)]
    found = settle(rows)
    assert found.state[0] in (State.ABSTAIN, State.PAUSED)
    assert not found.mature[0]
    assert found.probabilities[0] == pytest.approx([0.12, 0.22, 0.30, 0.24, 0.12], abs=0.02)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(0.001, 1.0), min_size=5, max_size=5), st.booleans(), st.booleans())
def test_without_maturity_no_probability_is_enough(weights: list[float], paused: bool, blurred: bool) -> None:
    chances = np.array([weights]) / sum(weights)
    cause = chances[:, 1:].argmax(axis=1).astype(np.int8)
    flags = (np.array([paused]), np.array([blurred]))
    for state in (State.FOCUS, State.LEANING, State.NOTHING_STANDS_OUT):
        assert decide_states(chances, cause, np.array([False]), *flags)[0] != state


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_a_mark_of_no_response_is_no_evidence(seed: int) -> None:
    draw, rows = draw_one(seed)
    marked = [
        replace(
            row, events=[*row.events, end(Outcome.NO_RESPONSE, draw.randrange(row.applied_on, TODAY + 1))]
        )
        if all(event.value < OUTCOME_OFFSET and event.occurred_on != NO_DAY for event in row.events)
        and draw.random() < 0.5
        else row
        for row in rows
    ]
    plain, clicked = settle(rows), settle(marked)
    assert clicked.probabilities == pytest.approx(plain.probabilities, abs=1e-9)
    assert clicked.exposure == pytest.approx(plain.exposure, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(seeds)
def test_silence_grows_and_never_passes_a_failure(seed: int) -> None:
    _, rows = draw_one(seed)
    facts = gather_facts(rows, 1)
    trials = build_trials(facts, TODAY)
    waiting = trials.result == Result.OPEN
    assert (trials.exposure[waiting] <= 1.0).all()
    tomorrow = build_trials(facts, TODAY + 1)
    if tomorrow.step.size == trials.step.size and (tomorrow.result == trials.result).all():
        assert (tomorrow.exposure >= trials.exposure - 1e-12).all()
