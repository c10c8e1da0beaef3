"""Every sentence of intake that a person reads: why, what was assumed, and what to do."""

ACCEPTED = (
    "CoachHub reads a CSV, TSV or Excel (.xlsx) file with one row per application and a header row, "
    "for example: Company, Role, Date applied, Status."
)
# A workbook with a password.
ENCRYPTED = "This workbook is protected by a password. Save a copy without the password and try again."
# A workbook that does not open.
BROKEN_WORKBOOK = (
    "This workbook cannot be opened; it may be damaged. Open it in a spreadsheet, save it again as "
    ".xlsx or CSV, and try again."
)
# NUL characters in a text.
CONTAINS_NUL = f"This file holds characters that no table has, so it is probably not a text file. {ACCEPTED}"
# A zip bomb, or something like it.
INFLATES_TOO_FAR = (
    "This workbook unpacks to far more than a tracker needs. Copy the sheet into a new workbook, or "
    "save it as CSV, and try again."
)
# No cell at all.
NOTHING_INSIDE = f"The file is empty. {ACCEPTED}"
# A recognised header without rows.
HEADER_ONLY = "The header is fine, but there is no row below it. Add a row per application and try again."
# No row of column names was found.
NO_HEADER = f"No row with column names was found. {ACCEPTED}"
# Neither company nor role.
NO_COMPANY_OR_ROLE = f"No column says which company or which role a row is about. {ACCEPTED}"
# Companies and roles, but no sign that somebody applied.
LIST_OF_POSTINGS = (
    "This looks like a list of jobs or companies, not a log of applications: no column says when you "
    f"applied or how it went. {ACCEPTED}"
)
# An e-mail log without senders and labels.
ONE_ROW_PER_MAIL = (
    "This table has one row per e-mail, but no column says which company wrote or what it said. Add a "
    f"column Company or Sender and one for the kind of e-mail, and try again. {ACCEPTED}"
)
# A contact list.
PEOPLE_NOT_APPLICATIONS = f"This is a list of people, not of applications. {ACCEPTED}"
# Rows, but every one of them has a problem that stops it.
NOTHING_IMPORTABLE = f"No row could be read; the problems below say why. {ACCEPTED}"
# Saved rows only.
NEVER_APPLIED = "These are saved jobs; none of them says that it was applied for."
# A fault of ours; the person must still get an answer.
UNEXPECTED = f"This file could not be read. Save it again as CSV (UTF-8) and try once more. {ACCEPTED}"
# A row without both names.
NO_COMPANY_NOR_ROLE = "This row names neither a company nor a role, so it was left out. Add one of them."
# A row with a role only.
NO_COMPANY = "This row names no company. It is kept; add the company when you know it."
# A quotation mark that is never closed.
OPEN_QUOTE = "A quotation mark opens in this row and never closes. Close it; until then the row is left out."
# A text that is no date.
UNREAD_DATE = "This is not a date that can be read, so it was left empty. Write it like 2026-03-24."
# A day after today.
DATE_AHEAD = "This day has not come yet, so it was left empty. Check the year and the order of day and month."
# A day before 1990.
DATE_LONG_AGO = "This day is before 1990, so it was left empty. Check the year."
# A move dated before the application.
BEFORE_APPLICATION = "This day is before the day of the application, so it was not used. Check both."
# An end dated before a stage.
ENDS_BEFORE_STAGE = (
    "The end is dated before a stage of the same application, so its day was not used. Check both."
)
# A contradiction between two columns.
REJECTED_BUT_NEVER_APPLIED = (
    "One column says that this was never applied for, another that it ended. It is kept as saved. "
    "Correct one of them."
)
# A status of the posting.
ASKS_POSTING_STATUS = (
    "This column seems to say whether the job advert is still open, not how your application went, so"
    " it was not used. Is that right?"
)
# Only a date of adding.
ASKS_ADDED_DATES = (
    "This column says when the row was added, not when you applied, so the applications have no date."
    " Is it the day you applied?"
)
# Columns recognised by their values only.
ASKS_NO_HEADER = (
    "The file has no column names; the columns were recognised by what they hold. Is the mapping right?"
)
# Saved rows only, in a sheet that has no day of application.
ASKS_POSTINGS = (
    "Nothing here says that you applied, so these may be job adverts that a program collected. "
    "Are they jobs you want to keep?"
)
# Rows with days and statuses about something else.
OTHER_LOG = (
    "No status in this table is about an application, so it seems to be a log of something else. "
    "If it is your search, add columns for company and role and try again."
)


def wrong_kind(kind: str) -> str:
    """The bytes are another kind of file."""
    return f"This is {kind}, not a table. {ACCEPTED}"


def too_many_bytes(limit: int) -> str:
    """Over the byte limit."""
    return (
        f"This file is larger than {limit // (1024 * 1024)} MB. Leave out attachments and pictures, or "
        "split it, and try again."
    )


def too_many_rows(limit: int) -> str:
    """Over the row limit."""
    return f"This table has more than {limit:,} rows. Split it into smaller files and try again."


def too_many_columns(limit: int) -> str:
    """Over the column limit."""
    return (
        f"This table has more than {limit} columns. Delete the columns that say nothing about the "
        "application and try again."
    )


def too_long_cell(limit: int, row: int) -> str:
    """One cell over the length limit."""
    return (
        f"A cell in row {row} is longer than {limit:,} characters. Shorten it (or close its quotation "
        "mark) and try again."
    )


def too_many_parts(limit: int) -> str:
    """Over the zip entry limit."""
    return (
        f"This workbook has more than {limit} parts inside. Copy the sheet into a new workbook and try again."
    )


def mostly_ragged(short: int, total: int) -> str:
    """Most rows lack cells."""
    return (
        f"{short} of {total} rows have fewer cells than the header, so nobody can say which cell is which."
        " Give every row the columns of the header and try again."
    )


def too_many_cells(found: int, expected: int) -> str:
    """More filled cells than headers."""
    return (
        f"This row has {found} cells, the header has {expected}: a separator inside a cell moved the "
        "others. Put that cell in quotation marks; until then the row is left out."
    )


def too_few_cells(found: int, expected: int) -> str:
    """Fewer cells than headers."""
    return f"This row has {found} cells, the header has {expected}. The missing cells were read as empty."


def two_dates(read: str) -> str:
    """Two dates in a cell."""
    return f"This cell holds two dates; the first was taken ({read}). Check it."


def date_without_year(read: str) -> str:
    """A year read from the neighbours."""
    return f"This date has no year; it was read as {read}, like its neighbours. Check it."


def two_endings(kept: str) -> str:
    """Two columns disagree about the outcome."""
    return f'Two columns disagree about how this ended; "{kept}" was kept. Correct one of them.'


def asks_guess(month: str, days: int, guess: str) -> str:
    """A day that its month does not have, and a guess at the slip."""
    return f"{month} has {days} days. Was it {guess}?"


def asks_other_day(guess: str) -> str:
    """A day that cannot be, and a guess at the slip."""
    return f"This day has not come yet or is long ago. Was it {guess}?"


def asks_day_order(example: str, day_first: str, month_first: str, used: str) -> str:
    """Nothing in the column decides the order of day and month."""
    return (
        f"Is {example} the {day_first} or the {month_first}? Nothing in this column decides it; it was "
        f"read as the {used}."
    )


def asks_mixed_order(used: str) -> str:
    """Day-first and month-first values in one column."""
    return (
        "Some dates here can only be day-first, others only month-first. The undecided ones were read "
        f"{used}. Are they right?"
    )


def asks_status(words: str, sent: int, saved: int) -> str:
    """Unknown status words, and how many rows with nothing else count as what meanwhile."""
    meanwhile = " and ".join(
        [f"{sent} {'row with them counts' if sent == 1 else 'rows with them count'} as applied for"]
        * (sent > 0)
        + [f"{saved} {'row with them is' if saved == 1 else 'rows with them are'} kept as saved"]
        * (saved > 0)
    )
    told = f"Until you say so, {meanwhile}, and" if meanwhile else "Until you say so,"
    return f"What do these words mean: {words}? {told} no interview and no ending is read from them."


def asks_unclear_status(words: str) -> str:
    """Words with two meanings."""
    return (
        f"What do these words say here: {words}? They can mean several things, so rows with a date stay "
        "open, and rows without one count as saved and never applied for."
    )


def asks_stage_texts(stage: str, words: str) -> str:
    """Free texts in a stage column."""
    return f"These texts were read as reaching the stage {stage}: {words}. Is that right?"


def asks_default_filled(count: int) -> str:
    """A stage date that a program filled in."""
    return (
        f"All {count} rows have the same day here, so a program probably filled it in. It was not used; "
        "did these stages happen?"
    )


def asks_missing_days(count: int, read: str) -> str:
    """Dates of month precision."""
    return (
        f"Dates here without a day, {count} in all, were read as the first of the month ({read}). "
        "Do you know the days?"
    )


def asks_unknown_stages(count: int) -> str:
    """Rejections that do not say how far they got."""
    return (
        f"Applications that ended without saying how far they got: {count}. Which came after a conversation?"
    )


def asks_archived(count: int) -> str:
    """Archived rows."""
    return (
        f"Archived rows: {count}. That does not say how they ended, so they stay open; were any of them "
        "rejected?"
    )


def asks_duplicates(rows: str) -> str:
    """Rows that are the same application."""
    return f"These rows look like the same application: {rows}. Are they?"


def asks_undated(count: int) -> str:
    """Rows without date and status in a sheet of applications."""
    return (
        f"Rows with neither a date nor a status: {count}. They count as applied for, without a date. Is that "
        "right?"
    )


def asks_encoding(encoding: str) -> str:
    """The file was not UTF-8."""
    return f"The file is not in UTF-8; it was read as {encoding}. Are all letters with accents right?"


def asks_other_sheets(chosen: str, others: str) -> str:
    """Several sheets look like logs."""
    return f'Only the sheet "{chosen}" was read. These look like logs as well: {others}. Import them too?'


def asks_undated_saved(count: int) -> str:
    """Rows without date whose status does not say that they were applied for."""
    return (
        f"Rows without a date whose status does not say they were applied for: {count}. "
        "They are kept as saved; did you apply?"
    )
