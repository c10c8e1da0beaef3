"""The numbers of the figure, and of what is too early for it, as a table."""

from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.what_works import Effect
from coachhub.queries.works import Works
from dashboards.elements import Child, Element, div, element, paragraph, span
from dashboards.language import gettext as _
from dashboards.marks import mark, table
from dashboards.words import write_number
from dashboards.works.simulated import draw_tag
from dashboards.works.words import (
    kind_of,
    name_improvement,
    name_step,
    say_needed,
    say_range,
    say_verdict,
    write_odds,
    write_rate,
)


def draw_table(works: Works) -> Element:
    """A row per improvement with a cycle."""
    heads: list[Child] = [
        *(_("Improvement"), _("Measured at"), _("Focuses"), _("Before, in 100"), _("After, in 100")),
        *(_("Likely, in 100"), _("Odds"), _("In words")),
    ]
    rows = [draw_cells(works, effect) for effect in works.what.effects]
    return element(
        "Section",
        [
            div([element("H2", _("The same as a table")), draw_tag(works)], "flexline section-head"),
            div(div(table(heads, rows, _("Effects of improvements"), "tight numbers"), "card-body"), "card"),
            paragraph(
                _(
                    "Before and after are shrunk towards what searches like these usually do; open "
                    "applications "
                    "count for the share of answers that should have come by then. “Cannot tell yet” is the "
                    "usual "
                    "result; it does not mean that the work was for nothing."
                ),
                "caption tablenote",
            ),
        ],
        "section",
        id="table",
        tabIndex="-1",
    )


def draw_cells(works: Works, effect: Effect) -> list[Child]:
    """One improvement; what is too early keeps its numbers to itself."""
    name = span([mark(kind_of(effect)), span(name_improvement(works, effect))], "named-mark")
    number = write_number(effect.cycles)
    if not effect.shown:
        why = _("Too early: shown from %(least)s on", least=DEFAULTS.pooled_least)
        return [name, name_step(effect), number, *(span("–", "none-yet") for _number in range(4)), why]
    needed = say_needed(effect)
    words = say_verdict(effect)
    return [
        name,
        name_step(effect),
        number,
        write_rate(effect.before),
        write_rate(effect.after),
        say_range(effect),
        _(
            "%(odds)s× (%(low)s to %(high)s)",
            odds=write_odds(effect.odds),
            low=write_odds(effect.odds_low),
            high=write_odds(effect.odds_high),
        ),
        words if needed is None else _("%(verdict)s; to know: %(needed)s", verdict=words, needed=needed),
    ]
