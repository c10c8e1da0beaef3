"""Invented applications as a search may hold them, with every text that somebody could have typed."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.own_format import clean_text, derive_events
from coachhub.intake.tracker import TrackerApplication, TrackerEvent

TRIGGERS: Final = "=+-@＝＋－＠\t\r\n\0"
PIECES: Final = (
    *TRIGGERS,
    *("'", "''", " ", "\xa0", "\u3000", "\u200b", "\ufeff", '"', ",", ";", "|", "\r\n"),
    *("\x0b", "\x1f", "\x85", "\ud800", "\uffff", "𝒳", "ä", "مرحبا"),
    *("n/a", "None", "-", "ditto", "Company", "CoachHub history", "2026-03-01", "_x0041_", "applied"),
    *('=HYPERLINK("http://x","y")', "+1", "-5", "@SUM(A1)", "cmd|' /C calc'!A0", "sep=;"),
)
TEXTS: Final = st.one_of(
    st.text(max_size=12),
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
    st.from_regex(r"[0-9]{1,16}", fullmatch=True),
)
DAYS: Final = st.dates(date(1990, 1, 1), date(2026, 5, 31))
MAYBE: Final = st.none() | DAYS
STAGES: Final = st.builds(TrackerEvent, st.just("stage"), st.sampled_from(Stage), MAYBE, st.booleans(), MAYBE)
OUTCOMES: Final = st.builds(TrackerEvent, st.just("outcome"), st.sampled_from(Outcome), MAYBE, st.booleans())
EVENTS: Final = st.lists(STAGES | OUTCOMES, max_size=6).map(tuple)


@st.composite
def applications(draw: st.DrawFn) -> TrackerApplication:
    """One application: any moves in any order, and what follows from them."""
    events = draw(EVENTS)
    derived = derive_events(events)
    company, role, url, place, salary, notes = (clean_text(draw(TEXTS)) for _ in range(6))
    return TrackerApplication(
        0,
        company if company or role or url else "Acme",
        role,
        url,
        place,
        draw(st.sampled_from(Channel)),
        salary,
        notes,
        derived.applied_on,
        derived.stage,
        draw(st.booleans()),
        derived.outcome,
        derived.closed_on,
        events,
    )


def number_rows(rows: Sequence[TrackerApplication]) -> tuple[TrackerApplication, ...]:
    """The applications with the row numbers of a file that lists them."""
    return tuple(row._replace(row=number) for number, row in enumerate(rows, start=2))


SEARCHES: Final = st.lists(applications(), min_size=1, max_size=8).map(number_rows)


def plain_search(count: int) -> tuple[TrackerApplication, ...]:
    """So many everyday applications."""
    first = date(2025, 1, 6)
    rows = []
    for number in range(count):
        applied = first + timedelta(days=number % 400)
        events = [TrackerEvent("stage", Stage.APPLIED, applied, False)]
        if number % 3 == 0:
            events.append(
                TrackerEvent("stage", Stage.INTERVIEW, applied + timedelta(days=9), number % 2 == 0)
            )
        if number % 2 == 0:
            events.append(TrackerEvent("outcome", Outcome.REJECTED, applied + timedelta(days=20), False))
        derived = derive_events(tuple(events))
        rows.append(
            TrackerApplication(
                number + 2, f"Company {number}", "Clerk", f"https://jobs.example/{number}", "Utrecht",
                Channel.COLD, "40000", "They answered kindly.", derived.applied_on, derived.stage, True,
                derived.outcome, derived.closed_on, tuple(events),
            )
        )  # fmt: skip
    return tuple(rows)
