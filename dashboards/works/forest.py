"""The effects on one scale: a dot for the best estimate, a line for what is likely, and what that means."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from coachhub.analysis.what_works import Effect
from coachhub.queries.works import Works
from dashboards.elements import Child, Element, div, drawing, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import chart, mark
from dashboards.words import write_number
from dashboards.works.simulated import draw_tag
from dashboards.works.words import (
    CLAIM,
    count_focuses,
    count_improvements,
    kind_of,
    name_improvement,
    name_step,
    say_needed,
    say_range,
    say_rates,
    say_verdict,
    write_odds,
)

TICKS: Final = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
HEIGHT: Final = 44
MARGIN: Final = 0.04
"""The part of the width that stays free at both ends."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the figure."""

    name: str
    kind: str | None  # the class of a cause's mark
    below: str
    odds: float
    low: float
    high: float
    clear: bool  # the whole range lies above the claim
    verdict: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """From times the odds to a place on the width, by equal ratios."""

    low: float
    high: float

    def place(self, odds: float) -> str:
        """Where odds stand, in per cent of the width."""
        share = math.log(odds / self.low) / math.log(self.high / self.low)
        return f"{100 * (MARGIN + (1 - 2 * MARGIN) * share):.2f}%"

    @property
    def ticks(self) -> list[float]:
        """The ticks that fit on it; without a change always among them."""
        return [tick for tick in TICKS if self.low <= tick <= self.high]


def fit_scale(rows: Sequence[Row]) -> Scale:
    """A scale that holds all rows, and at least from 0.8 to 2."""
    return Scale(min([0.8, *(row.low for row in rows)]), max([2.0, *(row.high for row in rows)]))


def draw_forest(works: Works) -> Element:
    """The card with a row per improvement that is shown."""
    shown = [effect for effect in works.what.effects if effect.shown]
    rows = [read_row(works, effect) for effect in shown]
    foot = _(
        "Dot: best estimate. Line: what is likely, 8 times in 10. An effect counts as shown only when the "
        "whole range lies above %(claim)s× (dashed). Every started focus counts, also those that were set "
        "aside.",
        claim=CLAIM,
    )
    head = element(
        "Figcaption",
        [
            div([element("H2", write_title(shown)), draw_tag(works)], "flexline"),
            paragraph(_("Odds of the next step, after the focus compared with before"), "muted"),
        ],
        "chart-head",
    )
    return chart([head, draw_rows(rows), draw_foot(foot)], "card", id="effects")


def draw_foot(words: str) -> Element:
    """What the marks mean, and the way to the numbers."""
    return div(
        [paragraph(words, "chart-foot-words"), paragraph(link(_("Jump to the table"), "#table", "more"))],
        "chart-foot",
    )


def write_title(shown: Sequence[Effect]) -> str:
    """The answer of the figure."""
    clear = sum(effect.works for effect in shown)
    rest = len(shown) - clear
    if not clear:
        return ngettext(
            "The one range does not stay clear of “no change”",
            "%(ranges)s: none stays clear of “no change”",
            rest,
            ranges=count_ranges(rest),
        )
    if not rest:
        return ngettext(
            "The one range stays clear of “no change”",
            "%(ranges)s, all clear of “no change”",
            clear,
            ranges=count_ranges(clear),
        )
    return ngettext(
        "%(ranges)s stays clear of “no change”; %(others)s",
        "%(ranges)s stay clear of “no change”; %(others)s",
        clear,
        ranges=count_ranges(clear),
        others=say_others(rest),
    )


def say_others(number: int) -> str:
    """How many do not, within a sentence."""
    words = (_("none does not"), _("one does not"), _("two do not"), _("three do not"), _("four do not"))
    return words[number] if number < len(words) else ngettext("%(num)d does not", "%(num)d do not", number)


def count_ranges(number: int) -> str:
    """How many ranges, in words up to six."""
    words = (
        _("No range"), _("One range"), _("Two ranges"), _("Three ranges"),
        _("Four ranges"), _("Five ranges"), _("Six ranges"),
    )  # fmt: skip
    if number < len(words):
        return words[number]
    return ngettext("%(n)s range", "%(n)s ranges", number, n=write_number(number))


def read_row(works: Works, effect: Effect) -> Row:
    """An improvement as a line of the figure."""
    needed = say_needed(effect)
    words = [f"{say_rates(effect)} ({say_range(effect)})"]
    if needed is not None:
        words.append(_("To know: %(needed)s", needed=needed))
    return Row(
        name=name_improvement(works, effect),
        kind=kind_of(effect),
        below=f"{name_step(effect)} · {count_focuses(effect.cycles)}",
        odds=effect.odds,
        low=effect.odds_low,
        high=effect.odds_high,
        clear=effect.works,
        verdict=say_verdict(effect),
        words=tuple(words),
    )


def draw_rows(rows: Sequence[Row]) -> Element:
    """The lines over their axis."""
    scale = fit_scale(rows)
    return div([*(draw_row(row, scale) for row in rows), draw_axis(scale)], "steps forest")


def draw_row(row: Row, scale: Scale) -> Element:
    """One line: who, the range, and the same in words."""
    name: list[Child] = [row.name] if row.kind is None else [mark(row.kind), span(row.name)]
    said = _(
        "%(name)s: %(odds)s times the odds, likely %(low)s to %(high)s",
        name=row.name,
        odds=write_odds(row.odds),
        low=write_odds(row.low),
        high=write_odds(row.high),
    )
    lines = [draw_line(scale, tick) for tick in scale.ticks]
    place = scale.place
    marks: list[Child] = [
        *lines,
        draw_line(scale, CLAIM, "axis-claim"),
        drawing(
            "Line",
            None,
            "est" if row.clear else "est-quiet",
            x1=place(row.low),
            x2=place(row.high),
            y1="22",
            y2="22",
        ),
        drawing(
            "Circle",
            None,
            "est-dot" if row.clear else "est-dot-quiet",
            cx=place(row.odds),
            cy="22",
            r="7" if row.clear else "6",
        ),
    ]
    return div(
        [
            div([paragraph(name, "strong named-mark"), paragraph(row.below, "caption")]),
            drawing("Svg", marks, width="100%", height=str(HEIGHT), role="img", aria_label=said),
            div(
                [
                    paragraph(row.verdict, "strong" if row.clear else "muted"),
                    *(paragraph(words, "small muted tabular") for words in row.words),
                ]
            ),
        ],
        "r",
    )


def draw_line(scale: Scale, tick: float, class_name: str | None = None) -> Element:
    """A line of the axis through a row."""
    kind = class_name or ("axis-strong" if tick == 1.0 else "axis")
    return drawing("Line", None, kind, x1=scale.place(tick), x2=scale.place(tick), y1="-16", y2="60")


def draw_axis(scale: Scale) -> Element:
    """What the lines of the axis stand for."""
    texts = [
        drawing(
            "Text",
            _("no change") if tick == 1.0 else f"{write_number(tick)}×",
            None if tick in (0.5, 1.0, 2.0) else "minor",
            x=scale.place(tick),
            y="14",
            textAnchor="middle",
        )
        for tick in scale.ticks
    ]
    axis = drawing("Svg", texts, width="100%", height="18", aria_hidden="true")
    return div([span(""), axis, span("")], "r axisrow")


def write_shown(number: int) -> str:
    """How many improvements show an effect, for a title."""
    return ngettext(
        "%(improvements)s shows a measured effect",
        "%(improvements)s show a measured effect",
        number,
        improvements=count_improvements(number),
    )
