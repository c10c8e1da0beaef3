"""How the practice went along with what CoachHub proposed, and how either did: a score of the proposals."""

import math
from typing import Final

from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.scoring import Agreement
from coachhub.queries.works import Works
from dashboards.elements import Child, Element, div, element, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import write_number
from dashboards.works.early import draw_bar
from dashboards.works.forest import Row, draw_rows
from dashboards.works.simulated import draw_tag
from dashboards.works.words import CLAIM, count_focuses, say_unclear, write_odds

WAYS: Final = (Agreement.ACCEPTED, Agreement.OVERRIDDEN, Agreement.UNPROPOSED)


def draw_proposals(works: Works) -> Element | None:
    """The card; None before the first cycle."""
    if not works.what.cycles:
        return None
    rows = [row for way in WAYS if (row := read_way(works, way)) is not None]
    waiting: list[Child] = [
        draw_waiting(works, way) for way in WAYS if count_way(works, way) and not is_shown(works, way)
    ]
    return element(
        "Section",
        div(
            [
                div([element("H2", write_title(works)), draw_tag(works)], "flexline"),
                paragraph(
                    _(
                        "This scores the proposals, not the people who chose: where going another way did "
                        "better, "
                        "the proposals have something to learn."
                    ),
                    "muted measure",
                ),
                draw_rows(rows) if rows else None,
                element("Ul", waiting, "stack plain-list") if waiting else None,
                paragraph(say_lots(works), "muted measure"),
            ],
            "card-body stack",
        ),
        "card section-tight",
        id="proposals",
    )


def write_title(works: Works) -> str:
    """How often a proposal was followed."""
    followed, chosen = count_way(works, Agreement.ACCEPTED), count_way(works, Agreement.OVERRIDDEN)
    if not followed + chosen:
        return _("No focus began with a proposal yet")
    return ngettext(
        "%(n)s of %(num)d proposal was followed",
        "%(n)s of %(num)d proposals were followed",
        followed + chosen,
        n=write_number(followed),
    )


def count_way(works: Works, way: Agreement) -> int:
    """How many cycles came about in a way."""
    return int(works.what.scores.focuses[way])


def is_shown(works: Works, way: Agreement) -> bool:
    """Whether there are enough of a way to say how they did."""
    return bool(works.what.scores.pooled.shown[way])


def name_way(way: Agreement) -> str:
    """How a focus came about."""
    return {
        Agreement.ACCEPTED: _("The proposal was followed"),
        Agreement.OVERRIDDEN: _("Something else was chosen"),
        Agreement.UNPROPOSED: _("Chosen where nothing was proposed"),
    }[way]


def read_way(works: Works, way: Agreement) -> Row | None:
    """A way as a line of a figure; None where there are too few."""
    if not is_shown(works, way):
        return None
    pooled = works.what.scores.pooled
    odds, low, high = (math.exp(float(part[way])) for part in (pooled.mean, pooled.low, pooled.high))
    clear = low > CLAIM
    return Row(
        name=name_way(way),
        kind=None,
        below=count_focuses(count_way(works, way)),
        odds=odds,
        low=low,
        high=high,
        clear=clear,
        verdict=_("Helps, taken together") if clear else say_unclear(high),
        words=(
            _(
                "%(odds)s× the odds (%(low)s to %(high)s)",
                odds=write_odds(odds),
                low=write_odds(low),
                high=write_odds(high),
            ),
        ),
    )


def draw_waiting(works: Works, way: Agreement) -> Element:
    """A way with too few cycles, and how far it is."""
    number = count_way(works, way)
    count = _("%(n)s of %(least)s", n=write_number(number), least=DEFAULTS.pooled_least)
    parts: list[Child] = [
        span(name_way(way)),
        span(count, "small muted tabular"),
        draw_bar(number, DEFAULTS.pooled_least),
    ]
    return element("Li", parts, "early")


def say_lots(works: Works) -> str:
    """How often the lot decided, and why that matters."""
    drawn = works.what.drawn
    said = (
        ngettext(
            "%(n)s focus was drawn by lot among improvements that promised as much.",
            "%(n)s focuses were drawn by lot among improvements that promised as much.",
            drawn,
            n=write_number(drawn),
        )
        if drawn
        else _("No focus was drawn by lot yet: no two improvements promised as much as each other.")
    )
    return f"{said} " + _("Those are the fairest comparison between improvements that a practice gets.")
