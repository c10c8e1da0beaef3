"""What has to be asked about days: their order once per file, missing days and strange ways of counting
once per column."""

from typing import Final

from coachhub.intake import date_messages, messages
from coachhub.intake.date_forms import read_form
from coachhub.intake.date_orders import BOTH
from coachhub.intake.dates import DateColumn, build
from coachhub.intake.table import Table
from coachhub.intake.tracker import Question

SHOWN: Final = 12
MIXED: Final = "mixed"


def find_doubts(table: Table, dates: dict[int, DateColumn]) -> list[tuple[int, tuple[int, ...]]]:
    """(column to ask about, others that its answer settles): all that nothing decides share one question.

    Asked is about the days of application, or about the column with most such days. A column in which days
    stand in both orders is asked about by itself.
    """
    fields = {column.at: column.field for column in table.columns}
    open_columns = [at for at, column in dates.items() if column.undecided and column.order != MIXED]
    open_columns.sort(key=lambda at: (fields.get(at) != "applied_on", -len(dates[at].undecided), at))
    doubts = [(open_columns[0], tuple(open_columns[1:]))] if open_columns else []
    return doubts + [(at, ()) for at, column in dates.items() if column.undecided and column.order == MIXED]


def ask_dates(table: Table, dates: dict[int, DateColumn]) -> list[Question]:
    """The order of day and month where nothing decides it, dates without a day, days that were counted."""
    questions = []
    for at, others in find_doubts(table, dates):
        column = dates[at]
        text = column.undecided[0]
        form = read_form(text)
        if form is None or form.pair is None:
            continue
        if column.order == MIXED:
            message = messages.asks_mixed_order(column.assumed)
        else:
            first, second = (say_day(form.pair, form.year, order) for order in BOTH)
            used = say_day(form.pair, form.year, column.order)
            message = messages.asks_day_order(text, first, second, used)
        if others:
            names = ", ".join(f'"{table.columns[other].header}"' for other in others)
            message = f"{message} {date_messages.tells_shared_order(names)}"
        questions.append(Question("day_order", table.columns[at].header, message, column.undecided[:SHOWN]))
    for at, column in dates.items():
        questions += ask_column(table.columns[at].header, column)
    return questions


def say_day(pair: tuple[int, int], year: int | None, order: str) -> str:
    """The day that two numbers mean in an order; without its year, if the cell has none."""
    day = build(pair, year, order)
    return str(day)[0 if year else 5 :]


def ask_column(header: str, column: DateColumn) -> list[Question]:
    """What was assumed about every date of one kind in a column."""
    questions = []
    for note, kind in (("month", "missing_days"), ("counted", "counted_days"), ("year_first", "year_first")):
        texts = tuple(text for text, reading in column.readings.items() if reading.note == note)
        if not texts:
            continue
        read = str(column.readings[texts[0]].day)
        if note == "month":
            message = messages.asks_missing_days(len(texts), read)
        elif note == "counted":
            message = date_messages.tells_counted_days(len(texts), texts[0], read)
        else:
            message = date_messages.asks_year_first(len(texts), texts[0], read)
        questions.append(Question(kind, header, message, texts[:SHOWN]))
    return questions
