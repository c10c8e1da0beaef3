"""Calendar days as whole numbers, counted from 1970-01-01: what every column of the analysis keeps."""

from datetime import date

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


def number_day(day: date) -> int:
    """The number of `day`: 0 is 1970-01-01."""
    return day.toordinal() - EPOCH_ORDINAL


def name_day(number: int) -> date:
    """The calendar day of a number."""
    return date.fromordinal(number + EPOCH_ORDINAL)
