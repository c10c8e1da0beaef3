"""Rejections by the week in which the application was sent, stacked by cause; young weeks are veiled."""

from collections.abc import Sequence
from datetime import date

from flask_babel import format_date

from dashboards.elements import Child, Element, div, span
from dashboards.language import gettext as _
from dashboards.marks import behind_chart, cause_rows, chart, chart_head, key_line, say_counts
from dashboards.reasons.answers import write_total, write_weeks_title
from dashboards.reasons.counts import Counts, is_young
from dashboards.words import COLUMNS, KINDS, name_cause, write_day, write_number


def draw_weeks(counts: Counts, today: date) -> Element:
    """The card with a column per week."""
    weeks = [
        (monday, tuple(numbers))
        for monday, numbers in zip(counts.mondays, counts.by_week.tolist(), strict=True)
    ]
    old = sum(not is_young(monday, today) for monday in counts.mondays)
    early, late = slice(0, old // 2), slice(old // 2, old)
    top = find_top(max(sum(numbers) for _monday, numbers in weeks))
    return chart(
        [
            chart_head(
                write_weeks_title(find_share(counts, early), find_share(counts, late), old),
                _("Rejections, by the week the application was sent"),
            ),
            div(
                [
                    div(
                        [span(write_number(top), "top-tick"), span(write_number(top / 2), "half-tick")],
                        "ticks",
                    ),
                    div([draw_week(monday, numbers, top, today) for monday, numbers in weeks], "columns"),
                ],
                "weeks",
            ),
            key_line(),
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
    )


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
