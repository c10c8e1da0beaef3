"""What people said about single rejections, word for word, whose word counts, and one tap for the coach's."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from coachhub.analysis.vocabulary import Cause, Outcome, Source
from coachhub.queries.applications import ApplicationRow
from coachhub.queries.attributions import Statement
from coachhub.queries.client_files import SpokenRow
from dashboards.client.story import Story
from dashboards.elements import Child, Element, div, element, link, paragraph, span
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.marks import cause_label
from dashboards.posting import post_form, submit
from dashboards.words import say_outcome, write_day

SHOWN: Final = 6
FOLDED: Final = 10
"""How many more are kept ready in the fold; a search with hundreds asks for the others, some at a time."""
MORE: Final = 20
MOST_FOLDED: Final = 200


def read_folded(text: str | None) -> int:
    """How many folded rejections an address asks for: a few steps only, so that few pages are kept."""
    wanted = int(text) if text and text.isdecimal() and len(text) < 5 else 0
    return min(MOST_FOLDED, max(FOLDED, FOLDED + MORE * round((wanted - FOLDED) / MORE)))


def draw_voices(
    story: Story,
    *,
    folded: int = FOLDED,
    first: UUID | None = None,
    shown_above: UUID | None = None,
    settled: bool = False,
) -> Element | None:
    """A card per rejection: those with words first, the others folded; nothing before there is one.

    `first` is what is asked about; what is `shown_above` is not repeated. Where a card above asks for one
    thing already (`settled`), nothing stands open.
    """
    rejected = list_rejected(story)
    if not story.statements and not rejected:
        return None
    said: dict[UUID, list[Statement]] = {row.id: [] for row in rejected}
    for statement in story.statements:
        said.setdefault(statement.application_id, []).append(statement)
    spoken = {one.application_id: one for one in story.file.spoken}
    rows = {row.id: row for row in story.applications}
    if shown_above is not None:
        said.pop(shown_above, None)
    shown, rest = sort_cards(said, spoken, first)
    body: list[Child] = [
        div(
            [
                element("H2", write_title(story), id="voices", tabIndex=-1),
                paragraph(
                    _(
                        "Your word counts before the employer’s, and that before %(name)s’s. All are kept.",
                        name=story.first_name,
                    ),
                    "muted",
                ),
            ],
            "section-head stack-xs",
        )
    ]

    def draw(keys: Sequence[UUID]) -> Element:
        cards = [draw_card(story, said[key], rows.get(key)) for key in keys]
        return div(cards, "cols cols-even")

    if shown:
        body.append(draw(shown))
    if rest:
        ready = rest[:folded]
        more = (
            ngettext("%(num)d more", "%(num)d more", len(rest))
            if any(said[key] for key in rest)
            else ngettext("%(num)d more without words", "%(num)d more without words", len(rest))
        )
        parts: list[Child] = [element("Summary", more), draw(ready)]
        if len(ready) < len(rest) and folded < MOST_FOLDED:
            further = min(MORE, len(rest) - len(ready))
            left = ngettext("Show %(num)d more", "Show %(num)d more", further)
            address = f"{story.address}?rejections={folded + MORE}#voices"
            parts.append(paragraph(link(left, address, "more"), "small"))
        body.append(
            element("Details", parts, "fold section-link", open=folded > FOLDED or not (shown or settled))
        )
    return element("Section", body, "section", aria_labelledby="voices")


def sort_cards(
    said: Mapping[UUID, Sequence[Statement]], spoken: Mapping[UUID, SpokenRow], asked: UUID | None
) -> tuple[list[UUID], list[UUID]]:
    """The rejections to show and those to fold: what is asked about first, then those with words."""

    def has_words(key: UUID) -> bool:
        around = spoken.get(key)
        return any(one.verbatim for one in said[key]) or bool(
            around is not None and (around.reflection or around.employer_words)
        )

    first = [key for key in said if key == asked]
    worded = [key for key in said if key != asked and has_words(key)]
    others = [key for key in said if key != asked and not has_words(key)]
    # Somebody named a cause without words: before those about which nothing is known.
    others.sort(key=lambda key: not said[key])
    in_order = [*first, *worded]
    return in_order[:SHOWN], [*in_order[SHOWN:], *others]


def list_rejected(story: Story) -> list[ApplicationRow]:
    """The applications that ended in a rejection, the latest sent first."""
    return [row for row in story.applications if row.outcome is Outcome.REJECTED]


def write_title(story: Story) -> str:
    """How many rejections have a reason, and on how many people differ."""
    rejected = {row.id for row in list_rejected(story)}
    by_application: dict[UUID, list[Statement]] = {}
    for statement in story.statements:
        if statement.application_id in rejected:
            by_application.setdefault(statement.application_id, []).append(statement)
    if not rejected:
        return _("What was said about applications that are open again")
    if not by_application:
        return ngettext(
            "%(num)d rejection has no reason yet", "%(num)d rejections have no reason yet", len(rejected)
        )
    said = ngettext(
        "Somebody has said why for %(said)d of %(num)d rejection",
        "Somebody has said why for %(said)d of %(num)d rejections",
        len(rejected),
        said=len(by_application),
    )
    differing = sum(differ(statements) for statements in by_application.values())
    if not differing:
        return said
    return said + ngettext("; on %(num)d, views differ", "; on %(num)d, views differ", differing)


def differ(said: Sequence[Statement]) -> bool:
    """Whether two people see a rejection differently."""
    views = {source: {one.cause for one in said if one.source == source} for source in Source}
    named = [causes for causes in views.values() if causes]
    return any(causes != named[0] for causes in named)


def draw_card(story: Story, said: Sequence[Statement], row: ApplicationRow | None) -> Element:
    """One rejection, what was said about it, and one tap for the coach's view where it is missing."""
    key = row.id if row is not None else said[0].application_id
    company, role = (
        (row.company, row.role_title) if row is not None else (said[0].company, said[0].role_title)
    )
    title = f"{company}, {role}" if role else company
    parts: list[Child] = [
        div(
            [
                element("H3", title, "words", id=f"rejection-{key}", tabIndex=-1),
                paragraph(say_when(story, row), "small soft"),
            ],
            "stack-xs",
        )
    ]
    counts = max((statement.source for statement in said), default=None)
    for source in Source:
        spoken = draw_voice(story, key, company, source, counts=source == counts)
        if spoken is not None:
            parts.append(spoken)
    if differ(said):
        parts.append(
            paragraph(_("You see it differently. Both are kept; it may be worth a question."), "small muted")
            if any(one.source == Source.COACH and one.made_by == story.reader for one in said)
            else paragraph(
                _("They see it differently. Both are kept; it may be worth a question."), "small muted"
            )
        )
    if row is not None and row.outcome is Outcome.REJECTED and counts != Source.COACH:
        parts.append(draw_tap(row, title))
    return element("Article", div(parts, "card-body stack"), "card")


def draw_voice(
    story: Story, key: UUID, company: str, source: Source, *, counts: bool = False
) -> Element | None:
    """What one voice said about a rejection, its words verbatim; None where it said nothing."""
    own = [one for one in story.statements if one.application_id == key and one.source == source]
    around = next((one for one in story.file.spoken if one.application_id == key), None)
    words = find_words(source, own, around)
    if not own and not words:
        return None
    own.sort(key=lambda one: one.cause)
    return draw_statement(story, company, source, own, words, counts=counts)


def find_words(source: Source, own: Sequence[Statement], around: SpokenRow | None) -> str | None:
    """What this voice said, whether or not it named a cause."""
    said = next((one.verbatim for one in own if one.verbatim), None)
    if said or around is None:
        return said
    return {Source.CLIENT: around.reflection, Source.EMPLOYER: around.employer_words}.get(source)


def say_when(story: Story, row: ApplicationRow | None) -> str:
    """When it was sent, and how it stands."""
    if row is None:
        return ""
    how = say_outcome(row.outcome, row.stage, known=row.stage_known)
    if row.applied_on is None:
        return how
    sent = _("sent %(day)s", day=write_day(row.applied_on, story.today))
    return f"{sent}, {how}"


def draw_statement(
    story: Story,
    company: str,
    source: Source,
    said: Sequence[Statement],
    words: str | None,
    *,
    counts: bool,
) -> Element:
    """Who named which causes, and the words."""
    who = {
        Source.CLIENT: story.first_name,
        Source.EMPLOYER: company,
        Source.COACH: story.name_person(said[0].made_by) if said else "",
    }[source]
    by: list[Child] = [element("B", who, "words")]
    by += [cause_label(cause) for cause in dict.fromkeys(one.cause for one in said)]
    if counts:
        by.append(span(_("counts"), "tag"))
    parts: list[Child] = [paragraph(by, "by")]
    if words:
        parts.append(paragraph(_("“%(words)s”", words=words), "voice words"))
    return element("Blockquote", parts, "said")


def draw_tap(row: ApplicationRow, title: str) -> Element:
    """The coach's view, in one tap."""
    buttons: list[Child] = [
        submit(cause_label(cause), "chip", name="cause", value=cause.word) for cause in Cause
    ]
    buttons.append(submit(_("I cannot tell"), "chip unsure", name="cause", value="none"))
    return post_form(
        f"/applications/{row.id}/cause",
        element(
            "Fieldset",
            [
                element(
                    "Legend",
                    [_("Your view, one tap"), span(f": {title}", "visually-hidden")],
                    "small muted",
                ),
                div(buttons, "choices"),
            ],
            "stack-sm",
        ),
    )
