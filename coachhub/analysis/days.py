"""Calendar days as whole numbers, counted from 1970-01-01: what every column of the analysis keeps."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from coachhub.analysis.facts import NO_DAY, Int32

EPOCH_ORDINAL = date(1970, 1, 1).toordinal()


def number_day(day: date) -> int:
    """The number of `day`: 0 is 1970-01-01."""
    return day.toordinal() - EPOCH_ORDINAL


def number_days(days: Iterable[date | None]) -> Int32:
    """The numbers of many days (n,), NO_DAY where there is none."""
    return np.array([NO_DAY if day is None else number_day(day) for day in days], dtype=np.int32)


def name_day(number: int) -> date:
    """The calendar day of a number."""
    return date.fromordinal(number + EPOCH_ORDINAL)
