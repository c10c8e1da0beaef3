"""Section 3 of docs/method.md: undated stages are dated and marked, never late; undated ends stay so."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.intake import dated_events
from tests.intake.invented_files import TODAY, read_text

START = date(2026, 1, 5)


def days(
    *stages: tuple[Stage, date | None], outcome: Outcome = Outcome.OPEN, closed_on: date | None = None
) -> list[int | None]:
    events = dated_events(stages, outcome, closed_on, today=TODAY)
    return [(event.occurred_on - START).days if event.occurred_on else None for event in events]


def test_undated_stages_follow_each_other_by_the_median_of_each_step() -> None:
    stages = [(stage, START if stage == Stage.APPLIED else None) for stage in list(Stage)[1:]]
    assert days(*stages) == [0, 10, 18, 26, 35, 44]


def test_an_undated_stage_never_falls_after_the_next_dated_one() -> None:
    late = START + timedelta(days=4)
    assert days((Stage.APPLIED, START), (Stage.SCREENING, None), (Stage.INTERVIEW, late)) == [0, 4, 4]


def test_an_undated_stage_never_falls_after_the_end() -> None:
    end = START + timedelta(days=6)
    assert days((Stage.APPLIED, START), (Stage.FINAL, None), outcome=Outcome.REJECTED, closed_on=end) == [
        0,
        6,
        6,
    ]


def test_an_undated_stage_never_falls_after_the_import_day() -> None:
    events = dated_events([(Stage.APPLIED, TODAY), (Stage.SCREENING, None)], Outcome.OPEN, None, today=TODAY)
    assert events[-1].occurred_on == TODAY


def test_without_an_applied_date_nothing_is_imputed() -> None:
    assert days((Stage.APPLIED, None), (Stage.INTERVIEW, None), outcome=Outcome.REJECTED) == [
        None,
        None,
        None,
    ]


def test_an_undated_end_stays_undated() -> None:
    events = dated_events([(Stage.APPLIED, START)], Outcome.REJECTED, None, today=TODAY)
    assert (events[-1].occurred_on, events[-1].imputed) == (None, False)


def test_an_end_known_only_by_the_last_update_is_marked() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Status,Last Updated\nAcme,Cook,2026-01-05,Rejected,2026-02-01\n"
    )
    assert tracker.applications[0].closed_on == date(2026, 2, 1)
    assert tracker.applications[0].events[-1].imputed


def test_a_day_of_the_end_is_taken_as_it_is() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Status,Rejection Date\nAcme,Cook,2026-01-05,Rejected,2026-02-01\n"
    )
    assert tracker.applications[0].closed_on == date(2026, 2, 1)
    assert not tracker.applications[0].events[-1].imputed


def test_a_status_date_dates_the_stage_that_the_status_names() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Status,Status Date\nAcme,Cook,2026-01-05,Interviewing,2026-02-01\n"
    )
    event = tracker.applications[0].events[-1]
    assert (event.value, event.occurred_on, event.imputed) == (Stage.INTERVIEW, date(2026, 2, 1), False)


def test_an_end_before_a_stage_is_a_problem_and_not_a_day() -> None:
    tracker = read_text(
        "Company,Role,Date Applied,Interview Date,End Date,Status\n"
        "Acme,Cook,2026-01-05,2026-02-01,2026-01-20,Rejected\n"
        "Birch,Cook,2026-01-05,,2026-01-20,Rejected\n"
    )
    assert [application.closed_on for application in tracker.applications] == [None, date(2026, 1, 20)]
    assert [problem.row for problem in tracker.problems] == [2]


@given(
    st.lists(st.tuples(st.sampled_from(list(Stage)[2:]), st.none() | st.dates(START, TODAY)), max_size=5),
    st.sampled_from(list(Outcome)),
)
def test_events_are_in_order_and_never_ahead(
    stages: list[tuple[Stage, date | None]], outcome: Outcome
) -> None:
    ordered = sorted(dict(stages).items())
    known = sorted(day for _, day in ordered if day)
    redated = [(stage, known.pop(0) if day else None) for stage, day in ordered]
    events = dated_events([(Stage.APPLIED, START), *redated], outcome, None, today=TODAY)
    found = [event.occurred_on for event in events if event.kind == "stage"]
    assert all(day is not None and START <= day <= TODAY for day in found)
    assert found == sorted(found, key=lambda day: day or START)
