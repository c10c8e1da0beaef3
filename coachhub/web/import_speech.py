"""The pages' own voice for sentences about a file: through gettext, with days as the reader writes them."""

from datetime import date
from typing import Any, Final

from flask_babel import format_date

from coachhub.access import language
from coachhub.intake.speech import Speech


class PageSpeech:
    """Words in the practice's language."""

    def gettext(self, message: str, **values: Any) -> str:
        """The message with its values in place."""
        return language.gettext(message, **values)

    def ngettext(self, singular: str, plural: str, number: int, **values: Any) -> str:
        """The message for a number."""
        return language.ngettext(singular, plural, number, **values)

    def name_day(self, day: date, *, year: bool) -> str:
        """A day, with its year or without."""
        return str(format_date(day, "d MMMM yyyy" if year else "d MMMM"))

    def name_month(self, day: date, *, year: bool) -> str:
        """The month of a day."""
        return str(format_date(day, "MMMM yyyy" if year else "MMMM"))


PAGE: Final[Speech] = PageSpeech()
