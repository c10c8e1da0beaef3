"""Figures are plain values that Plotly accepts, whatever the counts."""

from datetime import date, timedelta

import plotly.graph_objects as go
from hypothesis import given
from hypothesis import strategies as st

from dashboards.figures.weeks import COLOURS, YOUNG, stack_weeks

NAMES = ["Qualifications", "Application", "Interview", "Fit", "No reason yet"]
WEEK = st.tuples(*[st.floats(0, 1000)] * len(NAMES))


@given(weeks=st.lists(st.tuples(WEEK, st.booleans()), max_size=30))
def test_every_figure_is_one_that_plotly_accepts(weeks: list[tuple[tuple[float, ...], bool]]) -> None:
    mondays = [date(2026, 1, 5) + timedelta(weeks=number) for number in range(len(weeks))]
    figure = go.Figure(
        stack_weeks(
            mondays,
            [counts for counts, _young in weeks],
            NAMES,
            [young for _counts, young in weeks],
            [f"/dash/reasons?week={monday}" for monday in mondays],
        )
    )
    assert [trace.name for trace in figure.data] == NAMES
    for cause, trace in enumerate(figure.data):
        assert list(trace.y) == [counts[cause] for counts, _young in weeks]
        assert list(trace.marker.opacity) == [YOUNG if young else 1.0 for _counts, young in weeks]


def test_the_colours_are_those_of_the_tokens() -> None:
    from coachhub.settings import ROOT

    tokens = (ROOT / "coachhub" / "web" / "static" / "tokens.css").read_text(encoding="utf-8")
    names = ("qualifications", "application", "interview", "fit", "unknown")
    for name, colour in zip(names, COLOURS, strict=True):
        assert f"--ch-{name}: {colour};" in tokens


def test_no_figure_needs_what_the_content_policy_forbids() -> None:
    kinds = {
        trace["type"] for trace in stack_weeks([date(2026, 1, 5)], [[1.0] * 5], NAMES, [False], [""])["data"]
    }
    assert kinds == {"bar"}
