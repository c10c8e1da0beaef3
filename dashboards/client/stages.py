"""Which of these rejections came after a conversation? A sheet kept only the last word; one tap each."""

from collections.abc import Sequence
from typing import Final

from coachhub.analysis.vocabulary import Stage
from coachhub.queries.applications import ApplicationRow
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.posting import post_form, submit
from dashboards.words import write_day

SHOWN: Final = 5


def draw_stages(story: Story, rows: Sequence[ApplicationRow]) -> list[Child]:
    """The question, and the first few rejections with their answers."""
    shown = rows[:SHOWN]
    parts: list[Child] = [
        element("H2", _("Which of these came after a conversation?"), id="settle-title"),
        paragraph(
            _(
                "The sheet kept only the last word of these rejections. Where in the search they came is "
                "what tells most; one tap each, as far as somebody remembers."
            ),
            "muted",
        ),
        element("Ul", [draw_row(story, row) for row in shown], "ask-rows"),
    ]
    if len(rows) > len(shown):
        more = ngettext("%(num)d more after these.", "%(num)d more after these.", len(rows) - len(shown))
        parts.append(paragraph(more, "small soft"))
    return parts


def draw_row(story: Story, row: ApplicationRow) -> Element:
    """One rejection; one that nobody dated is asked about on its own page, where its day can be said."""
    title = f"{row.company}, {row.role_title}" if row.role_title else row.company
    when = (
        _("closed on %(day)s", day=write_day(row.closed_on, story.today)) if row.closed_on else _("not dated")
    )
    head = div([paragraph(title, "strong words"), paragraph(when, "small soft")])
    if row.closed_on is None:
        address = f"/clients/{story.client.id}/search/applications/{row.id}/rejection/stage"
        return element("Li", [head, link(_("Say how far it came"), address)])
    buttons: list[Child] = [
        submit(words, "chip", name="stage", value=stage.word)
        for stage, words in (
            (Stage.APPLIED, _("No")),
            (Stage.SCREENING, _("A first call")),
            (Stage.INTERVIEW, _("An interview")),
        )
    ]
    legend = element("Legend", [span(title, "visually-hidden")], None)
    fields = element("Fieldset", [legend, div(buttons, "row-chips")])
    return element("Li", [head, post_form(f"/applications/{row.id}/came-after", fields, key=str(row.id))])
