"""What would settle it: the one piece of evidence that is worth most, with the action itself."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask_babel import format_time

from coachhub.analysis.ask import AskKind
from coachhub.analysis.days import name_day
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.funnel import ENOUGH_WORTH
from coachhub.analysis.trials import Result
from coachhub.analysis.vocabulary import Cause, Source
from coachhub.queries.applications import ApplicationRow
from dashboards.cause_form import draw_form, draw_last
from dashboards.client.asking import Request, count_more, find_spoken, list_lost, list_unseen
from dashboards.client.stages import draw_stages
from dashboards.client.story import Story
from dashboards.client.voices import draw_voice, say_when
from dashboards.elements import Child, Element, div, element, link, paragraph
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.posting import post_form, submit
from dashboards.words import write_day

AT_ONCE: Final = 3
"""How many rejections a coach is asked to look at: more add little (METHOD's table: one is worth most)."""
PLACE: Final = "settle"


def draw_settle(story: Story, request: Request) -> Element:
    """The card: what is asked for, why, and the way to do it here."""
    parts: list[Child] = [paragraph(_("What would settle it"), "eyebrow")]
    match request.kind:
        case AskKind.COACH_TAG if request.about is not None:
            parts += draw_look(story, request.about)
        case AskKind.STAGES:
            parts += draw_stages(story, list_lost(story))
        case AskKind.RATING:
            parts += draw_rating(story)
        case AskKind.EMPLOYER_FEEDBACK if request.about is not None:
            parts += draw_employer(story, request.about)
        case AskKind.CLIENT_TAG if request.about is not None:
            parts += draw_client(story, request.about)
        case _:
            parts += draw_wait(story, request)
    last = draw_last_tap(story)
    if last is not None:
        parts.append(last)
    return element(
        "Section", div(parts, "card-body stack"), "card tipping", id=PLACE, tabIndex="-1",
        aria_labelledby="settle-title",
    )  # fmt: skip


def say_settle(story: Story, request: Request) -> str:
    """The same within a sentence, without the action."""
    company = request.about.company if request.about else ""
    match request.kind:
        case AskKind.STAGES:
            return _("to know which of these rejections came after a conversation.")
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
        return _("time, and every answer that comes back.")
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


def draw_rating(story: Story) -> list[Child]:
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
            link(_("Rate four things"), f"/clients/{story.client.id}/ratings?why=ask", "btn btn-primary"),
            "row-btns",
        ),
    ]


def draw_employer(story: Story, row: ApplicationRow) -> list[Child]:
    """Asking the employer: the message is ready, and the clock is said."""
    around = find_spoken(story, row.id)
    due = around.feedback_due_at if around else None
    address = f"/clients/{story.client.id}/search/applications/{row.id}/rejection/feedback"
    if due is not None and story.now < due:
        why = _(
            "%(closed)s. Until %(moment)s is the best time to ask what tipped it: feedback mostly comes "
            "where it is asked for within a day. The message is ready.",
            closed=begin(say_when(story, row)),
            moment=write_moment(story, due),
        )
    else:
        why = _(
            "%(closed)s. The first day is over, so an answer is less likely; asking is still fine, and the "
            "message is ready.",
            closed=begin(say_when(story, row)),
        )
    return [
        element("H2", _("A word from %(company)s", company=row.company), id="settle-title"),
        paragraph(why, "muted"),
        paragraph(link(_("See the message"), address, "btn btn-primary"), "row-btns"),
    ]


def draw_client(story: Story, row: ApplicationRow) -> list[Child]:
    """The client's own view: the questions go to his page, or are noted in his name."""
    name, around = story.first_name, find_spoken(story, row.id)
    noted = link(
        _("Note it in %(name)s’s name", name=name),
        f"/clients/{story.client.id}/search/applications/{row.id}/rejection/questions",
    )
    asked = around.asked_from if around else None
    buttons: list[Child] = [noted]
    if story.client.user_id is None:
        why = _(
            "%(name)s has no account yet, so ask when you meet: four plain questions, two minutes.", name=name
        )
    elif asked is not None:
        day = write_day(asked, story.today)
        why = _(
            "The questions stand on %(name)s’s page from %(day)s on. Nothing hurries.", name=name, day=day
        )
    else:
        why = _(
            "Four plain questions, two minutes, whenever %(name)s feels like it. “Later” and “no idea” are "
            "answers too.",
            name=name,
        )
        put = submit(_("Put the questions on %(name)s’s page", name=name), "btn btn-primary")
        buttons.insert(0, post_form(f"/applications/{row.id}/ask-client", put))
    return [
        element(
            "H2", _("How %(name)s sees the answer from %(company)s", name=name, company=row.company),
            id="settle-title",
        ),
        paragraph(why, "muted"),
        div(buttons, "row-btns"),
    ]  # fmt: skip


def draw_wait(story: Story, request: Request) -> list[Child]:
    """Time, with its date; or what would bring one."""
    open_now, worth = story.count(0, Result.OPEN), f"{story.open_worth(0):.1f}"
    today = ngettext(
        "%(num)d open one is worth %(worth)s of an answer today.",
        "%(num)d open ones are worth %(worth)s answers together today.",
        open_now,
        worth=worth,
    )
    log = link(
        _("Log for %(name)s", name=story.first_name),
        f"/clients/{story.client.id}/search/log",
        "btn btn-quiet",
    )
    if request.until != NO_DAY:
        day = write_day(name_day(request.until), story.today)
        return [
            element(
                "H2", _("Time: from about %(day)s there is something to say", day=day), id="settle-title"
            ),
            paragraph([today, " ", _("Until then nothing is late, and nothing has to be decided.")], "muted"),
        ]
    more = count_more(story)
    if more and story.worth(0) < ENOUGH_WORTH:
        said = ngettext(
            "With about %(num)d more application sent now there would be enough answers to read.",
            "With about %(num)d more applications sent now there would be enough answers to read.",
            more,
        )
        return [
            element("H2", _("A few more applications"), id="settle-title"),
            paragraph([today, " ", said] if open_now else said, "muted"),
            paragraph(log, "row-btns"),
        ]
    return [
        element("H2", _("Nothing is left to ask"), id="settle-title"),
        paragraph(_("Everybody has been heard. Every answer that comes back adds to it."), "muted"),
    ]


def draw_last_tap(story: Story) -> Element | None:
    """What this reader said or put aside last, today, with the way back."""
    said = [
        one
        for one in story.statements
        if one.source is Source.COACH and one.made_by == story.reader and one.made_on == story.today
    ]
    latest = max(
        said, key=lambda one: one.made_at or datetime.min.replace(tzinfo=story.now.tzinfo), default=None
    )
    aside = max(
        (one for one in story.file.aside if one.until is None or one.until > story.today),
        key=lambda one: one.put_at,
        default=None,
    )
    if aside is not None and (latest is None or latest.made_at is None or aside.put_at > latest.made_at):
        row = next((one for one in story.applications if one.id == aside.application_id), None)
        return draw_last(row.id, row.company, ()) if row is not None else None
    if latest is None:
        return None
    causes = [Cause(one.cause) for one in said if one.application_id == latest.application_id]
    return draw_last(latest.application_id, latest.company, sorted(causes))


def write_moment(story: Story, moment: datetime) -> str:
    """A moment on the reader's clock."""
    local = moment.astimezone(ZoneInfo(story.zone))
    time = format_time(local.time(), "HH:mm")
    if local.date() == story.today:
        return _("today at %(time)s", time=time)
    return _("tomorrow at %(time)s", time=time)


def begin(words: str) -> str:
    """Words at the beginning of a sentence."""
    return words[:1].upper() + words[1:]
