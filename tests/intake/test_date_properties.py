"""Days in columns of any size: never read as another day, whatever rows stand beside them, in any order."""

import time
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachhub.intake.date_forms import read_form
from coachhub.intake.date_orders import Evidence
from coachhub.intake.date_slips import read_slip
from coachhub.intake.dates import DateColumn, read_dates
from coachhub.intake.guesses import guess_day
from tests.intake.date_writers import DAY_FIRST, MONTH_FIRST, SURE, Writer
from tests.intake.invented_files import TODAY

ASKED = ("year_first", "counted", "month")
ORDERS = {"day-first": DAY_FIRST, "month-first": MONTH_FIRST}
days = st.dates(date(1990, 1, 1), TODAY)


@st.composite
def columns(draw: st.DrawFn) -> list[tuple[str, date]]:
    """(text, day) of a column whose writer keeps to one order."""
    writers: tuple[Writer, ...] = (*SURE, *ORDERS[draw(st.sampled_from(sorted(ORDERS)))])
    few = draw(st.lists(st.sampled_from(writers), min_size=1, max_size=4))
    return [(draw(st.sampled_from(few))(day), day) for day in draw(st.lists(days, min_size=1, max_size=25))]


def read(texts: list[str], *, day_first: bool = False) -> DateColumn:
    return read_dates({0: texts}, today=TODAY, day_first=day_first, evidence=Evidence({0: texts}))[0]


def is_asked(column: DateColumn, text: str) -> bool:
    """Whether a person is asked about the text, or told about it."""
    return text in column.undecided or bool(column.readings[text].note)


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2024, 2, 29), date(1999, 12, 30), date(2025, 7, 25)])
def test_more_than_thirty_forms_without_doubt_are_read(day: date) -> None:
    assert len(SURE) > 50
    for write in SURE:
        text = write(day)
        assert (text, read([text]).readings[text].day) == (text, day)


@settings(max_examples=300)
@given(columns(), st.booleans())
def test_a_day_is_read_back_or_asked_about_and_never_another_day(
    cells: list[tuple[str, date]], day_first: bool
) -> None:
    column = read([text for text, _ in cells], day_first=day_first)
    meant: dict[str, set[date]] = {}
    for text, day in cells:
        meant.setdefault(text, set()).add(day)
    for text, day in cells:
        if len(meant[text]) == 1 and column.readings[text].day != day:
            assert is_asked(column, text), (text, day, column)


@settings(max_examples=300)
@given(columns(), st.randoms(use_true_random=False))
def test_any_of_the_rows_are_read_alike_or_asked_about(cells: list[tuple[str, date]], chance: Random) -> None:
    texts = [text for text, _ in cells]
    whole = read(texts)
    part = read(chance.sample(texts, chance.randint(1, len(texts))))
    for text, reading in part.readings.items():
        assert reading == whole.readings[text] or is_asked(part, text), (text, whole, part)


@settings(max_examples=200)
@given(columns(), st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing_unasked(cells: list[tuple[str, date]], chance: Random) -> None:
    texts = [text for text, _ in cells]
    other = read(chance.sample(texts, len(texts)))
    for text, reading in read(texts).readings.items():
        assert reading == other.readings[text] or is_asked(other, text)


@given(days, st.integers(0, 23), st.integers(0, 59), st.integers(-12, 14), st.sampled_from(["", ":"]))
def test_no_time_zone_moves_a_day(day: date, hour: int, minute: int, zone: int, colon: str) -> None:
    offset = f"{'-' if zone < 0 else '+'}{abs(zone):02d}{colon}00"
    for form in (
        f"%Y-%m-%dT{hour:02d}:{minute:02d}:00{offset}",
        f"%Y-%m-%d {hour:02d}:{minute:02d} {offset}",
        f"%a, %d %b %Y {hour:02d}:{minute:02d}:07 {offset} (PST)",
        f"%a %b %d %Y {hour:02d}:{minute:02d}:07 GMT{offset} (Neuseeland-Sommerzeit)",
        f"%d.%m.%Y {hour:02d}:{minute:02d} UTC{offset}",
    ):
        text = day.strftime(form)
        assert (text, read([text]).readings[text].day) == (text, day)


@given(st.dates(date(2025, 1, 1), TODAY), st.integers(2, 9), st.randoms(use_true_random=False))
def test_days_without_year_take_no_year_from_rows_in_no_order(first: date, step: int, chance: Random) -> None:
    days = [first - timedelta(days=900) + timedelta(days=step * at * 4) for at in range(20)]
    cells = [(day.strftime("%d %b") if at % 3 else day.isoformat(), day) for at, day in enumerate(days)]
    for rows in (cells, chance.sample(cells, len(cells))):
        column = read([text for text, _ in rows])
        for place, (text, day) in enumerate(rows):
            found = column.read(text, place)
            assert found.day in (day, None) or found.note == "yearless"
        if rows is cells:
            assert all(column.read(text, place).day == day for place, (text, day) in enumerate(rows))


HOSTILE = (
    "1",
    "1 ",
    "1/",
    "a ",
    "at ",
    "12:",
    "12:00 ",
    "(",
    "1年",
    "- ",
    "Mar ",
    "vor 2 ",
    "applied ",
    "٠",
    "1.",
    "-1",
)


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("size", [90, 5_000, 20_000])
def test_long_and_hostile_texts_take_no_time(piece: str, size: int) -> None:
    for text in (piece * (size // len(piece)), "3 March " + piece * (size // len(piece)), piece * 40 + "x"):
        begun = time.process_time()
        read_form(text)
        read_slip(text)
        guess_day(text, "day-first", None, TODAY)
        assert time.process_time() - begun < 0.1


@given(st.text(alphabet=st.sampled_from("0123456789/.-:, TZ+apmMarc()年月日 '&→"), max_size=100))
def test_any_mixture_of_what_dates_are_made_of_reads_as_a_day_or_as_none(text: str) -> None:
    read_dates({0: [text]}, today=TODAY, day_first=True, evidence=Evidence({0: [text]}))
    guess_day(text, "day-first", TODAY, TODAY)


def test_a_hundred_thousand_times_are_read_in_a_moment() -> None:
    texts = [
        (date(2020, 1, 1) + timedelta(days=at % 2000)).strftime(
            f"%d/%m/%Y {at % 24:02d}:{at % 60:02d}:{at % 59:02d}"
        )
        + f".{at:06d}"
        for at in range(100_000)
    ]
    assert len(set(texts)) == len(texts)
    begun = time.process_time()
    column = read(texts)
    assert time.process_time() - begun < 4  # 0.7 s alone on two cores
    assert (column.order, column.proof) == ("day-first", "number")
