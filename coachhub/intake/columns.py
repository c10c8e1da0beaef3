"""Which column serves which field, when headers compete or their cells contradict them."""

import re
from collections.abc import Callable, Mapping, Sequence

from coachhub.intake.choices import make_column
from coachhub.intake.date_forms import read_form
from coachhub.intake.headers import Column, classify_header
from coachhub.intake.lexicon import FLAG_WORDS, HEADERS, POSTING_WORDS
from coachhub.intake.log_words import LOG_HEADERS
from coachhub.intake.statuses import read_status
from coachhub.intake.words import fold, fold_header

# Fields of which a table has one column; all others may come several times.
SINGLE = frozenset(
    [
        "company",
        "role_title",
        "url",
        "location",
        "channel",
        "referred_by",
        "salary",
        "applied_on",
        "date",
        "saved_on",
        "closed_on",
        "status_on",
        "updated_on",
        "rejection_stage",
        "archived",
        "open_flag",
        "history",
    ]
)

# Columns whose cells are words of a small vocabulary; with more different texts than this they are notes,
# and looking each text up would take minutes in a large file.
WORDED = frozenset(
    ["status", "outcome", "stage", "outcome_flag", "applied_flag", "open_flag", "archived", "rejection_stage"]
)
MOST_WORDS = 300
# So large a share of known statuses is no chance in a column whose header says nothing.
MOSTLY = 0.6
TELEPHONE = re.compile(r"(?!\d{1,2}-\d{1,2}-\d{2,4}$)[+(0][\d ()-]+")
# Where somebody lives or how far something got.
PLACE_NAME = re.compile(r"state|estado")
HEADER_RANKS = {header: rank for rank, header in enumerate(HEADERS)}


def name_columns(header: Sequence[str]) -> list[str]:
    """A name for every column; a header that occurs again carries its column number."""
    names: dict[str, None] = {}
    for index, cell in enumerate(header):
        name = cell.strip() or f"(column {index + 1})"
        if name in names:
            name = f"{name} (column {index + 1})"
        while name in names:
            name += "*"
        names[name] = None
    return list(names)


def resolve_columns(
    header: Sequence[str], cells: Sequence[Sequence[str]], chosen: Mapping[str, str]
) -> list[Column]:
    """One Column per header cell; `cells` are the distinct cleaned texts of each column.

    What somebody has `chosen` for a column's name holds. Of two columns for one field the strong one is
    used, then the filled one, then the left one; the other is ignored. Columns with a weak claim must have
    cells that agree with it.
    """
    columns = []
    decided = set()
    for index, (name, key) in enumerate(zip(header, name_columns(header), strict=True)):
        shown = name.strip() or f"(column {index + 1})"
        if key in chosen:
            decided.add(index)
            columns.append(check_words_few(make_column(index, shown, chosen[key]), cells[index]))
            continue
        column = classify_header(name) or Column(-1, name, "ignored", False)
        columns.append(check_cells_agree(column._replace(at=index, header=shown), cells[index]))
    sent = [column for column in columns if column.field in ("applied_on", "applied_flag", "date")]
    if len(sent) == 1 and sent[0].field == "applied_on" and sent[0].at not in decided:
        # Ticks under "Applied on", and no other column that could hold the day.
        texts = cells[sent[0].at]
        if texts and all(map(is_tick, texts[:MOST_WORDS])):
            columns[sent[0].at] = sent[0]._replace(field="applied_flag")
    for field in SINGLE:
        rivals = [column for column in columns if column.field == field]
        # The more usual header, wherever it stands: moving a column changes nothing.
        rivals.sort(
            key=lambda c: (c.at not in decided, not c.strong, not cells[c.at], rank_header(c.header), c.at)
        )
        for loser in rivals[1:]:
            columns[loser.at] = loser._replace(field="ignored")
    return settle_dates_and_names(columns, cells)


def rank_header(header: str) -> tuple[int, str]:
    """How far down a header stands in the lexicon's lists, which begin with the usual ones."""
    name = fold_header(header)
    return (HEADER_RANKS.get(name, len(HEADER_RANKS)), name)


def settle_dates_and_names(columns: list[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """A plain "date" is the applied date when no column says so by name; a spare name is the role."""
    columns = find_unnamed_status(columns, cells)
    fields = {column.field for column in columns}
    if "role_title" not in fields:
        # "Name" beside a company is the name of the job.
        spare = next((c for c in columns if c.field == "ignored" and is_spare_name(c)), None)
        columns = [c._replace(field="role_title") if c is spare else c for c in columns]
    if "date" in fields:
        use = "ignored" if "applied_on" in fields else "applied_on"
        columns = [column._replace(field=use) if column.field == "date" else column for column in columns]
    return columns


def find_unnamed_status(columns: list[Column], cells: Sequence[Sequence[str]]) -> list[Column]:
    """Where no column is said to hold statuses, the one whose cells mostly are some is read as one.

    Only a header that names nothing, or remarks, can be: whoever reads the table asks about it.
    """
    if any(c.field in WORDED for c in columns):
        return columns
    for column in columns:
        texts = cells[column.at]
        if not (0 < len(texts) <= MOST_WORDS) or not (
            column.field in ("ignored", "notes") and is_open(column.header)
        ):
            continue
        # One status for all rows tells nothing apart, and "Apply by mail" is a remark.
        if share(texts, tells_status) >= MOSTLY and len(set(map(read_status, texts))) > 1:
            return [c._replace(field="status", strong=False) if c is column else c for c in columns]
    return columns


def is_open(header: str) -> bool:
    """Whether a header leaves open what its cells are: one that nobody knows, or one of remarks."""
    named = classify_header(header)
    if named is not None:
        return named.field == "notes"
    return fold(header) not in LOG_HEADERS["event"]


def tells_status(cell: str) -> bool:
    """Whether the cell is a word for what became of an application, not only "open" or "yes"."""
    status = read_status(cell)
    return status.known and (status.stage is not None or status.outcome is not None or status.hold)


def is_spare_name(column: Column) -> bool:
    """Whether a header could name a company, only another column named it better."""
    named = classify_header(column.header)
    return named is not None and named.field == "company" and not named.strong


def check_cells_agree(column: Column, cells: Sequence[str]) -> Column:
    """The column, or an ignored one when its cells contradict a weak or doubtful header."""
    if not cells:
        return column
    column = check_words_few(column, cells)
    if column.field == "stage" and share(cells, is_telephone) > 0.5:
        return column._replace(field="personal", stage=None)
    if column.field == "stage" and not column.strong and share(cells, is_mark) < 0.5:
        return column._replace(field="personal", stage=None)
    if column.field == "status" and PLACE_NAME.fullmatch(fold(column.header)) and all(map(is_code, cells)):
        return column._replace(field="ignored")
    if column.field == "applied_flag" and share(cells, is_date) > 0.5:
        return column._replace(field="applied_on")
    if column.field == "applied_flag" and share(cells, is_mark) < 0.5:
        return column._replace(field="ignored")
    if column.field == "outcome_flag" and share(cells, is_mark) < 0.5:
        return column._replace(field="ignored", outcome=None)
    if column.field == "open_flag" and share(cells, is_mark) < 0.8:
        return column._replace(field="ignored")
    if column.field == "referred_by" and share(cells, is_url) > 0.5:
        return column._replace(field="ignored")
    if column.field in ("status", "outcome"):
        if not column.strong and share(cells, lambda cell: read_status(cell).known) < 0.5:
            return column._replace(field="ignored")
        if (
            len(cells) > 1
            and names_no_application(column)
            and all(fold(cell) in POSTING_WORDS for cell in cells)
        ):
            return column._replace(field="posting")
    return column


def check_words_few(column: Column, cells: Sequence[str]) -> Column:
    """The column, or notes when its cells are texts and not words of a small vocabulary."""
    if column.field in WORDED and sum(1 for cell in cells if not is_date(cell)) > MOST_WORDS:
        return column._replace(field="notes", stage=None, outcome=None)
    return column


def names_no_application(column: Column) -> bool:
    """Whether the header leaves open whose status it is: "Status", not "Application Status"."""
    return len(fold_header(column.header).split()) == 1


def share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    """The share of the distinct cells (at most 200 of them) that pass a test."""
    sample = cells[:200]
    return sum(1 for cell in sample if test(cell)) / len(sample)


def is_date(cell: str) -> bool:
    """Whether the cell writes a date."""
    return read_form(cell) is not None


def is_mark(cell: str) -> bool:
    """Whether the cell is a flag, a date or a short status: what a stage column holds."""
    return (
        fold(cell) in FLAG_WORDS
        or cell in FLAG_WORDS
        or is_date(cell)
        or (len(cell) <= 24 and read_status(cell).known)
    )


def is_tick(cell: str) -> bool:
    """Whether the cell is a flag and no number: a count of one is no tick."""
    return not cell.isdigit() and (fold(cell) in FLAG_WORDS or cell in FLAG_WORDS)


def is_code(cell: str) -> bool:
    """Whether the cell is the code of a place: MA, NSW."""
    return 2 <= len(cell) <= 3 and cell.isalpha() and cell.isupper() and not read_status(cell).known


def is_telephone(cell: str) -> bool:
    """Whether the cell is a telephone number, which read as a count would be a day."""
    return TELEPHONE.fullmatch(cell) is not None and sum(map(str.isdigit, cell)) >= 7


def is_url(cell: str) -> bool:
    """Whether the cell is an address."""
    return "://" in cell or cell.startswith("www.")
