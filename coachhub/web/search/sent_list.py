"""The list of applications for an authority: what was sent, where, and what came of it, in plain words.

Nothing of causes, notes or feelings is in it, and what was only saved is not either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from flask_babel import format_date

from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake import TrackerApplication, TrackerEvent
from coachhub.web.search.words import name_stages


@dataclass(frozen=True, slots=True)
class SentRow:
    """One line of the list."""

    sent_on: date
    company: str
    role: str
    place: str
    source: str
    """Where it was found: the site of its link, else how."""
    link: str
    result: str


def name_fields() -> list[str]:
    """The header of the list as a file."""
    return [_("Date"), _("Company"), _("Role"), _("Place"), _("Source"), _("Link"), _("Result")]


def list_sent(applications: Iterable[TrackerApplication], today: date) -> list[SentRow]:
    """The lines, in the order of their days."""
    return [
        SentRow(
            row.applied_on,
            row.company,
            row.role_title,
            row.location,
            find_site(row.url) or name_channel(row.channel),
            row.url,
            say_result(row, today),
        )
        for row in applications
        if row.stage > Stage.SAVED and row.applied_on is not None
    ]


def find_site(url: str) -> str:
    """The site that an address leads to; "" when it is no address."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host and " " not in host else ""


def name_channel(channel: Channel) -> str:
    """How it was found, where no link says it; an unknown way is none."""
    return {Channel.REFERRAL: _("a contact"), Channel.RECRUITER: _("a recruiter")}.get(channel, "")


def say_result(row: TrackerApplication, today: date) -> str:
    """What came of it so far, with the days that somebody noted."""
    steps = [event for event in row.events if isinstance(event.value, Stage) and event.value > Stage.APPLIED]
    said = say_step(steps[-1]) if steps else ""
    if row.outcome is Outcome.OPEN:
        if not said:
            return _("no answer yet")
        coming = steps[-1].scheduled_for is not None and steps[-1].scheduled_for >= today
        return said if coming else _("%(step)s; no decision yet", step=said)
    end = say_end(row)
    # An offer that was answered says itself that there was one.
    if not said or (steps[-1].value is Stage.OFFER and row.outcome in (Outcome.ACCEPTED, Outcome.DECLINED)):
        return end
    return _("%(step)s; %(end)s", step=said, end=end)


def say_step(event: TrackerEvent) -> str:
    """A step on the way, with its day where it is known."""
    name = name_stages()[Stage(event.value)].lower()
    if event.scheduled_for is not None:
        return _("%(step)s on %(day)s", step=name, day=spell_day(event.scheduled_for))
    if event.imputed or event.occurred_on is None:
        return name
    # It may be the day on which it was agreed upon: that it took place on it is more than is known.
    return _("%(step)s, %(day)s", step=name, day=spell_day(event.occurred_on))


def say_end(row: TrackerApplication) -> str:
    """How it ended, with its day where somebody noted it."""
    ends = [event for event in row.events if event.kind == "outcome" and event.value == row.outcome]
    guessed = any(event.imputed and event.occurred_on == row.closed_on for event in ends)
    day = None if guessed or row.closed_on is None else spell_day(row.closed_on)
    match row.outcome:
        case Outcome.ACCEPTED:
            return _("offer accepted on %(day)s", day=day) if day else _("offer accepted")
        case Outcome.DECLINED:
            return _("offer declined on %(day)s", day=day) if day else _("offer declined")
        case Outcome.REJECTED:
            return _("rejected on %(day)s", day=day) if day else _("rejected")
        case Outcome.WITHDRAWN:
            return _("withdrawn on %(day)s", day=day) if day else _("withdrawn")
    return _("no answer")


def spell_day(day: date) -> str:
    """A day with its year: a list outlives it."""
    return str(format_date(day, "d MMMM y"))
