"""The sentences about days: what was read although a slip is in it, and why a cell was left empty."""

# A text that means a day only on the day on which it was written.
RELATIVE_DAY = (
    "This depends on the day it was written, which the file does not say, so it was left empty. Write the "
    "day like 2026-03-24."
)
# A day without a year, with nothing around it that says which.
NO_YEAR = (
    "This date has no year, and nothing around it says which one it was, so it was left empty. Add the year."
)
# "Mar-25".
DAY_OR_YEAR = (
    "This can be a day of the month or a month of a year, so it was left empty. Write the day like "
    "2026-03-24."
)


def last_of_two_dates(read: str) -> str:
    """Two dates in a cell about how something ended."""
    return f"This cell holds two dates; the last was taken ({read}). Check it."


def about_a_day(read: str) -> str:
    """A day that somebody was not sure of."""
    return f"This date was written as not quite certain; it was read as {read}. Check it."


def first_of_a_week(read: str) -> str:
    """A week instead of a day."""
    return f"This names a week; its day here was read as {read}. Check it."


def mistyped_date(read: str) -> str:
    """One reading is left of a date with a slip."""
    return f"This date has a slip in it; it was read as {read}. Check it."


def asks_whether(guess: str) -> str:
    """A text that was left empty, and the day that it probably means."""
    return f"This was left empty. Was it {guess}?"


def tells_counted_days(count: int, example: str, read: str) -> str:
    """Numbers of seconds."""
    return (
        f"Dates here that count seconds since 1970, {count} in all, were read by the clock of Greenwich "
        f"(UTC): {example} as {read}. A day can be off by one for evenings elsewhere. Is that fine?"
    )


def asks_year_first(count: int, example: str, read: str) -> str:
    """Years of two digits in front."""
    return f"Dates here, {count} in all, were read with the year first: {example} as {read}. Is that right?"


def tells_shared_order(columns: str) -> str:
    """Other columns in the same doubt."""
    return f"The answer goes for {columns} too."
