"""Waiting for answers: until when, and what would help where no day is in sight."""

from coachhub.analysis.days import name_day
from coachhub.analysis.facts import NO_DAY
from coachhub.analysis.funnel import ENOUGH_WORTH
from coachhub.analysis.trials import Result
from dashboards.client.asking import Request, count_more
from dashboards.client.story import Story
from dashboards.elements import Child, element, link, paragraph
from dashboards.language import gettext as _
from dashboards.language import ngettext
from dashboards.words import write_day


def needs_more(story: Story) -> bool:
    """Whether too little was sent for any day to be in sight."""
    return story.worth(0) < ENOUGH_WORTH and count_more(story) > 0


def say_undated(story: Story) -> str:
    """What helps where no day is in sight, within a sentence."""
    if needs_more(story):
        return _("a few more applications, and time.")
    return _("every answer that comes back; nothing else is left to ask.")


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
    if needs_more(story):
        said = ngettext(
            "With about %(num)d more application sent now there would be enough answers to read.",
            "With about %(num)d more applications sent now there would be enough answers to read.",
            count_more(story),
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
