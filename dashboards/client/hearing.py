"""Asking others what tipped a rejection: the employer while it is fresh, and the client when he likes."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import format_time

from coachhub.queries.applications import ApplicationRow
from dashboards.client.asking import find_spoken
from dashboards.client.story import Story
from dashboards.client.voices import say_when
from dashboards.elements import Child, div, element, link, paragraph
from dashboards.language import gettext as _
from dashboards.posting import post_form, submit
from dashboards.words import write_day


def draw_employer(story: Story, row: ApplicationRow, button: str) -> list[Child]:
    """Asking the employer: the message is ready, and the clock is said."""
    around = find_spoken(story, row.id)
    due = around.feedback_due_at if around else None
    address = f"/clients/{story.client.id}/search/applications/{row.id}/rejection/feedback"
    if due is not None and story.now < due:
        why = _(
            "%(closed)s. Until %(moment)s is the best time to ask what tipped it; the message is ready.",
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
        paragraph(link(_("See the message"), address, button), "row-btns"),
    ]


def draw_client(story: Story, row: ApplicationRow, button: str) -> list[Child]:
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
        put = submit(_("Put the questions on %(name)s’s page", name=name), button)
        buttons.insert(0, post_form(f"/applications/{row.id}/ask-client", put))
    return [
        element(
            "H2", _("How %(name)s sees the answer from %(company)s", name=name, company=row.company),
            id="settle-title",
        ),
        paragraph(why, "muted"),
        div(buttons, "row-btns"),
    ]  # fmt: skip


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
