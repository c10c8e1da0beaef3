"""The applications of one client as lines in time, and as a table behind them."""

from datetime import date
from typing import Final

from coachhub.access.links import safe_url
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.queries.applications import ApplicationRow
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import behind_chart, chart, chart_head
from dashboards.words import say_outcome, write_day

SHOWN: Final = 20


def draw_sent(story: Story, *, everything: bool) -> Element:
    """A line per application from the day it was sent; the latest twenty, and a link to the rest."""
    rows = story.applications
    shown = rows if everything else rows[:SHOWN]
    first = min((row.applied_on for row in shown if row.applied_on), default=story.today)
    below = _("Each line is one application, from the day it was sent to the day it was answered.")
    if len(shown) < len(rows):
        below += " " + ngettext("The latest %(num)d.", "The latest %(num)d.", len(shown))
    lines: list[Child] = [draw_row(story, row, first) for row in reversed(shown)]
    parts: list[Child] = [
        chart_head(write_title(rows), below),
        div([*lines, draw_axis(story, first)], "lives"),
    ]
    if len(shown) < len(rows):
        more = ngettext("Show %(num)d more", "Show %(num)d more", len(rows) - len(shown))
        parts.append(paragraph(link(more, f"{story.address}?applications=all#sent", "more"), "small"))
    words = _(
        "Dotted lines are still open. Positive answers usually come within two weeks, "
        "rejections around day 20, and half of all rejections never come."
    )
    if everything and len(rows) > SHOWN:
        # Hundreds of rows twice would make a slow page; the list of applications has them in words.
        address = f"/clients/{story.client.id}/search/applications"
        foot: list[Child] = [paragraph(words, "chart-foot-words"), link(_("All of them in words"), address)]
        parts.append(div(foot, "chart-foot"))
    else:
        heads: list[Child] = [_("Where"), _("Role"), _("Sent"), _("Answered"), _("How it stands")]
        table = [write_row(story, row) for row in shown]
        parts.append(behind_chart(heads, table, _("Applications"), foot=[words]))
    return chart(parts, "card section-tight", id="sent", tabIndex=-1)


def write_title(rows: list[ApplicationRow]) -> str:
    """How many were sent, closed, and are open."""
    sent = [row for row in rows if row.stage > Stage.SAVED]
    still_open = sum(is_open(row) for row in sent)
    return _(
        "%(sent)d sent, %(closed)d closed, %(open)d still open",
        sent=len(sent),
        closed=len(sent) - still_open,
        open=still_open,
    )


def is_open(row: ApplicationRow) -> bool:
    """Whether nobody has answered it for good."""
    return row.outcome in (Outcome.OPEN, Outcome.NO_RESPONSE)


def draw_row(story: Story, row: ApplicationRow, first: date) -> Element:
    """One application: its name leads to where it is kept, its line says how long it took."""
    name = link(
        row.company, f"/clients/{story.client.id}/search/applications/{row.id}", "clip", title=row.company
    )
    how = say_outcome(row.outcome, row.stage, known=row.stage_known)
    line = draw_life(row, first, story.today) or span(_("not dated"), "caption")
    return div([name, line, span(how, "caption how")], "r")


def draw_life(row: ApplicationRow, first: date, today: date) -> Element | None:
    """One application as a line, from the day it was sent to the day it was answered, or to today."""
    if row.applied_on is None:
        return None
    days = max(1, (today - first).days)
    ended = row.closed_on is not None and not is_open(row)
    end = min(row.closed_on, today) if row.closed_on is not None and ended else today
    start = min(days, max(0, (row.applied_on - first).days))
    width = max(0, (end - row.applied_on).days)
    place = {"left": f"{100 * start / days:.1f}%", "width": f"{100 * min(width, days - start) / days:.1f}%"}
    label = (
        ngettext("answered after %(num)d day", "answered after %(num)d days", width)
        if ended
        else ngettext("open for %(num)d day", "open for %(num)d days", width)
    )
    line = div(None, "shut" if ended else "open", style=place)
    return div(line, "life", role="img", aria_label=label, title=label)


def draw_axis(story: Story, first: date) -> Element:
    """The first day, the last session where it lies between, and today."""
    days = max(1, (story.today - first).days)
    marks: list[Child] = [span(write_day(first, story.today), "first")]
    held = story.client.last_session_on
    # A mark near either end would lie on top of another.
    if held is not None and 0.2 < (held - first).days / days < 0.8:
        label = _("%(day)s, session", day=write_day(held, story.today))
        marks.append(span(label, "held", style={"left": f"{100 * (held - first).days / days:.1f}%"}))
    if first != story.today:
        marks.append(span(_("today"), "last"))
    return div([span(""), div(marks, "axis"), span("", "how")], "r axisrow", aria_hidden="true")


def write_row(story: Story, row: ApplicationRow) -> list[Child]:
    """One application in words; its posting opens without telling the other site where one came from."""
    address = safe_url(row.url)
    company: Child = (
        link(row.company, address, rel="noopener noreferrer nofollow", target="_blank")
        if address
        else row.company
    )
    answered = row.closed_on if row.closed_on is not None and not is_open(row) else None
    return [
        company,
        row.role_title or "–",
        write_day(row.applied_on, story.today) if row.applied_on else _("not dated"),
        write_day(answered, story.today) if answered else "–",
        say_outcome(row.outcome, row.stage, known=row.stage_known),
    ]
