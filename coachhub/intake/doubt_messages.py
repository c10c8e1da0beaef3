"""Sentences about columns that speak against each other, and what may have been filled in by a program."""


def asks_held(count: int) -> str:
    """Not applied for, and yet with a day of application."""
    return (
        f"Rows that say they were not applied for, and have a day of application: {count}. They are kept as "
        "saved; did you apply?"
    )


def asks_disagree(count: int) -> str:
    """One column says that it ended, another that it goes on or ended otherwise."""
    return (
        f"Rows in which two columns disagree about how it went: {count}. The furthest stage and "
        "the more final ending were kept. Is that right?"
    )


def asks_column(column: str, *, used: bool) -> str:
    """A header that leaves open what the column is about."""
    if used:
        return f'"{column}" was read as how far it got or how it ended. Is that what this column says?'
    return (
        f'"{column}" was not used: most of its cells say something else than how far it got or how it ended. '
        "Is that right?"
    )


def asks_same_day(column: str) -> str:
    """A stage on one day in each of a few rows."""
    return (
        f'Every row has the same day under "{column}", or the day of the application. It was read as '
        "reached; did it take place, or did a program fill the day in?"
    )


def asks_stated_no(count: int, *, ended: bool) -> str:
    """A "no" in a column of a stage, in a table without statuses."""
    if ended:
        return (
            f'Rows that say "no" here, where others are empty: {count}. They were read as rejected before '
            "this stage. Is that right?"
        )
    return f'Rows that say "no" here: {count}. They stay open; did any of them end before this stage?'
