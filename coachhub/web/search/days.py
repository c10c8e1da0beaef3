"""Days as people say and type them, and what to do about one that cannot be."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_time
from flask_babel import format_date, get_locale
from wtforms import Field, Form, ValidationError

from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.services.applications import ImpossibleDateError


class AtMost:
    """A validator: a text that is longer than anybody writes, or than we keep, is sent back."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __call__(self, _form: Form, field: Field) -> None:
        """Raise ValidationError with what to do."""
        if field.data and len(field.data) > self.length:
            raise ValidationError(
                ngettext(
                    "Only %(num)d character fits here. Please shorten it.",
                    "Only %(num)d characters fit here. Please shorten it.",
                    self.length,
                )
            )


class UnreadableDayError(ValueError):
    """What was typed is no day of the calendar."""


def read_day(text: str | None) -> date | None:
    """The day that a date field sends, None when it is empty. Raises UnreadableDayError."""
    if not text or not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UnreadableDayError(text) from error


def name_day(day: date | None, today: date) -> str:
    """A day as one says it: today, yesterday, tomorrow, or its date; the year only when it is another one."""
    if day is None:
        return _("on a day that nobody wrote down")
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}.get((day - today).days)
    if near:
        return near
    if timedelta(1) < day - today < timedelta(7):
        return str(format_date(day, "EEEE"))
    return str(format_date(day, "d MMMM" if day.year == today.year else "d MMMM y"))


def name_moment(moment: datetime, zone: ZoneInfo, today: date) -> str:
    """A moment as a day and the time on the clocks there."""
    local = moment.astimezone(zone)
    clock_time = format_time(local, "short", tzinfo=zone, locale=get_locale() or "en")
    return _("%(day)s, %(time)s", day=name_day(local.date(), today), time=clock_time)


def explain_day(error: ImpossibleDateError | UnreadableDayError, today: date) -> str:
    """What to do about a day that cannot be, in one sentence or two."""
    if isinstance(error, UnreadableDayError):
        return _("This is not a day of the calendar. Write it like %(day)s.", day=today.isoformat())
    limit = name_day(error.limit, today)
    match error.reason:
        case "future":
            return _("This day is still to come. Choose today or a day before it.")
        case "before_sent":
            return _(
                "It was sent %(day)s, so nothing can have happened before. Choose a later day, or correct "
                "the day it was sent.",
                day=limit,
            )
        case "before_move":
            return _(
                "You noted a step %(day)s; this came after it. Choose that day or a later one.", day=limit
            )
        case "after_move":
            return _("There was an answer %(day)s, so it was sent before. Choose an earlier day.", day=limit)
        case "too_far":
            return _("That is more than a year away. Is the year right?")
        case "not_sent":
            return _("It is not marked as sent yet. Say first on which day you sent it.")
        case _:
            return _("Is the year right? Write the day like %(day)s.", day=today.isoformat())
