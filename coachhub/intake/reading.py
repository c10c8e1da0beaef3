"""From bytes to a Tracker: the one entrance of intake."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import PurePath

from coachhub.analysis.vocabulary import Stage
from coachhub.intake import messages
from coachhub.intake.answers import answer_archived, drop_answered, join_duplicates
from coachhub.intake.assembly import assemble
from coachhub.intake.choices import Choices
from coachhub.intake.corrections import answer_words, correct_rows
from coachhub.intake.decoding import Text, decode
from coachhub.intake.delimited import Grid, read_delimited, sample_rows
from coachhub.intake.explaining import explain_columns, explain_orders, explain_rows, name_order
from coachhub.intake.headerless import name_columns
from coachhub.intake.kinds import ENCRYPTED, OLD_OFFICE, refuse_other_kinds, refuse_other_texts
from coachhub.intake.lexicon import MONTH_FIRST_HEADERS
from coachhub.intake.limits import Refusal
from coachhub.intake.log_reading import assemble_log
from coachhub.intake.questions import ask_all
from coachhub.intake.rescue import is_named, put_header, take_sample
from coachhub.intake.shapes import Shape, find_shape
from coachhub.intake.table import Table, build_table, find_header, has_nameless_header, score_grid
from coachhub.intake.tracker import Explanation, Question, RowCounts, Tracker
from coachhub.intake.workbook import MAGIC, read_workbook

# A sheet with this share of the best score is probably a log as well, of another year for example.
RIVAL = 0.8
UNDECIDED = Choices()


def read_tracker(
    data: bytes,
    *,
    filename: str,
    today: date,
    choices: Choices = UNDECIDED,
    explain: bool = False,
) -> Tracker:
    """Understand a tracker file; never raises on what the file holds.

    `choices` is what a person decided about this file; `explain` adds what a page needs to ask for more.
    `filename` only helps to name the format, the bytes decide. `today` bounds the days: a later day of
    application is a problem. Verdicts: "applications" (at least one), "saved" (rows, but none was applied
    for), "empty" (a header, or nothing at all), "refused" (`reason` says why and what would be accepted).
    """
    try:
        with paused_collector(len(data)):
            return read(data, filename, today, choices, explain=explain)
    except Refusal as refusal:
        return Tracker("refused", str(refusal))
    except Exception:  # a fault of ours must not become a fault of the person who uploads
        return Tracker("refused", messages.UNEXPECTED)


@contextmanager
def paused_collector(size: int) -> Iterator[None]:
    """Without cyclic collection while a large file is read: it would look through every new row again
    and again (a third of the time at 100,000 rows), and reading leaves no cycles behind."""
    pause = size > 1 << 20 and gc.isenabled()
    if pause:
        gc.disable()
    try:
        yield
    finally:
        if pause:
            gc.enable()


def read(
    data: bytes, filename: str, today: date, choices: Choices = UNDECIDED, *, explain: bool = False
) -> Tracker:
    """`read_tracker` that raises Refusal."""
    refuse_other_kinds(data)
    if data.startswith(OLD_OFFICE):
        raise Refusal(messages.ENCRYPTED if ENCRYPTED in data else messages.OLD_WORKBOOK)
    refuse_other_texts(data)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        return Tracker("empty", messages.NOTHING_INSIDE)
    if data.startswith(MAGIC):
        sheets = read_workbook(data)
        sheet, grid = choose_sheet(sheets)
        questions = ask_other_sheets(sheets, sheet)
        offered = (sheet, *questions[0].values) if sheet and questions else ()
        if choices.sheet in offered:
            sheet, grid = choices.sheet, dict(sheets)[choices.sheet]
            questions = ()
        about = Tracker("refused", format="xlsx", sheet=sheet, questions=questions)
        found = read_grid(grid, about, today, choices, explain=explain)
        if explain:
            found = found._replace(explanation=(found.explanation or Explanation())._replace(sheets=offered))
        return found
    text, grid = read_text(data, choices.encoding)
    tab = grid.delimiter == "\t" or PurePath(filename).suffix.casefold() == ".tsv"
    about = Tracker(
        "refused", format="tsv" if tab else "csv", encoding=text.encoding, delimiter=grid.delimiter
    )
    if text.guessed:
        about = about._replace(
            questions=(Question("encoding", "", messages.asks_encoding(text.encoding), text.others),)
        )
    return read_grid(grid, about, today, choices, explain=explain)


def read_text(data: bytes, chosen: str | None = None) -> tuple[Text, Grid]:
    """The decoded text and its rows."""
    text = decode(data, score_text, chosen)
    return text, read_delimited(text.text, score_grid)


def score_text(text: str) -> float:
    """How much the first lines of a text look like a tracker, whatever separates the cells."""
    return max((score_grid(rows) for rows in sample_rows(text)), default=0.0)


def choose_sheet(sheets: list[tuple[str, Grid]]) -> tuple[str | None, Grid]:
    """The sheet whose header looks most like a tracker; among equals the one with more rows."""
    if not sheets:
        return None, Grid([], 1, None)
    return max(sheets, key=lambda sheet: (round(score_grid(sheet[1].rows), 1), len(sheet[1].rows)))


def ask_other_sheets(sheets: list[tuple[str, Grid]], chosen: str | None) -> tuple[Question, ...]:
    """The question about sheets that look as much like a log as the one that is read."""
    scores = {name: score_grid(grid.rows) for name, grid in sheets if len(grid.rows) > 1}
    if chosen not in scores:
        return ()
    rivals = tuple(name for name in scores if name != chosen and scores[name] >= RIVAL * scores[chosen] > 0)
    if not rivals:
        return ()
    return (Question("sheets", "", messages.asks_other_sheets(chosen, ", ".join(rivals)), rivals),)


def read_grid(grid: Grid, about: Tracker, today: date, choices: Choices, *, explain: bool) -> Tracker:
    """The tracker in a grid; `about` already says where the grid comes from."""
    if not any(any(cell.strip() for cell in row) for row in grid.rows):
        return about._replace(verdict="empty", reason=messages.NOTHING_INSIDE)
    at, score = find_header(grid.rows)
    if not score and is_named(choices.fields):
        grid, at = put_header(grid)
    elif not score:
        named = name_columns(grid)
        if named is None:
            about = about._replace(explanation=offer_names(grid, choices) if explain else None)
            reason = messages.NO_COMPANY_OR_ROLE if has_nameless_header(grid.rows) else messages.NO_HEADER
            return about._replace(reason=reason, rows=RowCounts(len(grid.rows), problems=len(grid.rows)))
        grid, at = named, 0
        asked = (*about.questions, Question("no_header", "", messages.ASKS_NO_HEADER, ()))
        about = about._replace(questions=drop_answered(asked, choices))
    if choices.rows:
        grid = correct_rows(grid, at, choices.rows)
    shape = find_shape(build_table(grid, at, choices.fields), choices.shape)
    as_written = shape.table
    table = answer_words(as_written, choices.words)
    about = about._replace(
        mapping=name_mapping(table), explanation=explain_columns(as_written, choices) if explain else None
    )
    filled = table.total - table.blank
    rows = RowCounts(table.total, table.blank, problems=filled)
    if shape.refusal is not None:
        return about._replace(reason=shape.refusal, rows=rows, problems=table.problems)
    if not filled:
        return about._replace(verdict="empty", reason=messages.HEADER_ONLY, rows=rows)
    about = about._replace(questions=(*about.questions, *shape.questions))
    return judge(table, shape, grid, about, today, choices)


def offer_names(grid: Grid, choices: Choices) -> Explanation:
    """The columns of a table that nobody understood, with its first rows."""
    grid, at = put_header(grid)
    told = explain_columns(build_table(grid, at, choices.fields), choices)
    return told._replace(sample=take_sample(grid, at))


def judge(
    table: Table, shape: Shape, grid: Grid, about: Tracker, today: date, choices: Choices
) -> Tracker:
    """The verdict on a table with rows; `grid` has its cells as they were written."""
    table = answer_archived(table, choices.answers)
    if shape.log is None:
        found = assemble(
            table, today, day_first=is_day_first(table), orders=choices.orders, answers=choices.answers
        )
    else:
        found = assemble_log(
            table, shape.log, today, day_first=is_day_first(table), choices=choices, grid=grid
        )
    every = len(found.applications)
    found = found._replace(applications=join_duplicates(found.applications, choices.answers))
    problems = tuple(sorted((*table.problems, *found.problems)))
    if about.explanation is not None:
        shown, waiting = explain_rows(table, found, problems, choices, today)
        orders = explain_orders(table, found.dates, choices)
        about = about._replace(
            explanation=about.explanation._replace(
                orders=orders, rows=shown, open_rows=waiting, order=name_order(table, found.dates)
            )
        )
    saved = sum(1 for application in found.applications if application.stage == Stage.SAVED)
    importable = len(found.applications)
    folded = every - importable + found.folded
    apart = table.total - table.blank - every - found.folded
    rows = RowCounts(table.total, table.blank, importable, importable - saved, saved, apart, folded)
    about = about._replace(rows=rows, problems=problems)
    if not importable:
        return about._replace(reason=messages.NOTHING_IMPORTABLE)
    questions = (
        *about.questions,
        *found.questions,
        *ask_all(table, found.applications, found.decisions, found.dates),
    )
    return about._replace(
        verdict="applications" if importable > saved else "saved",
        reason=None if importable > saved else messages.NEVER_APPLIED,
        questions=drop_answered(questions, choices),
        applications=found.applications,
    )


def is_day_first(table: Table) -> bool:
    """Whether undecided dates are read day first: unless the headers are English."""
    words = {word for column in table.columns for word in column.header.casefold().replace("_", " ").split()}
    return not words & MONTH_FIRST_HEADERS


def name_mapping(table: Table) -> dict[str, str]:
    """{header: field}; a header that occurs again carries its column number."""
    return {name: column.label for name, column in zip(table.names, table.columns, strict=True)}
