"""Days near today, with their weekday: sessions and check-ins are remembered by it."""

from datetime import date

from flask_babel import format_date

from dashboards.words import write_day


def write_weekday(day: date, today: date) -> str:
    """A day with its weekday."""
    return str(format_date(day, "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y"))


def write_near(day: date, today: date) -> str:
    """The weekday of a day of the last week, else the date."""
    if 0 <= (today - day).days < 7:
        return str(format_date(day, "EEEE"))
    return write_day(day, today)
