"""Reading what people typed into fields: each refusal is a sentence that says what to do."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from wtforms.validators import ValidationError

from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.services.identity.addresses import AddressRefusedError, fold_address

Check = Callable[[Any, Any], None]
LONGEST_AGO = timedelta(days=30 * 366)
FARTHEST = timedelta(days=2 * 366)
JOINERS = "\u200c\u200d"
"""Cannot be seen alone, but Persian names and many emoji are other ones without them."""


def fits(longest: int) -> Check:
    """A check that a text is not longer than the place that keeps it."""

    def check(_form: Any, field: Any) -> None:
        if len(field.data or "") > longest:
            raise ValidationError(
                ngettext(
                    "At most %(num)d character fits here; please shorten it.",
                    "At most %(num)d characters fit here; please shorten it.",
                    longest,
                )
            )

    return check


def is_name(_form: Any, field: Any) -> None:
    """Check that a name has any letters."""
    if not clean(field.data):
        raise ValidationError(_("What is the name?"))


def is_address(_form: Any, field: Any) -> None:
    """Check that what was typed, if anything, is an email address."""
    if not (field.data or "").strip():
        return
    try:
        fold_address(field.data)
    except AddressRefusedError as error:
        raise ValidationError(
            _("This does not look like an email address, for example ada@example.org.")
        ) from error


def is_zone(_form: Any, field: Any) -> None:
    """Check that what was typed, if anything, is a time zone."""
    typed = (field.data or "").strip()
    if typed and typed not in available_timezones():
        raise ValidationError(_("Write the time zone like America/Toronto or Europe/Berlin."))


def clean(text: str | None) -> str | None:
    """A line of text without the space around it and without signs that cannot be seen; None when empty."""
    seen = "".join(sign if sign.isprintable() or sign in JOINERS else " " for sign in text or "")
    line = " ".join(seen.split())
    return line if line.strip(JOINERS + " ") else None


def read_day(field: Any, *, earliest: date | None = None, latest: date | None = None) -> date | None:
    """The day in a field, None when it is empty; ValidationError says what a day must be."""
    typed = (field.data or "").strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise ValidationError(_("There is no such day. Write it like 2026-05-31.")) from error
    if latest is not None and day > latest:
        raise ValidationError(_("This day is still to come. Choose today or an earlier day."))
    if earliest is not None and day < earliest:
        raise ValidationError(_("This day is too long ago. Is the year right?"))
    return day


def read_coming_day(field: Any, today: date, before: date | None) -> date | None:
    """The day of something that is still to come; the day that stood there before may stay."""
    day = read_day(field)
    if day is None or day == before:
        return day
    if day < today:
        raise ValidationError(_("This day is over. Choose today or a later day."))
    if day > today + FARTHEST:
        raise ValidationError(_("This day is years away. Is the year right?"))
    return day


def read_number(field: Any, least: int, most: int) -> int | None:
    """The whole number in a field, None when it is empty; ValidationError says between what it must be."""
    typed = (field.data or "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 6 and least <= int(typed) <= most):
        raise ValidationError(_("Write a whole number from %(least)d to %(most)d.", least=least, most=most))
    return int(typed)
