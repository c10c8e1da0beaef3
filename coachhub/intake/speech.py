"""Who puts sentences into words: a page by gettext, the command line in plain English; both say the same."""

import calendar
from datetime import date
from typing import Any, Final, Protocol


class Speech(Protocol):
    """What a sentence needs; the methods go by the names by which translators find their messages."""

    def gettext(self, message: str, **values: Any) -> str:
        """The message with its values in place."""

    def ngettext(self, singular: str, plural: str, number: int, **values: Any) -> str:
        """The message for a number, which it names %(num)d."""

    def name_day(self, day: date, *, year: bool) -> str:
        """A day, with its year or without: 3 March 2026."""

    def name_month(self, day: date, *, year: bool) -> str:
        """The month of a day: March 2026."""


class PlainEnglish:
    """The words as they are written here."""

    def gettext(self, message: str, **values: Any) -> str:
        """The message with its values in place."""
        return message % values if values else message

    def ngettext(self, singular: str, plural: str, number: int, **values: Any) -> str:
        """The message for a number, which it names %(num)d."""
        return (singular if number == 1 else plural) % {"num": number, **values}

    def name_day(self, day: date, *, year: bool) -> str:
        """A day: 3 March 2026."""
        return f"{day.day} {self.name_month(day, year=year)}"

    def name_month(self, day: date, *, year: bool) -> str:
        """The month of a day: March 2026."""
        name = calendar.month_name[day.month]
        return f"{name} {day.year}" if year else name


ENGLISH: Final[Speech] = PlainEnglish()


def say_day(day: date, today: date, speech: Speech) -> str:
    """A day, with its year unless it is this one."""
    return speech.name_day(day, year=day.year != today.year)
