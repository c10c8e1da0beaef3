"""What would settle it: the one piece of evidence that is worth most, with the action itself."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from coachhub.analysis.ask import AskKind
from coachhub.analysis.days import name_day
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.vocabulary import Cause, Source, State
from coachhub.queries.applications import ApplicationRow
from dashboards.cause_form import draw_form, draw_last
from dashboards.client.asking import Request, list_lost, list_unseen
from dashboards.client.hearing import draw_client, draw_employer
from dashboards.client.stages import draw_stages
from dashboards.client.story import EPOCH, Story
from dashboards.client.voices import draw_voice, say_when
from dashboards.client.waiting import draw_wait, say_undated
from dashboards.elements import Child, Element, div, element, link, paragraph
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import write_day

AT_ONCE: Final = 3
"""How many rejections a coach is asked to look at in one go: three are a few minutes."""
PLACE: Final = "settle"


def draw_settle(story: Story, request: Request) -> Element:
    """The card: what is asked for, why, and the way to do it here."""
    parts: list[Child] = [paragraph(_("What would settle it"), "eyebrow")]
    # A finding is agreed first: one filled button is enough.
    button = "btn btn-primary" if is_open(story) else "btn btn-quiet"
    match request.kind:
        case AskKind.COACH_TAG if request.about is not None:
            parts += draw_look(story, request.about)
        case AskKind.STAGES:
            parts += draw_stages(story, list_lost(story))
        case AskKind.RATING:
            parts += draw_rating(story, button)
        case AskKind.EMPLOYER_FEEDBACK if request.about is not None:
            parts += draw_employer(story, request.about, button)
        case AskKind.CLIENT_TAG if request.about is not None:
            parts += draw_client(story, request.about, button)
        case _:
            parts += draw_wait(story, request)
    last = find_last_tap(story)
    if last is not None:
        parts.append(draw_last(*last))
    return element(
        "Section", div(parts, "card-body stack"), "card tipping", id=PLACE, tabIndex="-1",
        aria_labelledby="settle-title",
    )  # fmt: skip


def is_open(story: Story) -> bool:
    """Whether one more piece of evidence comes before agreeing."""
    return story.state in (State.LEANING, State.ABSTAIN)


def say_settle(story: Story, request: Request) -> str:
    """The same within a sentence, without the action."""
    company = request.about.company if request.about else ""
    match request.kind:
        case AskKind.STAGES:
            return _("knowing which of these rejections came after a conversation.")
        case AskKind.COACH_TAG:
            return say_looks(count_looks(story))
        case AskKind.RATING:
            return _("your view of the four things, about a minute.")
        case AskKind.EMPLOYER_FEEDBACK:
            return _("a word from %(company)s.", company=company)
        case AskKind.CLIENT_TAG:
            return _(
                "%(name)s’s own view of the answer from %(company)s.", name=story.first_name, company=company
            )
    if request.until == NO_DAY:
        return say_undated(story)
    day = write_day(name_day(request.until), story.today)
    return _("time: from about %(day)s enough answers should be in.", day=day)


def count_looks(story: Story) -> int:
    """How many rejections the coach is asked to look at."""
    return max(1, min(AT_ONCE, len(list_unseen(story))))


def say_looks(looks: int) -> str:
    """Her look at one rejection, or at a few."""
    return (
        _("your look at one rejection, about a minute."),
        _("your look at two rejections, about two minutes."),
        _("your look at three rejections, about three minutes."),
    )[looks - 1]


def name_looks(looks: int) -> str:
    """The button that leads to them."""
    return (_("Look at one rejection"), _("Look at two rejections"), _("Look at three rejections"))[looks - 1]


def draw_look(story: Story, row: ApplicationRow) -> list[Child]:
    """One rejection with its words, and the four causes as buttons."""
    where = f"{row.company}, {row.role_title}" if row.role_title else row.company
    waiting = len(list_unseen(story))
    said = [draw_voice(story, row.id, row.company, source) for source in (Source.CLIENT, Source.EMPLOYER)]
    parts: list[Child] = [
        element("H2", _("What tipped this one?"), id="settle-title"),
        div(
            [
                paragraph(where, "strong words"),
                paragraph(say_when(story, row), "small soft"),
            ],
            "stack-xs",
        ),
        *(one for one in said if one is not None),
        draw_form(row.id),
    ]
    if waiting > 1:
        more = ngettext(
            "Then the next one: %(num)d waits for your view. The latest stage comes first.",
            "Then the next one: %(num)d wait for your view. The latest stage comes first.",
            waiting - 1,
        )
        parts.append(paragraph(more, "small soft"))
    return parts


def draw_rating(story: Story, button: str) -> list[Child]:
    """The four questions are a page of their own."""
    return [
        element("H2", _("How strong does each of the four look to you?"), id="settle-title"),
        paragraph(
            _(
                "You know %(name)s better than a log does. Four questions, about a minute; “not seen yet” is "
                "an answer, and only staff sees it.",
                name=story.first_name,
            ),
            "muted",
        ),
        paragraph(
            link(_("Rate four things"), f"/clients/{story.client.id}/ratings?why=ask", button),
            "row-btns",
        ),
    ]


def find_last_tap(story: Story) -> tuple[UUID, str, Sequence[Cause]] | None:
    """The rejection that this reader spoke about last, today: its key, its company, what she named.

    Nothing was named where she put it aside; None where she did neither today.
    """
    said = [
        one
        for one in story.statements
        if one.source is Source.COACH and one.made_by == story.reader and one.made_on == story.today
    ]
    latest = max(said, key=lambda one: one.made_at or EPOCH, default=None)
    aside = max(
        (one for one in story.file.aside if story.day_of(one.put_at) == story.today),
        key=lambda one: one.put_at,
        default=None,
    )
    if aside is not None and (latest is None or aside.put_at > (latest.made_at or EPOCH)):
        row = next((one for one in story.applications if one.id == aside.application_id), None)
        return (row.id, row.company, ()) if row is not None else None
    if latest is None:
        return None
    causes = sorted(Cause(one.cause) for one in said if one.application_id == latest.application_id)
    return latest.application_id, latest.company, causes
