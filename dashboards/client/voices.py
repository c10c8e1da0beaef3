"""What people said about single rejections, word for word, and whose word counts."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from coachhub.analysis.vocabulary import Outcome, Source
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.attributions import Statement
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import cause_label
from dashboards.words import say_outcome, write_day

SHOWN: Final = 6


def draw_voices(story: Story) -> Element | None:
    """A card per rejection about which somebody said something; nothing before there is a rejection."""
    if not story.statements and not count_rejected(story):
        return None
    by_application: dict[UUID, list[Statement]] = {}
    for statement in story.statements:
        by_application.setdefault(statement.application_id, []).append(statement)
    rows = {row.id: row for row in story.applications}
    spoken = list(by_application.values())
    worded = [said for said in spoken if any(statement.verbatim for statement in said)]
    silent = [said for said in spoken if said not in worded]
    body: list[Child] = [
        div(
            [
                element("H2", write_title(story, spoken), id="voices"),
                paragraph(
                    _(
                        "The coach’s word counts before the employer’s, "
                        "and that before the %(client_word)s’s."
                    ),
                    "muted",
                ),
            ],
            "section-head stack-xs",
        )
    ]
    if not spoken:
        told = _("One word from the %(client_word)s, the employer or you is enough to begin.")
        body.append(paragraph(told, "card card-body muted"))
    if worded:
        body.append(draw_cards(story, worded[:SHOWN], rows))
    rest = worded[SHOWN:] + silent
    if rest:
        more = ngettext("%(num)d more", "%(num)d more", len(rest)) if worded[:SHOWN] else _("Without words")
        folded = [element("Summary", more), draw_cards(story, rest, rows)]
        body.append(element("Details", folded, "fold section-link", open=not worded))
    return element("Section", body, "section", **{"aria-labelledby": "voices"})


def draw_cards(
    story: Story, spoken: Sequence[Sequence[Statement]], rows: Mapping[UUID, ApplicationRow]
) -> Element:
    """Cards in two columns."""
    return div(
        [draw_card(story, said, rows.get(said[0].application_id)) for said in spoken], "cols cols-even"
    )


def write_title(story: Story, spoken: Sequence[Sequence[Statement]]) -> str:
    """How many rejections have words, and on how many people differ."""
    rejected = count_rejected(story)
    if not spoken:
        return ngettext(
            "Nobody has said yet why about %(num)d rejection",
            "Nobody has said yet why about %(num)d rejections",
            rejected,
        )
    said = ngettext(
        "Somebody has said why for %(said)d of %(num)d rejection",
        "Somebody has said why for %(said)d of %(num)d rejections",
        rejected,
        said=len(spoken),
    )
    differing = sum(differ(statements) for statements in spoken)
    if not differing:
        return said
    return said + ngettext("; on %(num)d, views differ", "; on %(num)d, views differ", differing)


def count_rejected(story: Story) -> int:
    """How many applications ended in a rejection."""
    return sum(row.outcome is Outcome.REJECTED for row in story.applications)


def differ(said: Sequence[Statement]) -> bool:
    """Whether two people see a rejection differently."""
    views = {source: {one.cause for one in said if one.source == source} for source in Source}
    named = [causes for causes in views.values() if causes]
    return any(causes != named[0] for causes in named)


def draw_card(story: Story, said: Sequence[Statement], row: ApplicationRow | None) -> Element:
    """One rejection and what was said about it."""
    first = said[0]
    title = f"{first.company}, {first.role_title}" if first.role_title else first.company
    parts: list[Child] = [
        div([element("H3", title), paragraph(say_when(story, row), "small soft")], "stack-xs")
    ]
    counts = max(statement.source for statement in said)
    parts += [
        draw_statement(story, statement, counts=statement.source == counts)
        for statement in sorted(said, key=lambda one: (one.source, one.cause))
    ]
    if differ(said):
        parts.append(
            paragraph(_("They see it differently. Both are kept; it may be worth a question."), "small muted")
        )
    return element("Article", div(parts, "card-body stack"), "card")


def say_when(story: Story, row: ApplicationRow | None) -> str:
    """When it was sent, and how it stands."""
    if row is None:
        return ""
    how = say_outcome(row.outcome, row.stage, known=row.stage_known)
    if row.applied_on is None:
        return how
    sent = _("sent %(day)s", day=write_day(row.applied_on, story.today))
    return f"{sent}, {how}"


def draw_statement(story: Story, statement: Statement, *, counts: bool) -> Element:
    """Who named which cause, and the words."""
    who = {
        Source.CLIENT: story.first_name,
        Source.EMPLOYER: statement.company,
        Source.COACH: _("Coach"),
    }[statement.source]
    by: list[Child] = [element("B", who), cause_label(statement.cause)]
    if counts:
        by.append(span(_("counts"), "tag"))
    parts: list[Child] = [paragraph(by, "by")]
    if statement.verbatim:
        parts.append(paragraph(_("“%(words)s”", words=statement.verbatim), "voice"))
    return element("Blockquote", parts, "said")
