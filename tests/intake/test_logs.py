"""Logs with several rows for one application: what is put together, and what order and days do to it."""

import time
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachhub.analysis.application_state import Move, derive_state
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import Choices, Tracker, TrackerApplication, read_tracker
from tests.intake.invented_files import TODAY, read_text

START = date(2026, 1, 5)
STEPS = ("Applied", "Phone screen", "Technical interview", "Panel interview", "Offer")
ENDS = ("Rejected", "Withdrew", "No Response", "Offer Accepted", "")


def states(tracker: Tracker) -> list[tuple[object, ...]]:
    """What was read, without row numbers: they follow the order of the file."""
    return sorted(
        (a.company, a.role_title, str(a.applied_on), a.stage, a.outcome, str(a.closed_on), str(a.events))
        for a in tracker.applications
    )


def as_text(header: str, rows: Sequence[Sequence[object]]) -> str:
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)])


@st.composite
def searches(draw: st.DrawFn) -> list[tuple[str, str, list[tuple[date, str]]]]:
    """(company, role, moves with their days) of some applications, each to another role or company."""
    found = []
    for number in range(draw(st.integers(1, 6))):
        day = START + timedelta(days=draw(st.integers(0, 60)))
        moves = [(day, "Applied")]
        for step in STEPS[1 : draw(st.integers(1, len(STEPS)))]:
            day += timedelta(days=draw(st.integers(1, 9)))
            moves.append((day, step))
        end = draw(st.sampled_from(ENDS))
        if end and day < TODAY - timedelta(days=9):
            moves.append((day + timedelta(days=draw(st.integers(1, 9))), end))
        found.append((f"Acme {number % 4}", f"Cook {number}", moves))
    return found


def list_moves(search: list[tuple[str, str, list[tuple[date, str]]]]) -> list[tuple[object, ...]]:
    return [
        (company, role, day, before, after)
        for company, role, moves in search
        for (_, before), (day, after) in zip([(None, ""), *moves], moves, strict=False)
    ]


def list_events(search: list[tuple[str, str, list[tuple[date, str]]]]) -> list[tuple[object, ...]]:
    return [(company, role, day, word) for company, role, moves in search for day, word in moves]


@settings(max_examples=60, deadline=None)
@given(searches(), st.randoms(use_true_random=False), st.booleans())
def test_dated_logs_give_what_happened_in_any_order_of_rows(
    search: list[tuple[str, str, list[tuple[date, str]]]], chance: Random, moves: bool
) -> None:
    rows = list_moves(search) if moves else list_events(search)
    header = "Company,Role,Date,From,To" if moves else "Company,Role,Date,Event"
    whole = read_text(as_text(header, rows))
    assert whole.rows.applications == len(search)
    assert whole.rows.folded == len(rows) - len(search)
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert states(read_text(as_text(header, shuffled))) == states(whole)
    by_role = {a.role_title: a for a in whole.applications}
    for _, role, told in search:
        stages = [STEPS.index(word) for _, word in told if word in STEPS]
        application = by_role[role]
        assert application.applied_on == told[0][0]
        accepted = told[-1][1] == "Offer Accepted"
        assert application.stage == (Stage.OFFER if accepted else (1, 2, 4, 5, 6)[max(stages)])
        assert (application.outcome == Outcome.OPEN) == (told[-1][1] in STEPS)
        assert [e.occurred_on for e in application.events if not e.imputed] == [day for day, _ in told]


@settings(max_examples=60, deadline=None)
@given(searches(), st.randoms(use_true_random=False), st.booleans())
def test_some_rows_of_a_log_say_no_other_thing_than_all_of_them(
    search: list[tuple[str, str, list[tuple[date, str]]]], chance: Random, moves: bool
) -> None:
    header = "Company,Role,Date,From,To" if moves else "Company,Role,Date,Event"
    rows = list_moves(search) if moves else list_events(search)
    whole = {a.role_title: a for a in read_text(as_text(header, rows)).applications}
    keep = sorted(chance.sample(range(len(rows)), chance.randint(1, len(rows))))
    part = read_text(as_text(header, [rows[at] for at in keep]))
    assert len({a.role_title for a in part.applications}) == len(part.applications)
    for application in part.applications:
        known = whole[application.role_title]
        assert application.stage <= known.stage
        assert application.applied_on in (None, known.applied_on)
        said = {
            (e.kind, e.value, e.occurred_on) for e in application.events if e.occurred_on and not e.imputed
        }
        assert said <= {(e.kind, e.value, e.occurred_on) for e in known.events}
    some = chance.sample(search, chance.randint(1, len(search)))
    listed = list_moves(some) if moves else list_events(some)
    found = {a.role_title: a for a in read_text(as_text(header, listed)).applications}
    assert found.keys() == {role for _, role, _ in some}
    assert all(a._replace(row=0) == whole[role]._replace(row=0) for role, a in found.items())


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Acme", "Birch", ""]),
            st.sampled_from(["Cook", "Baker", ""]),
            st.sampled_from(["2026-01-05", "2026-02-03", "2026-03-01", "2027-01-01", "soon", ""]),
            st.sampled_from(["", "-", "Applied", "Interview", "Rejected", "Saved", "Zorgle", "Offer"]),
            st.sampled_from(
                ["", "-", "Applied", "Interview", "Rejected", "Withdrew", "No Response", "Offer"]
            ),
        ),
        max_size=14,
    ),
    st.sampled_from(["Company,Role,Date,From,To", "Company,Role,Timestamp,Note,What happened"]),
)
def test_any_log_adds_up_and_its_events_say_what_its_columns_say(
    rows: list[tuple[str, ...]], header: str
) -> None:
    tracker = read_text(as_text(header, rows))
    counts = tracker.rows
    assert counts.total == (
        counts.blank + counts.applications + counts.saved + counts.problems + counts.folded
    )
    assert len(tracker.applications) == counts.importable
    for application in tracker.applications:
        assert_follows(application)


def assert_follows(application: TrackerApplication) -> None:
    """Stage, outcome and days follow from the events as services derive them."""
    derived = derive_state(
        Move(
            Stage(event.value) if event.kind == "stage" else None,
            Outcome(event.value) if event.kind == "outcome" else None,
            event.occurred_on,
        )
        for event in application.events
    )
    assert (derived.stage, derived.outcome) == (application.stage, application.outcome), application
    assert derived.applied_on == application.applied_on
    assert derived.closed_on == application.closed_on
    assert all(event.occurred_on is None or event.occurred_on <= TODAY for event in application.events)


def test_a_person_decides_whether_rows_belong_together() -> None:
    text = "Company,Role,Date,Status\nAcme,Cook,2026-01-05,Applied\nAcme,Cook,2026-01-20,Phone screen\n"
    text += "".join(f"Birch {n},Cook,2026-01-05,Applied\n" for n in range(4))

    def read(shape: str | None) -> Tracker:
        choices = Choices.from_json({"shape": shape})
        assert Choices.from_json(choices.to_json()) == choices
        return read_tracker(text.encode(), filename="a.csv", today=TODAY, choices=choices)

    assert (read(None).rows.applications, "shape" in {q.kind for q in read(None).questions}) == (6, True)
    assert (read("rows").rows.applications, "shape" in {q.kind for q in read("rows").questions}) == (6, False)
    together = read("events")
    assert (together.rows.applications, together.rows.folded) == (5, 1)
    assert "shape" not in {q.kind for q in together.questions}
    assert Choices.from_json({"shape": "sideways"}).shape is None


@pytest.mark.parametrize("shape", [None, "rows", "events"])
def test_any_choice_of_a_shape_is_read_without_a_fault(shape: str | None) -> None:
    for text in (
        "Company,Source,Target\nAcme,Applied,Rejected\n",
        "Date,From,Subject\n2026-01-05,Acme,Your application to Acme\n",
        "Company,Role\nAcme,Cook\n",
        "Company,Role,Date Applied\nAcme,Cook,2026-01-05\n",
    ):
        found = read_tracker(
            text.encode(), filename="a.csv", today=TODAY, choices=Choices.from_json({"shape": shape})
        )
        assert "could not be read" not in (found.reason or "")


def test_a_row_that_fits_several_applications_is_set_apart_and_its_number_told() -> None:
    text = "Company,Role,Date,Event\nAcme,Cook,2026-01-05,Applied\nAcme,Baker,2026-01-06,Applied\n"
    tracker = read_text(text + "Acme,,2026-01-20,Interview\n")
    assert [application.stage for application in tracker.applications] == [Stage.APPLIED, Stage.APPLIED]
    assert [(problem.row, "several" in problem.message) for problem in tracker.problems] == [(4, True)]
    assert tracker.rows.problems == 1


def test_a_coming_interview_is_reached_and_its_day_is_not_in_the_past() -> None:
    text = "Company,Role,Date,Event\nAcme,Cook,2026-05-05,Applied\nAcme,Cook,2026-06-20,Interview\n"
    (application,) = read_text(text).applications
    assert application.stage == Stage.INTERVIEW
    assert all(event.occurred_on and event.occurred_on <= TODAY for event in application.events)


def test_addresses_of_senders_are_kept_nowhere() -> None:
    text = (
        "Date,Sender Name,Sender Email,Subject,Label,Notes\n"
        "2026-01-05,Acme Careers,jane.doe@acme.example,Thank you for applying,Applied,called back\n"
    )
    (application,) = read_text(text).applications
    assert (application.company, application.notes) == ("Acme", "called back")
    assert "jane" not in str(application)


def test_a_log_of_a_hundred_thousand_rows_takes_seconds() -> None:
    rows = [(f"Acme {n // 4}", "Cook", START + timedelta(days=n % 4), STEPS[n % 4]) for n in range(100_000)]
    began = time.process_time()
    tracker = read_tracker(as_text("Company,Role,Date,Event", rows).encode(), filename="a.csv", today=TODAY)
    assert tracker.rows.applications == 25_000
    assert time.process_time() - began < 10
