"""Rejections by the week of sending, stacked by cause, as a figure to explore."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

Figure = dict[str, Any]

COLOURS: Final = ("#4750C7", "#C27400", "#2D99C4", "#A2204F", "#8B8780")
"""The colours of the causes and of having none, as in tokens.css; the style sheet puts the theme's."""
INK: Final = "#5F6872"
WEEK: Final = 7 * 24 * 3600 * 1000
"""A week in Plotly's milliseconds."""
YOUNG: Final = 0.4
"""How much of a column is seen whose week is too young to count."""


def stack_weeks(
    mondays: Sequence[date],
    counts: Sequence[Sequence[float]],
    names: Sequence[str],
    young: Sequence[bool],
    addresses: Sequence[str],
) -> Figure:
    """Stacked columns: `counts` (weeks, causes) under `names` (causes); `young` weeks are drawn pale.

    `addresses` (weeks) say what a column opens; `assets/figures.js` follows them.
    """
    opacity = [YOUNG if one else 1.0 for one in young]
    days = [monday.isoformat() for monday in mondays]
    traces = []
    for cause, (name, colour) in enumerate(zip(names, COLOURS, strict=True)):
        marker: Figure = {"color": colour, "opacity": opacity, "cornerradius": 2, "line": {"width": 0}}
        if cause == len(names) - 1:
            marker["pattern"] = {"shape": "/", "size": 6, "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)"}
        traces.append(
            {
                "type": "bar",
                "name": name,
                "x": days,
                "y": [week[cause] for week in counts],
                "marker": marker,
                "hovertemplate": "%{y}",
                "customdata": list(addresses),
            }
        )
    return {"data": traces, "layout": lay_out(days)}


def lay_out(days: Sequence[str]) -> Figure:
    """A transparent ground, text of one size, no line that carries nothing."""
    axis: Figure = {"showgrid": False, "zeroline": False, "automargin": True, "showspikes": False}
    # About eight labels, each under a column.
    spacing = {"tick0": days[0], "dtick": WEEK * max(1, len(days) // 8)} if days else {}
    return {
        "barmode": "stack",
        "bargap": 0.36,
        "height": 320,
        "margin": {"l": 32, "r": 8, "t": 8, "b": 32},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"size": 13, "color": INK, "family": "inherit"},
        "showlegend": False,
        "hovermode": "x unified",
        "hoverlabel": {"bgcolor": "#FFFFFF", "bordercolor": "#E7E2D8"},
        "xaxis": {**axis, **spacing, "type": "date", "tickformat": "%-d %b"},
        "yaxis": {**axis, "rangemode": "tozero", "tickformat": "d", "nticks": 5},
    }
