"""What the proposed focus asks for, as the playbook says it, and how it was chosen among others."""

from collections.abc import Sequence

from babel.lists import format_list
from flask_babel import get_locale

from coachhub.analysis.vocabulary import Cause
from dashboards.client.checklist import draw_checklist_offer
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, paragraph, strong
from dashboards.language import gettext as _
from dashboards.language import ngettext


def draw_improvement(story: Story) -> Element:
    """What the proposed focus asks for, as the playbook says it."""
    improvement = story.improvement
    hours = round(improvement.effort_hours)
    steps = element("Ol", [element("Li", step) for step in improvement.steps], "numbered small")
    parts: list[Child] = [
        element("H2", _("What it takes"), id="takes"),
        paragraph(improvement.why, "muted"),
        element(
            "Details",
            [
                element(
                    "Summary",
                    ngettext(
                        "%(steps)d steps, about %(num)d hour",
                        "%(steps)d steps, about %(num)d hours",
                        hours,
                        steps=len(improvement.steps),
                    ),
                ),
                paragraph([strong(_("What it needs:")), " ", improvement.needs], "small fold-body")
                if improvement.needs
                else None,
                steps,
            ],
            "fold",
        ),
        paragraph([strong(_("Done when:")), " ", improvement.done], "small"),
    ]
    if story.cause is Cause.APPLICATION:
        parts.append(
            paragraph(
                _(
                    "The log cannot tell résumé, letter and profile apart: which of them comes first "
                    "is a choice."
                ),
                "small muted",
            )
        )
    parts += [draw_lot(story), draw_checklist_offer(story)]
    shown = [part for part in parts if part is not None]
    return element("Section", div(shown, "card-body stack"), "card", **{"aria-labelledby": "takes"})


def draw_lot(story: Story) -> Element | None:
    """That others promise as much, and that this one came by lot; None where it stands alone."""
    ties = story.near_ties
    if len(ties) < 2:
        return None
    others = [slug for slug in ties if slug != story.improvement.slug]
    said = ngettext(
        "%(titles)s promises as much. This one came by lot: so the practice sees in time which helps more.",
        "%(titles)s promise as much. This one came by lot: so the practice sees in time which helps more.",
        len(others),
        titles=name_all(story, others),
    )
    return paragraph(said, "small muted")


def name_all(story: Story, slugs: Sequence[str]) -> str:
    """The titles of improvements, in quotation marks."""
    titles = [_("“%(title)s”", title=story.diagnosed.playbook.name(slug)) for slug in slugs]
    return str(format_list(titles, locale=get_locale() or "en"))
