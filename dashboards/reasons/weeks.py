"""Rejections by the week in which the application was sent, stacked by cause; young weeks are veiled."""

from collections.abc import Sequence
from datetime import date

from flask_babel import format_date

from dashboards.elements import Child, Element, div, link, paragraph, span
from dashboards.figures.weeks import stack_weeks
from dashboards.language import gettext as _
from dashboards.marks import behind_chart, cause_rows, chart, chart_head, key_line, say_counts
from dashboards.reasons.answers import write_total, write_weeks_title
from dashboards.reasons.counts import Counts, is_settled, is_young
from dashboards.reasons.filters import Filters
from dashboards.words import COLUMNS, KINDS, name_cause, write_day, write_number


def draw_weeks(counts: Counts, filters: Filters, today: date) -> Element:
    """The card with a column per week; plotly.js, megabytes of it, comes only to who wants to explore."""
    weeks = [
        (monday, tuple(numbers))
        for monday, numbers in zip(counts.mondays, counts.by_week.tolist(), strict=True)
    ]
    old = sum(is_settled(monday, today) for monday in counts.mondays)
    early, late = slice(0, old // 2), slice(old // 2, old)
    top = find_top(max(sum(numbers) for _monday, numbers in weeks))
    return chart(
        [
            chart_head(
                write_weeks_title(find_share(counts, early), find_share(counts, late), old),
                _("Rejections, by the week the application was sent"),
            ),
            draw_figure(counts, today) if filters.explore else draw_columns(weeks, top, today),
            key_line(),
            paragraph(
                link(_("Show it plain"), filters.address(explore=False) + "#weeks")
                if filters.explore
                else link(_("Explore the weeks"), filters.address(explore=True) + "#weeks"),
                "row-btns small",
            ),
            behind_chart(
                [_("Week from"), *(name_cause(cause) for cause in COLUMNS), _("All")],
                cause_rows([(write_day(monday, today), numbers) for monday, numbers in weeks]),
                _("Rejections by week of sending and cause"),
                foot=[
                    _(
                        "%(rejections)s by week of sending, at most the last 26 weeks. Half of all answers "
                        "take longer than 20 days, so young weeks always look low; they are drawn pale.",
                        rejections=write_total(counts),
                    )
                ],
            ),
        ],
        "card section-tight",
        id="weeks",
        tabIndex="-1",
    )


def draw_columns(weeks: Sequence[tuple[date, Sequence[float]]], top: float, today: date) -> Element:
    """The columns as boxes, under two ticks."""
    ticks = [span(write_number(top), "top-tick"), span(write_number(top / 2), "half-tick")]
    columns = [draw_week(monday, numbers, top, today) for monday, numbers in weeks]
    return div([div(ticks, "ticks"), div(columns, "columns")], "weeks")


def draw_figure(counts: Counts, today: date) -> Element:
    """The same columns to explore: what each week holds stands under the pointer, a range can be drawn."""
    figure = stack_weeks(
        counts.mondays,
        counts.by_week.tolist(),
        [name_cause(cause) for cause in COLUMNS],
        [is_young(monday, today) for monday in counts.mondays],
    )
    config = {"displayModeBar": False, "showTips": False}
    graph = {"figure": figure, "config": config, "responsive": True, "className": "figure-weeks"}
    return {"type": "Graph", "namespace": "dash_core_components", "props": graph}


def find_share(counts: Counts, weeks: slice) -> float:
    """Rejections by applications sent, over some weeks."""
    sent = float(counts.sent_by_week[weeks].sum())
    return float(counts.by_week[weeks].sum()) / sent if sent else 0.0


def find_top(most: float) -> float:
    """The top of the axis: an even number that the highest column fits under."""
    step = 2 if most <= 10 else 10
    return max(step, -(-most // step) * step)


def draw_week(monday: date, numbers: Sequence[float], top: float, today: date) -> Element:
    """One column, from the first cause at the bottom upwards."""
    young = is_young(monday, today)
    pieces: list[Child] = [
        div(None, f"seg {KINDS[cause]}", style={"height": f"{100 * numbers[cause] / top:.2f}%"})
        for cause in COLUMNS
        if numbers[cause] > 0
    ]
    name = write_day(monday, today)
    label = say_counts(_("Week from %(day)s", day=name), numbers)
    if young:
        label = _("%(week)s, too young to count", week=label)
    first_of_month = monday.day <= 7
    return div(
        [
            div(pieces, "column", role="img", aria_label=label),
            span(
                format_date(monday, "d MMM" if first_of_month else "d"),
                "week" if first_of_month else "week minor",
            ),
        ],
        "young" if young else None,
    )
