"""The applications of one client, as a table."""

from datetime import date
from typing import Final

from coachhub.access.links import safe_url
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.queries.applications import ApplicationRow
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import table
from dashboards.words import say_outcome, write_day

SHOWN: Final = 20


def draw_sent(story: Story, *, everything: bool) -> Element:
    """All applications, the latest sent first; beyond fifty a link shows the rest."""
    rows = story.applications
    shown = rows if everything else rows[:SHOWN]
    first = min((row.applied_on for row in shown if row.applied_on), default=story.today)
    parts: list[Child] = [
        div(
            [
                element("H2", write_title(rows), id="sent"),
                paragraph(_("The latest sent first; dotted lines are still open."), "muted"),
            ],
            "chart-head",
        ),
        table(
            [_("Where"), _("Role"), _("Sent"), _("From sending to the answer"), _("How it stands")],
            [draw_row(story, row, first) for row in shown],
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


def draw_row(story: Story, row: ApplicationRow, first: date) -> list[Child]:
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
        draw_life(row, first, story.today),
        say_outcome(row.outcome, row.stage, known=row.stage_known),
    ]


def draw_life(row: ApplicationRow, first: date, today: date) -> Element | None:
    """One application as a line, from the day it was sent to the day it was answered, or to today."""
    if row.applied_on is None:
        return None
    days = max(1, (today - first).days)
    ended = row.closed_on is not None and row.outcome not in (Outcome.OPEN, Outcome.NO_RESPONSE)
    end = min(row.closed_on, today) if row.closed_on is not None and ended else today
    start = max(0, (row.applied_on - first).days)
    width = max(0, (end - row.applied_on).days)
    place = {"left": f"{100 * start / days:.1f}%", "width": f"{100 * min(width, days - start) / days:.1f}%"}
    label = (
        ngettext("answered after %(num)d day", "answered after %(num)d days", width)
        if ended
        else ngettext("open for %(num)d day", "open for %(num)d days", width)
    )
    line = div(None, "shut" if ended else "open", style=place)
    return div(line, "life", role="img", aria_label=label, title=label)
