"""The applications of one client, as a table."""

from typing import Final

from coachhub.access.links import safe_url
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.queries.applications import ApplicationRow
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import table
from dashboards.words import name_stage, say_outcome, write_day

SHOWN: Final = 50


def draw_sent(story: Story, *, everything: bool) -> Element:
    """All applications, the latest sent first; beyond fifty a link shows the rest."""
    rows = story.applications
    shown = rows if everything else rows[:SHOWN]
    parts: list[Child] = [
        div(
            [
                element("H2", write_title(rows), id="sent"),
                paragraph(_("The latest sent first; how far each came is kept for ever."), "muted"),
            ],
            "chart-head",
        ),
        table(
            [_("Where"), _("Role"), _("Sent"), _("Furthest"), _("How it stands")],
            [draw_row(story, row) for row in shown],
            _("Applications"),
        ),
    ]
    if len(shown) < len(rows):
        more = ngettext("Show %(num)d more", "Show %(num)d more", len(rows) - len(shown))
        address = f"/dash/clients/{story.client.id}?applications=all#sent"
        parts.append(paragraph(link(more, address, "more"), "small"))
    return element("Section", div(parts, "card-body"), "card section-tight", **{"aria-labelledby": "sent"})


def write_title(rows: list[ApplicationRow]) -> str:
    """How many were sent, closed, and are open."""
    sent = [row for row in rows if row.stage > Stage.SAVED]
    still_open = sum(row.outcome in (Outcome.OPEN, Outcome.NO_RESPONSE) for row in sent)
    return _(
        "%(sent)d sent, %(closed)d closed, %(open)d still open",
        sent=len(sent),
        closed=len(sent) - still_open,
        open=still_open,
    )


def draw_row(story: Story, row: ApplicationRow) -> list[Child]:
    """One application; its posting opens without telling the other site where the reader came from."""
    address = safe_url(row.url)
    company: Child = (
        link(row.company, address, rel="noopener noreferrer nofollow", target="_blank")
        if address
        else row.company
    )
    return [
        company,
        row.role_title or "–",
        write_day(row.applied_on, story.today) if row.applied_on else _("not dated"),
        name_stage(row.stage) if row.stage_known else _("not noted"),
        say_outcome(row.outcome, row.stage, known=row.stage_known),
    ]
