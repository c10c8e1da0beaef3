"""Sentences about the file itself: what kind it is, what was opened, what was left unread."""

from coachhub.intake.messages import ACCEPTED

# An .xls or .ods workbook, or one with macros, that does not open.
BROKEN_OLD_WORKBOOK = (
    "This workbook cannot be opened. Open it in a spreadsheet, save it as Excel workbook (.xlsx) or CSV, and "
    "try again."
)
# A Word document or a presentation, old or new.
OFFICE_DOCUMENT = (
    "This is a text document or a presentation, not a table. Copy its table into a spreadsheet, save that as "
    ".xlsx or CSV, and try again."
)
# An Apple Numbers document.
NUMBERS_DOCUMENT = (
    "This is a Numbers document. In Numbers choose File, Export To, Excel or CSV, and bring that file."
)
# An OLE file that is no workbook.
OLD_OFFICE_FILE = (
    "This is an old Office file, but no workbook with cells. Save the table as .xlsx or CSV and try again."
)
# A zip without any table.
NO_TABLE_INSIDE = (
    "This archive holds no table that can be read. Unpack it and choose the CSV or Excel file inside; in a "
    'LinkedIn export that is "Job Applications.csv" in the folder "Jobs".'
)
# An archive in an archive.
NESTED_ARCHIVE = "There is an archive inside this archive. Unpack it once and bring the file inside."
# Names that point outside, or links.
UNSAFE_ARCHIVE = (
    "This archive holds entries that point outside of it, so it was not opened. Unpack it yourself and "
    "choose the table inside."
)
# A zip container that does not open.
BROKEN_ARCHIVE = (
    "This archive cannot be opened; it may be damaged. Pack it once more, or bring the table itself."
)
# A zip with a password.
ENCRYPTED_ARCHIVE = "This archive is protected by a password. Unpack it and choose the table inside."
# Definitions of entities in a workbook.
ENTITIES_INSIDE = (
    "This workbook holds definitions that no spreadsheet writes, so it was not opened. Copy the sheet into a "
    "new workbook, save that, and try again."
)
# JSON, but no list of records.
JSON_WITHOUT_RECORDS = (
    "This JSON file holds no list of applications. CoachHub reads a list of records with company, role, date "
    f"and status, or the export of a Trello board. {ACCEPTED}"
)
# JSON that is nested deeper than any export.
JSON_TOO_DEEP = "This JSON file is nested far deeper than an export of applications. Bring it as CSV instead."
# A web page without a fitting table.
PAGE_WITHOUT_TABLE = (
    "This is a web page without a table of applications. Copy the table into a spreadsheet, save it as CSV, "
    "and try again."
)
# A short row whose cells stand under other columns' names.
MOVED_CELLS = (
    "Cells are missing in this row, and the others stand in wrong columns, so it was left out. Give it the "
    "columns of the header."
)
# The same, where the other cells showed what is missing.
CELLS_MOVED_BACK = (
    "A cell is missing in this row; the others were moved to where they belong. What could not be told was "
    "left empty. Check it."
)
# A line of a file with one record per line.
BROKEN_RECORD = "This line is no complete JSON record, so it was left out."
# Reading took too long or too much memory.
TOO_MUCH_WORK = (
    "This file takes far more time or memory to read than a tracker needs, so reading it was stopped. Copy "
    "the rows into a new sheet, save it as CSV, and try again."
)
# A row of another table in the same sheet.
OTHER_TABLE = "This row belongs to another table below the applications, so it was left out."
# A line of sums or remarks.
SUMMARY_LINE = "This line sums up or comments the table and is no application, so it was left out."
# A formula that was never calculated.
EMPTY_FORMULA = (
    "The formula in this cell has no result in the file, so the cell was read as empty. Open the file in a "
    "spreadsheet, save it, and bring it again, or write the value."
)
# #REF! and its like.
BROKEN_FORMULA = "The formula in this cell ends in an error, so the cell was read as empty. Write the value."


def asks_hidden_rows(count: int) -> str:
    """Rows that a filter or a person has hidden."""
    return f"Hidden rows in the sheet: {count}. They were read like all others; should they count?"


def asks_hidden_sheet(name: str) -> str:
    """The log stands on a sheet that nobody sees."""
    return f'The sheet "{name}" is hidden in the workbook. It was read; is it the right one?'


def tells_together(names: str) -> str:
    """Several sheets or files that are one log."""
    return f"These were read together as one list: {names}. Are they all this search?"


def asks_other_tables(names: str) -> str:
    """Tables in the same sheet that were not read."""
    return (
        f"Another table in the same sheet was not read; its columns are: {names}. Does it belong to the log?"
    )


def asks_joined_cells(joined: str) -> str:
    """A row that a separator inside a cell had moved."""
    return f'A separator inside a cell had moved this row; it was read with "{joined}" as one cell. Check it.'


def tells_trello_names() -> str:
    """Cards of a board name company and role in one text."""
    return "Company and role were taken from the names of the cards. Are they the right way round?"


def tells_limit(limit: int, what: str) -> str:
    """More parts than are looked at."""
    return f"Only the first {limit} {what} of this file were looked at."
