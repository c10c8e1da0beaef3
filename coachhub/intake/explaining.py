"""What a page needs to let a person correct a reading: columns, wordings, both readings of dates, rows."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from coachhub.intake import messages
from coachhub.intake.assembly import Assembled
from coachhub.intake.choices import KEPT, ORDERS, Choices, name_field, name_meaning, word_key
from coachhub.intake.corrections import WORDED_FIELDS
from coachhub.intake.date_forms import Written, read_form
from coachhub.intake.date_questions import find_doubts
from coachhub.intake.dates import DateColumn, build, reads_both_ways
from coachhub.intake.guesses import guess_day, write_like
from coachhub.intake.moments import LEFT_EMPTY
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.texts import pick
from coachhub.intake.tracker import (
    ColumnUse,
    DateOrder,
    Explanation,
    OrderReading,
    Problem,
    RowToCheck,
    Tracker,
    Wording,
)

# Nobody corrects more rows than this in a page; the others follow when these are done.
MOST_ROWS = 50
MOST_WORDINGS = 80
LONGEST_SHOWN = 80
NEIGHBOURS = 10
SHOWN_OTHERWISE = ("day_order", "status", "unclear_status")
"""Questions that are asked with what is in Explanation.orders and Explanation.wordings."""
SURE_NUANCES = ("", "archived", "unread")


def explain_columns(table: Table, choices: Choices) -> Explanation:
    """The columns and the wordings of a table as it was written."""
    columns = tuple(
        ColumnUse(
            name,
            next(iter(table.distinct[column.at]), "")[:LONGEST_SHOWN],
            name_field(column),
            name in choices.fields,
        )
        for name, column in zip(table.names, table.columns, strict=True)
    )
    wordings = [
        wording
        for column in table.columns
        if column.field in WORDED_FIELDS
        for wording in _list_wordings(table, column.at, choices)
    ]
    # What was not understood comes first, then what most rows say.
    wordings.sort(key=lambda wording: (wording.clear, -wording.rows))
    return Explanation(columns, tuple(wordings[:MOST_WORDINGS]))


def _list_wordings(table: Table, at: int, choices: Choices) -> list[Wording]:
    """Every wording of one column with what it means."""
    counted: Counter[str] = Counter()
    first: dict[str, str] = {}
    for text, rows in Counter(table.texts[at]).items():
        if text:
            key = word_key(text)
            counted[key] += rows
            first.setdefault(key, text)
    found = []
    for key, text in first.items():
        status = read_status(text)
        natural = name_meaning(status)
        meaning = choices.words.get(key, natural)
        clear = status.known and status.nuance in SURE_NUANCES
        found.append(
            Wording(
                table.names[at],
                text[:LONGEST_SHOWN],
                key,
                meaning,
                natural,
                clear,
                key in choices.words,
                counted[key],
            )
        )
    return found


def explain_orders(table: Table, dates: dict[int, DateColumn], choices: Choices) -> tuple[DateOrder, ...]:
    """The columns of dates to ask about, which may be read both ways, and those that somebody has decided."""
    found = []
    asked = [at for at, _ in find_doubts(table, dates)]
    for at in [*asked, *(at for at in dates if at not in asked and table.names[at] in choices.orders)]:
        column = dates[at]
        forms = {text: form for text in table.distinct[at] if (form := read_form(text)) is not None}
        open_texts = {text for text, form in forms.items() if reads_both_ways(form)}
        if not open_texts:
            continue
        example = next(text for text in forms if text in open_texts)
        readings = tuple(_read_order(order, forms, example) for order in ORDERS)
        used = column.order if column.order in ORDERS else column.assumed
        rows = sum(1 for text in table.texts[at] if text in open_texts)
        said = table.names[at] in choices.orders
        found.append(DateOrder(table.names[at], example, rows, readings, used, said))
    return tuple(found)


def name_order(table: Table, dates: dict[int, DateColumn]) -> str:
    """The order in which the days of application are read; "" where words or years first leave no doubt."""
    applied = (column for column in table.columns if column.field == "applied_on" and column.at in dates)
    for column in applied:
        if any((form := read_form(text)) and form.pair for text in table.distinct[column.at]):
            order = dates[column.at].order
            return order if order in ORDERS else ""
    return ""


def _read_order(order: str, forms: dict[str, Written], example: str) -> OrderReading:
    """What an order makes of the example, and the longest pause between two days of the column."""
    days = {
        day
        for form in forms.values()
        if (day := form.day or (form.pair and form.year and build(form.pair, form.year, order)))
    }
    gaps = [(later - earlier).days for earlier, later in pairwise(sorted(days))]
    form = forms[example]
    day = build(form.pair, form.year, order) if form.pair else form.day
    return OrderReading(order, day or date.min, max(gaps, default=0))


def explain_rows(
    table: Table, found: Assembled, problems: Sequence[Problem], choices: Choices, today: date
) -> tuple[tuple[RowToCheck, ...], int]:
    """(the first rows that wait for somebody, how many rows wait)."""
    nameless = {problem.row for problem in problems if problem.message == messages.NO_COMPANY_NOR_ROLE}
    waiting = [
        problem
        for problem in problems
        if KEPT not in (choices.rows.get(problem.row) or ())
        # What else is wrong with a row that is left out matters when it has a name.
        and (problem.row not in nameless or problem.message == messages.NO_COMPANY_NOR_ROLE)
    ]
    shown = waiting[:MOST_ROWS]
    wanted = {problem.row for problem in shown}
    places = {number: place for place, number in enumerate(table.numbers) if number in wanted}
    companies, roles = pick(table, "company"), pick(table, "role_title")
    applied = {a.row: a.applied_on for a in found.applications if a.row in wanted}
    rows = []
    for problem in shown:
        place = places.get(problem.row)
        at = _find_column(table, problem, place)
        message, suggestion = problem.message, None
        if at is not None and place is not None and at in found.dates and message in LEFT_EMPTY:
            dates = found.dates[at]
            guess = guess_day(table.texts[at][place], dates.order, _find_near(table, dates, at, place), today)
            if guess is not None:
                suggestion, message = guess
        rows.append(
            RowToCheck(
                problem.row,
                "" if at is None else table.names[at],
                "" if at is None else name_field(table.columns[at]),
                problem.value if at is not None and table.columns[at].field != "company" else "",
                message,
                suggestion,
                "" if at is None or place is None else write_like(table.texts[at][place], suggestion),
                "" if place is None else companies[place][:LONGEST_SHOWN],
                "" if place is None else roles[place][:LONGEST_SHOWN],
                applied.get(problem.row),
            )
        )
    return tuple(rows), len({problem.row for problem in waiting})


def _find_column(table: Table, problem: Problem, place: int | None) -> int | None:
    """The column whose cell a correction would change."""
    if place is None:
        return None
    if problem.message in (messages.NO_COMPANY, messages.NO_COMPANY_NOR_ROLE):
        return next((c.at for c in table.columns if c.field == "company"), None)
    if not problem.column:
        return None
    named = [c.at for c in table.columns if c.header == problem.column]
    return next((at for at in named if table.texts[at][place][:LONGEST_SHOWN] == problem.value), None)


def _find_near(table: Table, dates: DateColumn, at: int, place: int) -> date | None:
    """The day of the closest row above or below that has one in this column."""
    texts = table.texts[at]
    for distance in range(1, NEIGHBOURS + 1):
        for other in (place - distance, place + distance):
            if 0 <= other < len(texts):
                reading = dates.read(texts[other], other)
                if reading.day is not None:
                    return reading.day
    return None


def count_questions(tracker: Tracker) -> int:
    """How many questions wait: an order of dates, words that were not understood, and each other one."""
    told = tracker.explanation
    if told is None:
        return 0
    orders = sum(1 for one in told.orders if not one.said)
    words = any(not (one.clear or one.said) for one in told.wordings)
    others = sum(1 for one in tracker.questions if one.kind not in SHOWN_OTHERWISE)
    return orders + words + others
