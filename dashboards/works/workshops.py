"""Those who came to a workshop beside those who were invited and did not; of the clients whom the reader "
"sees."""

import math

from coachhub.analysis.attendance import Compared
from coachhub.analysis.parameters import DEFAULTS
from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import write_number
from dashboards.works.early import draw_bar
from dashboards.works.forest import Row, draw_rows
from dashboards.works.words import CLAIM, write_odds

MISSED, CAME = 0, 1


def draw_workshops(compared: Compared | None) -> Element | None:
    """The card; None where no workshop with guests has taken place."""
    if compared is None:
        return None
    people = [int(number) for number in compared.people]
    parts: list[Child] = [element("H2", write_title(compared))]
    if compared.told:
        parts.append(draw_rows([read_side(compared, CAME), read_side(compared, MISSED)]))
    else:
        least = DEFAULTS.compared_least
        sides = [(name_side(side), people[side]) for side in (CAME, MISSED)]
        parts.append(
            element(
                "Ul",
                [element("Li", draw_waiting(*side, least), "early") for side in sides],
                "stack plain-list",
            )
        )
    parts += [
        paragraph(
            _(
                "Who comes to a workshop may be doing better anyway, so this is a hint and no proof. It "
                "counts the "
                "%(clients_word)s whom you see."
            ),
            "muted measure",
        ),
        paragraph(link(_("All workshops"), "/workshops", "more")),
    ]
    return element("Section", div(parts, "card-body stack"), "card section-tight", id="workshops")


def write_title(compared: Compared) -> str:
    """Whether the two sides differ, as far as can be said."""
    pooled = compared.attendance.pooled
    if not compared.told:
        return _("Workshops: too early to compare")
    if pooled.low[CAME] > pooled.high[MISSED]:
        return _("Those who came to a workshop went on more often")
    if pooled.low[MISSED] > pooled.high[CAME]:
        return _("Those who did not come to a workshop went on more often")
    return _("Those who came to a workshop and those who did not are close")


def name_side(side: int) -> str:
    """Those who came, or those who did not."""
    return _("Came to a workshop") if side == CAME else _("Were invited and did not come")


def read_side(compared: Compared, side: int) -> Row:
    """A side as a line of the figure."""
    pooled = compared.attendance.pooled
    odds, low, high = (math.exp(float(part[side])) for part in (pooled.mean, pooled.low, pooled.high))
    people = int(compared.people[side])
    return Row(
        name=name_side(side),
        kind=None,
        below=ngettext("%(n)s guest", "%(n)s guests", people, n=write_number(people)),
        odds=odds,
        low=low,
        high=high,
        clear=low > CLAIM,
        verdict=_("Went on more often than before") if low > CLAIM else _("Cannot tell yet"),
        words=(
            _(
                "%(odds)s× the odds (%(low)s to %(high)s)",
                odds=write_odds(odds),
                low=write_odds(low),
                high=write_odds(high),
            ),
        ),
    )


def draw_waiting(name: str, number: int, least: int) -> list[Child]:
    """How many of a side there are."""
    count = _("%(n)s of %(least)s", n=write_number(number), least=least)
    return [span(name), span(count, "small muted tabular"), draw_bar(number, least)]
