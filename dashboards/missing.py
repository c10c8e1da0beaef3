"""The page for an address that leads nowhere: not there and not yours read the same."""

from dashboards.elements import Element, div, element, link, paragraph
from dashboards.language import gettext as _


def show_missing() -> Element:
    """There is nothing here, and where to go instead."""
    return div(
        [
            element("H1", _("There is nothing here")),
            paragraph(_("The address may be old, or the page may not be yours to see."), "lead"),
            paragraph(link(_("Go to the reasons"), "/dash/reasons", "btn btn-quiet"), "row-btns btns-top"),
        ],
        "narrow page-head",
    )
