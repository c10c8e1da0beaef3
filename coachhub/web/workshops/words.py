"""What is said around workshops: titles and invitations to begin with, letters, and who shares what.

An invitation names a subject, never a verdict; it names no other guest, and not why somebody was asked.
"""

from datetime import date
from typing import Final

from flask_babel import format_date

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Cause
from coachhub.queries.patterns import Sharer
from coachhub.queries.workshops import WorkshopRow
from coachhub.services.outbox import Letter
from coachhub.web.letters import one_line

STEPS: Final = ("applied", "screening", "assessment", "interview", "final")


def suggest_title(cause: Cause) -> str:
    """A title to begin with: what is done there."""
    return {
        Cause.QUALIFICATIONS: _("Choosing roles, and showing what you bring"),
        Cause.APPLICATION: _("Résumé, letter and profile, side by side"),
        Cause.INTERVIEW: _("Talking about your work, practised together"),
        Cause.FIT: _("Finding out early what an employer is like"),
    }[cause]


def suggest_invitation(cause: Cause, field: str | None) -> str:
    """An invitation to begin with, in the voice of who is signed in; the greeting is added for each guest."""
    person = access.current_person()
    several = (
        _("Several of you are looking for work in %(field)s at the moment.", field=field)
        if field
        else _("Several of you are in the middle of a search at the moment.")
    )
    paragraphs = [
        f"{several} {_('I would like to bring you together for an hour.')} {_say_what(cause)}",
        _(
            "You say as much or as little about your own search as you like; nobody else speaks about it. "
            "If it is not for you, or not now, that is fine too: a word to me is enough."
        ),
        _("Where and at what time: …"),
        "\n".join(one for one in (person.name, person.practice_name) if one) if person else "",
    ]
    return "\n\n".join(one for one in paragraphs if one)


def _say_what(cause: Cause) -> str:
    """What is done there, and what to bring."""
    return {
        Cause.QUALIFICATIONS: _(
            "We look at which roles ask for what you already bring, and at small ways to show or to add the "
            "rest. Bring one job advert that you like."
        ),
        Cause.APPLICATION: _(
            "We look at how a résumé, a letter and a profile show what you bring to one role. Bring one of "
            "yours, finished or not."
        ),
        Cause.INTERVIEW: _(
            "We practise talking about work in twos: questions as they are asked, short answers, and "
            "what to ask back. There is nothing to prepare."
        ),
        Cause.FIT: _(
            "We look at how to find out early what an employer is like to work for, and at the questions "
            "that tell. Bring one employer that you are curious about."
        ),
    }[cause]


def write_letter(workshop: WorkshopRow, name: str) -> Letter:
    """The invitation as one guest gets it."""
    return Letter(one_line(workshop.title), _write_to(name, workshop.invitation, say_when(workshop.held_on)))


def write_cancellation(workshop: WorkshopRow, name: str) -> Letter:
    """A word to somebody who has the invitation."""
    person = access.current_person()
    words = _("“%(title)s” does not take place. You need not do anything.", title=workshop.title)
    signed = person.name if person else ""
    return Letter(
        _("It does not take place: %(title)s", title=one_line(workshop.title)),
        _write_to(name, words, say_when(workshop.held_on), signed),
    )


def _write_to(name: str, *paragraphs: str | None) -> str:
    """A letter with its greeting."""
    first = name.split(maxsplit=1)[0] if name.split() else name
    return "\n\n".join([_("Hello %(name)s,", name=first), *(one for one in paragraphs if one)]) + "\n"


def say_when(day: date | None) -> str | None:
    """The day of a workshop as a line of a letter."""
    return None if day is None else _("The day: %(day)s", day=write_day(day))


def write_day(day: date) -> str:
    """A day with its weekday: a workshop is planned weeks ahead, or looked back at for years."""
    return str(format_date(day, "EEEE d MMMM y"))


def say_how(sharer: Sharer) -> str:
    """How likely a cause is for somebody, as a word to the coach: a reading of his log, no finding."""
    if sharer.working:
        return _("works on it already; the workshop goes with that")
    return _("a lean") if sharer.leaning else _("likely")


def say_before(step: int, number: int) -> str:
    """Of 100 that took a step (0..4), how many passed it before the workshop."""
    said = {
        "applied": _("Before it, about %(n)s of 100 applications sent led to a conversation.", n=number),
        "screening": _("Before it, about %(n)s of 100 first calls led on.", n=number),
        "assessment": _("Before it, about %(n)s of 100 assessments led to an interview.", n=number),
        "interview": _("Before it, about %(n)s of 100 first interviews led to a final one.", n=number),
        "final": _("Before it, about %(n)s of 100 final interviews led to an offer.", n=number),
    }[STEPS[step]]
    return said + " " + _("That is of all guests together; the table goes on from there.")
