"""What is counted is read from the address and written back into it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coachhub.analysis.vocabulary import Channel, Source, Stage
from dashboards.reasons.filters import WEEKS, Filters, read_filters
from dashboards.router import read_query

TEXTS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=40)


@given(
    st.builds(
        Filters,
        weeks=st.none() | st.sampled_from(sorted(WEEKS.values())),
        coach=st.none() | TEXTS,
        field=st.none() | TEXTS,
        seniority=st.none() | TEXTS,
        channel=st.none() | st.sampled_from(Channel),
        voice=st.none() | st.sampled_from(Source),
        cause=st.none() | st.integers(0, 5),
        stage=st.none() | st.sampled_from(Stage),
        week=st.none()
        | st.dates(min_value=date(1, 1, 8)).map(lambda day: day - timedelta(days=day.weekday())),
        person=st.none() | st.uuids().map(str),
        teller=st.none() | st.sampled_from(Source),
        all=st.booleans(),
        page=st.integers(1, 9999),
        everyone=st.booleans(),
        explore=st.booleans(),
    )
)
def test_an_address_holds_the_whole_choice(filters: Filters) -> None:
    address = filters.address()
    assert read_filters(read_query(address.partition("?")[2])) == filters


def test_values_that_are_not_ours_leave_nothing_out() -> None:
    query = {
        "weeks": "13",
        "channel": "pigeon",
        "voice": "me",
        "cause": "luck",
        "stage": "9",
        "week": "2026-05-12",
        "client": "me",
        "said": "nobody",
        "show": "some",
        "page": "-1",
        "field": "a\x00",
    }
    assert read_filters(query) == Filters()


def test_a_very_long_text_is_not_a_choice() -> None:
    assert read_filters({"field": "x" * 121}).field is None


def test_an_address_without_a_choice_is_the_plain_one() -> None:
    assert Filters().address() == "/dash/reasons"


def test_opening_another_mark_forgets_the_one_before_and_keeps_the_choice() -> None:
    filters = Filters(weeks=12, cause=1, stage=Stage.APPLIED, page=3, everyone=True)
    assert filters.open(week=date(2026, 5, 11)) == (
        "/dash/reasons?weeks=12&week=2026-05-11&clients=all#behind"
    )
    assert filters.close() == "/dash/reasons?weeks=12&clients=all"


def test_pages_that_nobody_types_are_the_first_one() -> None:
    for text in ("0", "²", "1e9", "999999", "", "x"):
        assert read_filters({"page": text}).page == 1
