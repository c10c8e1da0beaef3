"""A poor log lowers what is shown, and nothing that is computed."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from flask import Flask

from coachhub import clock
from coachhub.analysis.data_trust import DataTrust
from coachhub.analysis.vocabulary import Channel, Outcome, State
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.facts import load
from coachhub.queries.shown_states import lower_states
from coachhub.services.applications import log_application
from coachhub.services.moves import record_move
from tests.queries.histories import client_of
from tests.services.searches import bring
from tests.support.people import make_people

MOMENT = datetime(2026, 5, 11, 12, tzinfo=UTC)
TODAY = MOMENT.date()
SHEET = (
    "Company,Role,Date Applied,Status,Interview,Date Closed\n"
    "Acme,Cook,2026-01-05,Rejected,,2026-01-20\n"
    "Birch,Cook,2026-02-05,Interview,yes,\n"
)
EVERY = list(State)


def trust_of(*shares: float) -> DataTrust:
    size = len(shares)
    none = np.zeros(size, dtype=np.int32)
    return DataTrust(
        none, none, none, none, none, none, none, np.zeros(size, dtype=np.bool_), np.array(shares)
    )


@pytest.mark.parametrize(
    ("share", "focus", "lean", "nothing"),
    [
        (float("nan"), State.FOCUS, State.LEANING, State.NOTHING_STANDS_OUT),
        (1.0, State.FOCUS, State.LEANING, State.NOTHING_STANDS_OUT),
        (0.75, State.FOCUS, State.LEANING, State.NOTHING_STANDS_OUT),
        (0.7499, State.LEANING, State.LEANING, State.NOTHING_STANDS_OUT),
        (0.5, State.LEANING, State.LEANING, State.NOTHING_STANDS_OUT),
        (0.4999, State.ABSTAIN, State.ABSTAIN, State.ABSTAIN),
        (0.0, State.ABSTAIN, State.ABSTAIN, State.ABSTAIN),
    ],
)
def test_the_share_lowers_by_one_state_and_then_to_none(
    share: float, focus: State, lean: State, nothing: State
) -> None:
    states = np.array(EVERY, dtype=np.int8)
    shown = dict(zip(EVERY, lower_states(states, trust_of(*[share] * len(EVERY))).tolist(), strict=True))
    assert shown == {
        State.FOCUS: focus,
        State.LEANING: lean,
        State.NOTHING_STANDS_OUT: nothing,
        State.ABSTAIN: State.ABSTAIN,
        State.PAUSED: State.PAUSED,
    }
    assert states.tolist() == EVERY, "what was found is not changed"


@pytest.mark.parametrize(("days", "late"), [(13, False), (14, False), (15, True)])
def test_what_is_written_down_more_than_two_weeks_later_is_late(
    each_app: Flask, monkeypatch: pytest.MonkeyPatch, days: int, late: bool
) -> None:
    monkeypatch.setattr(clock, "now", lambda: MOMENT)
    with each_app.app_context():
        people = make_people()
        client_id = client_of(people.carol)
        application = log_application(
            people.carol.scope,
            client_id,
            company="Acme",
            role_title="Cook",
            channel=Channel.COLD,
            applied_on=TODAY - timedelta(days=40),
            today=TODAY,
        )
        record_move(
            people.carol.scope,
            application,
            outcome=Outcome.REJECTED,
            occurred_on=TODAY - timedelta(days=days),
            today=TODAY,
        )
        assert load(people.carol.scope).events.late.tolist() == [late]


def test_the_own_day_of_a_tracker_is_not_late_and_a_guessed_one_is(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, SHEET, today=TODAY)
        assert load(people.carol.scope).events.late.tolist() == [False, True]


def test_sent_only_lists_are_shown_as_too_early_and_diagnosed_as_before(each_app: Flask) -> None:
    sent = "".join(f"Firm {n},Cook,{TODAY - timedelta(days=30 + n % 25)}\n" for n in range(40))
    recent = "".join(f"Shop {n},Cook,{TODAY - timedelta(days=n)}\n" for n in range(10))
    with each_app.app_context():
        people = make_people()
        bring(people.carol.scope, "Company,Role,Date Applied\n" + sent + recent, today=TODAY)
        shown = diagnose_clients(people.bob.scope, TODAY)
        plain = diagnose_clients(people.bob.scope, TODAY, "default")
        row = shown.facts.client_ids.index(str(client_of(people.carol)))
        assert plain.diagnoses.state[row] != State.ABSTAIN, "the evidence alone would say something"
        assert shown.diagnoses.state[row] == State.ABSTAIN
        assert shown.lowered is not None
        assert shown.lowered[row]
        assert plain.trust is None
        assert shown.diagnoses.probabilities[row].tolist() == plain.diagnoses.probabilities[row].tolist()
