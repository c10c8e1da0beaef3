"""Rejections by the week in which the application was sent, stacked by cause; young weeks are veiled."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import format_date

from dashboards.elements import Child, Element, div, link, paragraph, span
from dashboards.figures.weeks import stack_weeks
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import (
    behind_chart,
    cause_cells,
    chart,
    chart_head,
    draw_piece,
    key_line,
    say_counts,
)
from dashboards.reasons.answers import write_weeks_title
from dashboards.reasons.counts import SHOWN_WEEKS, Counts, is_settled, is_young
from dashboards.reasons.filters import Filters
from dashboards.words import COLUMNS, KINDS, count_rejections, name_cause, write_day, write_number


class Week(NamedTuple):
    """One column."""

    monday: date
    counts: tuple[float, ...]
    sent: int


def draw_weeks(counts: Counts, filters: Filters, today: date) -> Element:
    """The card with a column per week; plotly.js, megabytes of it, comes only to who wants to explore."""
    weeks = [
        Week(monday, tuple(numbers), round(sent))
        for monday, numbers, sent in zip(
            counts.mondays, counts.by_week.tolist(), counts.sent_by_week.tolist(), strict=True
        )
    ]
    old = sum(is_settled(monday, today) for monday in counts.mondays)
    early, late = slice(0, old // 2), slice(old // 2, old)
    return chart(
        [
            chart_head(
                write_weeks_title(find_share(counts, early), find_share(counts, late), old),
                _("Rejections, by the week the application was sent"),
            ),
            draw_figure(counts, filters, today) if filters.explore else draw_columns(weeks, filters, today),
            key_line(),
            paragraph(
                link(_("Show it plain"), filters.address(explore=False) + "#weeks")
                if filters.explore
                else link(_("Explore the weeks"), filters.address(explore=True) + "#weeks"),
                "row-btns small",
            ),
            behind_chart(
                [_("Week from"), *(name_cause(cause) for cause in COLUMNS), _("All"), _("Sent")],
                [draw_table_row(week, filters, today) for week in weeks],
                _("Rejections by week of sending and cause, and how many were sent"),
                foot=[write_foot(counts)],
            ),
        ],
        "card section-tight",
        id="weeks",
        tabIndex="-1",
    )


def write_foot(counts: Counts) -> str:
    """What the columns are, and which rejections are not in them."""
    shown = round(float(counts.by_week.sum()))
    said = _(
        "%(rejections)s by week of sending, at most the last %(weeks)d weeks. Half of all answers "
        "take longer than 20 days, so young weeks always look low; they are drawn pale.",
        rejections=count_rejections(shown),
        weeks=SHOWN_WEEKS,
    )
    rest = counts.total - shown
    if rest <= 0:
        return said
    return (
        said
        + " "
        + ngettext(
            "%(n)s more was sent earlier, or nobody noted when.",
            "%(n)s more were sent earlier, or nobody noted when.",
            rest,
            n=write_number(rest),
        )
    )


def draw_table_row(week: Week, filters: Filters, today: date) -> list[Child]:
    """One week in the table behind the chart."""
    addresses = [filters.open(week=week.monday, cause=cause) for cause in COLUMNS]
    cells = cause_cells(week.counts, addresses, filters.open(week=week.monday))
    return [write_day(week.monday, today), *cells, write_number(week.sent)]


def draw_columns(weeks: Sequence[Week], filters: Filters, today: date) -> Element:
    """The columns as boxes, under two ticks; what is too young to count lies under a veil."""
    top = find_top(max(sum(week.counts) for week in weeks))
    ticks = [span(write_number(top), "top-tick"), span(write_number(top / 2), "half-tick")]
    columns = [draw_week(week, top, filters, today, first=week is weeks[0]) for week in weeks]
    young = sum(is_young(week.monday, today) for week in weeks)
    parts: list[Child] = [div(ticks, "ticks"), div(columns, "columns")]
    if young:
        share = {"width": f"{100 * young / len(weeks):.2f}%"}
        parts.append(
            div(div(span(_("too young to count")), "veil", style=share), "veils", aria_hidden="true")
        )
    return div(parts, "weeks")


def draw_figure(counts: Counts, filters: Filters, today: date) -> Element:
    """The same columns to explore: what each week holds stands under the pointer, a tap opens it."""
    figure = stack_weeks(
        counts.mondays,
        counts.by_week.tolist(),
        [name_cause(cause) for cause in COLUMNS],
        [is_young(monday, today) for monday in counts.mondays],
        [filters.open(week=monday) for monday in counts.mondays],
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


def draw_week(week: Week, top: float, filters: Filters, today: date, *, first: bool = False) -> Element:
    """One column, from the first cause at the bottom upwards; its name opens the whole week."""
    young = is_young(week.monday, today)
    pieces: list[Child] = [
        draw_piece(
            KINDS[cause],
            {"height": f"{100 * week.counts[cause] / top:.2f}%"},
            filters.open(week=week.monday, cause=cause),
            f"{name_cause(cause)}: {write_number(week.counts[cause])}",
        )
        for cause in COLUMNS
        if week.counts[cause] > 0
    ]
    label = _(
        "%(counts)s; %(sent)s sent",
        counts=say_counts(_("Week from %(day)s", day=write_day(week.monday, today)), week.counts),
        sent=write_number(week.sent),
    )
    if young:
        label = _("%(week)s, too young to count", week=label)
    # The first column names its month too, unless the next one is about to.
    with_month = week.monday.day <= 7 or (first and week.monday.day <= 21)
    name = format_date(week.monday, "d MMM" if with_month else "d")
    class_name = "week" if with_month else "week minor"
    opens = filters.open(week=week.monday)
    below = (
        link(name, opens, class_name, aria_label=label)
        if any(week.counts)
        else span(name, class_name, role="img", aria_label=label)
    )
    return div([div(pieces, "column"), below], "young" if young else None)
