"""The Reasons screen: its numbers, its sentences, and what it opens."""

from datetime import timedelta

import numpy as np
import plotly.graph_objects as go
import pytest

from coachhub.analysis.vocabulary import Cause, Source, Stage
from dashboards.reasons.answers import write_lead, write_title, write_weeks_title
from dashboards.reasons.counts import count_reasons
from dashboards.reasons.coverage import draw_coverage, write_coverage
from dashboards.reasons.filter_form import draw_filters
from dashboards.reasons.filters import Filters
from dashboards.reasons.heat import draw_heat, find_tint
from dashboards.reasons.weeks import draw_weeks, find_top
from tests.analysis import history_rows
from tests.analysis.history_rows import gather_facts
from tests.dashboards.counted import count
from tests.dashboards.page_reader import assert_drawable, find_all, find_class, read_text
from tests.dashboards.stories import (
    TODAY,
    client_row,
    jennifer,
    rejected,
    still_open,
    with_keys,
)

A, Q, INTERVIEW, FIT = Cause.APPLICATION, Cause.QUALIFICATIONS, Cause.INTERVIEW, Cause.FIT

pytestmark = pytest.mark.usefixtures("speaking")


def test_every_rejection_is_in_one_cell_and_in_the_total() -> None:
    rows = [rejected(40, 20, A), rejected(40, 20, A, Q), rejected(40, 20), still_open(3)]
    _facts, _named, counts = count(rows)
    assert counts.total == 3
    assert counts.by_stage.sum() == 3
    assert counts.by_cause.tolist() == [0.5, 1.5, 0, 0, 1]
    assert counts.still_open == 1


def test_coverage_says_who_said_so_and_the_coach_counts_before_the_others() -> None:
    both = rejected(40, 20, A, by=Source.CLIENT)
    both = history_rows.ApplicationRow(
        both.applied_on, both.events, [*both.tags, *rejected(40, 20, FIT).tags], client=0
    )
    _facts, _named, counts = count([both, rejected(40, 20, A, by=Source.EMPLOYER), rejected(40, 20)])
    assert counts.by_voice == (0, 1, 1)
    said = write_coverage(counts, Filters(weeks=4))
    assert "2 of 3 rejections have a reason: 0 said by the client , 1 by a coach , 1 by the employer" in (
        read_text(said)
    )
    assert [one["props"]["href"] for one in find_all(said, "A")] == [
        "/dash/reasons?weeks=4&cause=known#behind",
        "/dash/reasons?weeks=4&said=coach#behind",
        "/dash/reasons?weeks=4&said=employer#behind",
    ]
    assert "3 wait for a look" in read_text(draw_coverage(counts, Filters(), 3))
    assert "look" not in read_text(draw_coverage(counts, Filters(), 0))


def test_the_filter_of_a_voice_shows_what_that_voice_alone_said() -> None:
    rows = [rejected(40, 20, A, by=Source.CLIENT), rejected(40, 20, FIT)]
    _facts, _named, counts = count(rows, Filters(voice=Source.CLIENT))
    assert counts.by_cause.tolist() == [0, 1, 0, 0, 1]
    assert counts.by_voice == (1, 0, 0)


def test_the_period_counts_by_the_day_of_sending() -> None:
    _facts, _named, counts = count([rejected(29, 1, A), rejected(28, 1, A)], Filters(weeks=4))
    assert counts.total == 1


def test_a_field_leaves_other_clients_out() -> None:
    facts = gather_facts([rejected(40, 20, A), rejected(40, 20, Q, client=1)], 2)
    named = [client_row(field="Design"), client_row(number=1, field="Sales")]
    counts = count_reasons(with_keys(facts, named), named, Filters(field="Sales"), TODAY)
    assert counts.by_cause.tolist() == [1, 0, 0, 0, 0]
    assert counts.clients == 1


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([still_open(3)], "No rejections here yet"),
        ([rejected(40, 20)] * 9, "Nobody has said yet why"),
        ([rejected(40, 20, A)] * 7, "Too early to say why: only 7 rejections"),
        ([rejected(40, 20, A)], "Too early to say why: only 1 rejection has"),
        ([rejected(40, 20, A)] * 8, "Before a first interview it is mostly the application; later"),
        # One in ten speaks for the others; one fewer does not.
        ([*[rejected(40, 20, A)] * 9, *[rejected(40, 20)] * 81], "Before a first interview it is mostly"),
        (
            [*[rejected(40, 20, A)] * 9, *[rejected(40, 20)] * 82],
            "Too early to say why: 9 of 91 rejections have a reason so far",
        ),
        ([rejected(40, 20, A), rejected(40, 20, Q)] * 5, "No single reason stands out"),
        (
            [*[rejected(40, 20, A)] * 6, *[rejected(40, 20, INTERVIEW, stage=Stage.INTERVIEW)] * 5],
            "Before a first interview it is mostly the application; from there on, the interview itself",
        ),
        (
            [*[rejected(40, 20, FIT)] * 6, *[rejected(40, 20, FIT, stage=Stage.FINAL)] * 5],
            "It is mostly the fit, before a first interview and after it",
        ),
        (
            [
                *[rejected(40, 20, cause) for cause in (A, Q)] * 2,
                *[rejected(9, 2, FIT, stage=Stage.FINAL)] * 5,
            ],
            "From the first interview on it is mostly the fit",
        ),
        (
            [*[rejected(40, 20, A)] * 5, *[rejected(40, 20, Q)] * 3, *[rejected(40, 20, FIT)] * 3],
            "The reason named most often is the application",
        ),
    ],
)
def test_the_title_is_the_answer(rows: list[history_rows.ApplicationRow], title: str) -> None:
    counts = count(rows)[2]
    assert title in write_title(counts)
    lead = write_lead(counts)
    assert lead
    # What is too early to be said is not said one line below.
    assert ("known reasons" in lead) <= ("Too early" not in title)


def test_few_clients_are_not_compared_and_the_market_is_always_offered() -> None:
    four = write_lead(count([rejected(40, 20, A, client=one % 4) for one in range(8)], clients=4)[2])
    five = write_lead(count([rejected(40, 20, A, client=one % 5) for one in range(8)], clients=5)[2])
    assert "few people" in four
    assert "few people" not in five
    assert "market" in four
    assert "market" in five


def test_each_number_of_the_heat_table_opens_what_is_behind_it() -> None:
    counts = count([rejected(40, 20, A), rejected(40, 20, FIT, stage=Stage.FINAL)])[2]
    page = draw_heat(counts, Filters(weeks=12), {"type": "Div", "namespace": "x", "props": {}})
    links = [one["props"]["href"] for one in find_all(page, "A")]
    assert links == [
        "/dash/reasons?weeks=12&cause=application&stage=applied#behind",
        "/dash/reasons?weeks=12&cause=application#behind",
        "/dash/reasons?weeks=12&cause=fit&stage=final#behind",
        "/dash/reasons?weeks=12&cause=fit#behind",
        "/dash/reasons?weeks=12&stage=applied#behind",
        "/dash/reasons?weeks=12&stage=final#behind",
        "/dash/reasons?weeks=12&show=all#behind",
    ]


def test_the_mark_that_was_opened_is_shown_as_such() -> None:
    counts = count([rejected(40, 20, A), rejected(40, 20, FIT, stage=Stage.FINAL)])[2]
    filters = Filters(weeks=12, cause=A, stage=Stage.APPLIED, page=2)
    page = draw_heat(counts, filters, {"type": "Div", "namespace": "x", "props": {}})
    [current] = [one for one in find_all(page, "A") if one["props"].get("aria-current")]
    assert "cause=application&stage=applied#" in current["props"]["href"]


def test_a_rejection_after_an_offer_has_a_column_of_its_own() -> None:
    assert Stage.OFFER not in count([rejected(40, 20, A)])[2].stages
    assert Stage.OFFER in count([rejected(40, 20, A, stage=Stage.OFFER)])[2].stages


@pytest.mark.parametrize(("number", "tint"), [(1, 1), (2, 1), (2.5, 2), (5, 2), (6, 3), (14, 3), (15, 4)])
def test_tints_change_at_their_limits(number: float, tint: int) -> None:
    assert find_tint(number) == tint


def test_weeks_are_stacked_and_young_ones_are_marked() -> None:
    counts = count([rejected(70, 40, A), rejected(40, 20, Q), rejected(10, 1, FIT)])[2]
    page = draw_weeks(counts, Filters(), TODAY)
    assert_drawable(page)
    assert len(find_class(page, "column")) == len(counts.mondays)
    labels = [one["props"]["aria-label"] for one in find_class(page, "week")]
    assert "Application 1; 1 sent" in labels[0]
    assert labels[-1].endswith("too young to count")
    assert sum(counts.sent_by_week) == 3
    # This week has no rejection yet: it is drawn, and opens nothing.
    assert counts.mondays[-1] == TODAY
    assert find_class(page, "week")[-1]["type"] == "Span"
    opened = {one["props"]["href"] for one in find_class(page, "seg")}
    assert f"/dash/reasons?cause=application&week={counts.mondays[0]}#behind" in opened
    assert find_class(page, "veil")[0]["props"]["style"]["width"] == "36.36%"


def test_weeks_end_with_the_last_rejection_where_that_is_long_ago() -> None:
    assert len(count([rejected(120, 40, A), rejected(80, 40, A)])[2].mondays) == 7


def test_exploring_swaps_the_columns_for_a_figure_of_the_same_numbers() -> None:
    counts = count([rejected(70, 40, A), rejected(40, 20, Q), rejected(10, 1, FIT)])[2]
    page = draw_weeks(counts, Filters(explore=True), TODAY)
    (graph,) = find_all(page, "Graph")
    assert find_class(page, "column") == []
    figure = go.Figure(graph["props"]["figure"])
    assert sum(sum(trace.y) for trace in figure.data) == 3
    assert [trace.name for trace in figure.data][1] == "Application"


def test_rejections_without_a_day_of_sending_are_in_no_week_and_still_counted() -> None:
    undated = history_rows.ApplicationRow(-(2**31), rejected(10, 3, A).events)
    counts = count([undated])[2]
    assert counts.total == 1
    assert counts.mondays == ()


@pytest.mark.parametrize(
    ("before", "after", "weeks", "words"),
    [
        (0.5, 0.5, 7, "Too few weeks"),
        (0.5, 0.5, 8, "About the same share"),
        (0.5, 0.3, 8, "A smaller share"),
        (0.3, 0.5, 8, "A larger share"),
        (0.0, 0.0, 8, "About the same share"),
    ],
)
def test_a_direction_is_named_only_when_there_is_one(
    before: float, after: float, weeks: int, words: str
) -> None:
    assert words in write_weeks_title(before, after, weeks)


@pytest.mark.parametrize(("most", "top"), [(0.5, 2), (2, 2), (3, 4), (10, 10), (11, 20), (41, 50)])
def test_the_axis_ends_above_the_highest_column(most: float, top: float) -> None:
    assert find_top(most) == top


def test_only_an_owner_chooses_a_coach_and_a_choice_of_one_is_no_choice() -> None:
    named = [
        client_row(number=number, field=field, coach=client_row(number=50 + number).id)
        for number, field in enumerate(["Design", "Design"])
    ]
    staff = {row.coach_id: "Bob" for row in named if row.coach_id}
    names = [one["props"]["name"] for one in find_all(draw_filters(Filters(), named, {}), "Select")]
    assert names == ["weeks", "channel", "voice"]
    form = draw_filters(Filters(field="Sales"), named, staff)
    assert_drawable(
        {**form, "props": {name: value for name, value in form["props"].items() if name != "key"}}
    )
    assert "field" in [one["props"]["name"] for one in find_all(form, "Select")]
    assert "Clear filters" in read_text(form)


def test_jennifers_numbers_are_the_same_everywhere() -> None:
    counts = count(jennifer())[2]
    assert counts.total == 8
    assert counts.still_open == 12
    assert np.isclose(counts.by_client.sum(), 8)
    assert counts.since is None
    assert count(jennifer(), Filters(weeks=4))[2].since == TODAY - timedelta(weeks=4)
