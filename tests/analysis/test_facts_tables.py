"""Tables of text become facts, and whatever is wrong with them is said with file, row and column."""

import numpy as np
import pytest

from coachhub.analysis.facts import NO_DAY, OUTCOME_OFFSET, Facts
from coachhub.analysis.facts_tables import TableError, facts_from_tables
from coachhub.analysis.vocabulary import Cause, Channel, Outcome, Source, Stage

Table = list[dict[str, str | None]]
CLIENTS: Table = [{"client_id": "zoe"}, {"client_id": "adam"}, {"client_id": "idle"}]


def apply_for(
    name: str, client: str = "zoe", channel: str = "cold", day: str = "1970-01-11"
) -> dict[str, str | None]:
    return {"application_id": name, "client_id": client, "channel": channel, "applied_on": day}


def event(name: str, day: str, kind: str, value: str) -> dict[str, str | None]:
    return {"application_id": name, "occurred_on": day, "kind": kind, "value": value}


def said(name: str, cause: str, source: str = "coach", day: str = "1970-01-21") -> dict[str, str | None]:
    return {"application_id": name, "cause": cause, "source": source, "made_on": day}


def read(
    applications: Table, events: Table | None = None, tags: Table | None = None, today: int | None = None
) -> tuple[Facts, tuple[str, ...]]:
    return facts_from_tables(CLIENTS, applications, events or [], tags or [], today=today)


def test_applications_stand_by_client_then_by_day() -> None:
    rows = [
        apply_for("a1", "adam", "referral", "1970-01-05"),
        apply_for("z2", day="1970-02-01"),
        apply_for("z1", channel="", day="1970-01-02"),
        apply_for("z0", channel="unknown", day=""),
    ]
    facts, names = read(rows, [event("z1", "1970-01-09", "stage", "interview")], [said("a1", "fit")])
    assert facts.client_ids == ("zoe", "adam", "idle")
    assert names == ("z0", "z1", "z2", "a1")
    assert facts.client.tolist() == [0, 0, 0, 1]
    assert facts.applied_on.tolist() == [NO_DAY, 1, 31, 4]
    assert facts.channel.tolist() == [0, 0, 0, Channel.REFERRAL]
    assert facts.stage.tolist() == [Stage.SAVED, Stage.INTERVIEW, Stage.APPLIED, Stage.APPLIED]
    assert facts.events.application.tolist() == [1]
    assert facts.attributions.application.tolist() == [3]
    assert np.isnan(facts.ratings).all()


def test_stage_outcome_and_closing_day_follow_from_the_events() -> None:
    events = [
        event("x", "1970-01-12", "stage", "applied"),
        event("x", "1970-01-15", "stage", "interview"),
        event("x", "1970-01-18", "outcome", "rejected"),
        event("y", "1970-01-20", "outcome", "accepted"),
        event("z", "", "outcome", "no_response"),
    ]
    facts, names = read([apply_for(name) for name in "xyz"], events)
    assert names == ("x", "y", "z")
    assert facts.stage.tolist() == [Stage.INTERVIEW, Stage.OFFER, Stage.APPLIED]
    assert facts.outcome.tolist() == [Outcome.REJECTED, Outcome.ACCEPTED, Outcome.NO_RESPONSE]
    assert facts.closed_on.tolist() == [17, 19, NO_DAY]
    assert facts.events.value.tolist() == [
        Stage.INTERVIEW,
        OUTCOME_OFFSET + Outcome.REJECTED,
        OUTCOME_OFFSET + Outcome.ACCEPTED,
        OUTCOME_OFFSET + Outcome.NO_RESPONSE,
    ]


def test_the_day_of_sending_may_stand_among_the_events() -> None:
    applied = [event(name, "1970-01-15", "stage", "applied") for name in "xy"]
    facts, names = read([apply_for("x", day=""), apply_for("y")], applied)
    assert dict(zip(names, facts.applied_on.tolist(), strict=True)) == {"x": 14, "y": 10}
    assert facts.events.value.size == 0


def test_the_last_statement_of_a_source_wins_and_one_day_is_one_statement() -> None:
    tags = [
        said("x", "fit", day="1970-01-25"),
        said("x", "interview", day="1970-01-21"),
        said("x", "application", day="1970-01-25"),
        said("x", "fit", "client"),
    ]
    facts, _ = read([apply_for("x")], tags=tags)
    by_source = dict(zip(facts.attributions.source.tolist(), facts.attributions.causes.tolist(), strict=True))
    assert by_source == {Source.COACH: 1 << Cause.FIT | 1 << Cause.APPLICATION, Source.CLIENT: 1 << Cause.FIT}
    earlier, _ = read([apply_for("x")], tags=tags, today=22)
    assert earlier.attributions.causes.tolist() == [1 << Cause.INTERVIEW, 1 << Cause.FIT]


def test_ratings_may_be_there_in_part() -> None:
    table: Table = [
        {"client_id": "adam", "qualifications": "4", "application": "2.5", "interview": "", "fit": "5"}
    ]
    facts, _ = facts_from_tables(CLIENTS, [], [], [], table)
    assert facts.ratings[1].tolist()[:2] == [4.0, 2.5]
    assert np.isnan(facts.ratings).sum() == 9


@pytest.mark.parametrize(
    ("applications", "events", "tags", "message"),
    [
        (
            [apply_for("x"), apply_for("x")],
            [],
            [],
            "applications.csv, row 3, column application_id: 'x' stands",
        ),
        ([apply_for("")], [], [], "applications.csv, row 2, column application_id: this must not be empty"),
        ([apply_for("x", "bob")], [], [], "row 2, column client_id: 'bob' is not in clients.csv"),
        (
            [apply_for("x", day="11.1.70")],
            [],
            [],
            "column applied_on: '11.1.70' is not a date like 2026-03-31",
        ),
        (
            [apply_for("x", channel="dove")],
            [],
            [],
            "column channel: 'dove' is not one of cold, referral, recruiter",
        ),
        (
            [apply_for("x")],
            [event("y", "1970-01-12", "stage", "final")],
            [],
            "stage_events.csv, row 2, column appl",
        ),
        (
            [apply_for("x")],
            [event("x", "1970-01-12", "step", "final")],
            [],
            "'step' is not one of stage, outcome",
        ),
        (
            [apply_for("x")],
            [event("x", "1970-01-12", "stage", "rejected")],
            [],
            "'rejected' is not one of saved, ap",
        ),
        (
            [apply_for("x")],
            [event("x", "1970-01-12", "outcome", "final")],
            [],
            "'final' is not one of open, accept",
        ),
        (
            [apply_for("x")],
            [{**event("x", "", "stage", "final"), "value": None}],
            [],
            "value: this cell is missing",
        ),
        (
            [apply_for("x")],
            [],
            [said("x", "luck")],
            "'luck' is not one of qualifications, application, interview",
        ),
        (
            [apply_for("x")],
            [],
            [said("x", "fit", "friend")],
            "'friend' is not one of client, employer, coach",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    applications: Table, events: Table, tags: Table, message: str
) -> None:
    with pytest.raises(TableError) as caught:
        read(applications, events, tags)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("rating", "fine"),
    [("0.9", False), ("1", True), ("5", True), ("5.1", False), ("x", False), ("nan", False)],
)
def test_ratings_run_from_one_to_five(rating: str, fine: bool) -> None:
    table: Table = [
        {"client_id": "adam", "qualifications": rating, "application": "1", "interview": "1", "fit": "1"}
    ]
    if fine:
        facts_from_tables(CLIENTS, [], [], [], table)
    else:
        with pytest.raises(TableError, match="is not a rating from 1 to 5"):
            facts_from_tables(CLIENTS, [], [], [], table)


def test_a_client_stands_once() -> None:
    with pytest.raises(TableError, match=r"clients\.csv, row 3, column client_id: 'zoe' stands here twice"):
        facts_from_tables([{"client_id": "zoe"}, {"client_id": "zoe"}], [], [], [])
