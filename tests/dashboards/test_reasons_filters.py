"""What is counted is read from the address and written back into it."""

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
        cause=st.none() | st.integers(0, 4),
        stage=st.none() | st.sampled_from(Stage),
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
        "field": "a\x00",
    }
    assert read_filters(query) == Filters()


def test_a_very_long_text_is_not_a_choice() -> None:
    assert read_filters({"field": "x" * 121}).field is None


def test_an_address_without_a_choice_is_the_plain_one() -> None:
    assert Filters().address() == "/dash/reasons"
