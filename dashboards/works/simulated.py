"""In the demo practice the figures are invented until there are real ones, and say so wherever they stand."""

from coachhub.analysis.parameters import DEFAULTS
from coachhub.queries.works import Works
from dashboards.elements import Element, div, paragraph, span, strong
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import write_number


def draw_tag(works: Works) -> Element | None:
    """The mark of a figure that is not about real people; none on the practice's own."""
    if not works.simulated:
        return None
    return span(
        _("Simulated: %(n)s invented searches", n=write_number(works.simulated)), "tag tag-accent simulated"
    )


def draw_own_tag(works: Works) -> Element | None:
    """The mark of what is not invented, where the rest of the page is."""
    if not works.simulated:
        return None
    return span(_("Not simulated: of this practice"), "tag")


def draw_banner(works: Works) -> Element | None:
    """What is invented here, how it was made, and when it goes away; nothing on the practice's own."""
    if not works.simulated:
        return None
    said = _(
        "They come from %(n)s searches that a program made up, and went through the same calculations that "
        "your own focuses will go through: the program knows what is true, the calculations do not.",
        n=write_number(works.simulated),
    )
    own = [_("From %(least)s focuses of its own on, this page shows those.", least=DEFAULTS.pooled_least)]
    if works.cycles is not None:
        counted = ngettext(
            "This demo has %(n)s focus that has had its time.",
            "This demo has %(n)s focuses that have had their time.",
            works.cycles,
            n=write_number(works.cycles),
        )
        own.insert(0, counted)
    own.append(_("In a real practice nothing invented is ever shown."))
    return div(
        [
            paragraph([strong(_("These figures are simulated.")), " ", said]),
            paragraph(" ".join(own)),
        ],
        "simulated-note stack-xs",
        role="note",
    )
