"""Sentences about tables that are no log of somebody's own applications, or may be none."""

from coachhub.intake.messages import ACCEPTED

# Candidates of a recruiter.
OTHER_PEOPLE = (
    "This table lists applications of several people, as recruiters and employers keep them. CoachHub "
    f"reads the log that one person keeps of their own search, so nothing was taken from it. {ACCEPTED}"
)
# Invoices, books, contacts, a timetable.
OTHER_TABLE = (
    "By its column names this is a log of something else (invoices, books, contacts, a timetable), and no "
    "row speaks of an application, so nothing was taken from it. If it is a log of applications, add "
    f"columns for the role and the day you applied. {ACCEPTED}"
)
# The header of another table, and cells that nobody can place.
WRONG_HEADER = (
    "The column names do not fit what stands below them: names of files or links stand where the status "
    "or a day should be. Put the right name above each column and try again."
)
# The header of another table, and columns recognised by what they hold.
ASKS_WRONG_HEADER = (
    "The column names do not fit what stands below them, so the columns were recognised by what they hold. "
    "Is the mapping right?"
)


def asks_plain_days(count: int) -> str:
    """A list with days and links, and no word about applying."""
    return (
        f"No column says what the day means. Meanwhile every row counts as applied for on its day "
        f"({count} in all). Did you apply to them, or are they adverts that you collected?"
    )


def asks_people(names: str, count: int) -> str:
    """A column that names several people."""
    return (
        f"This table names several people: {names}. Meanwhile every row counts as one person's "
        f"({count} in all). Applications of somebody else do not belong here; leave out their "
        "rows, or bring a file for each."
    )
