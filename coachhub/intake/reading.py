"""From bytes to a Tracker: the one entrance of intake."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from coachhub.analysis.vocabulary import Stage
from coachhub.intake import messages, other_messages
from coachhub.intake.answers import answer_archived, drop_answered, join_duplicates
from coachhub.intake.assembly import assemble
from coachhub.intake.bots import read_bots
from coachhub.intake.choices import Choices
from coachhub.intake.containers.opening import open_file
from coachhub.intake.corrections import answer_words, correct_rows
from coachhub.intake.explaining import explain_columns, explain_orders, explain_rows, name_order
from coachhub.intake.grids import Grid
from coachhub.intake.headerless import name_columns
from coachhub.intake.kinds import BLANK, refuse_other_kinds
from coachhub.intake.languages import is_day_first
from coachhub.intake.layout import Layout
from coachhub.intake.limits import Refusal
from coachhub.intake.log_reading import assemble_log
from coachhub.intake.other_tables import contradicts_header, settle_days
from coachhub.intake.own_format import PRODUCT
from coachhub.intake.own_reading import join_own, read_own
from coachhub.intake.products import find_product, read_words
from coachhub.intake.questions import ask_all
from coachhub.intake.rescue import is_named, put_header, take_sample
from coachhub.intake.shapes import Shape, find_shape
from coachhub.intake.sheets import Chosen, choose_sheet
from coachhub.intake.table import Table, build_table, has_nameless_header
from coachhub.intake.title_years import find_years
from coachhub.intake.tracker import Explanation, Question, RowCounts, Tracker, name_row

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
    if not data.strip(BLANK):
        return Tracker("empty", messages.NOTHING_INSIDE)
    opened = open_file(data, filename, choices.encoding)
    own = read_own(opened.sheets, choices)
    if own is None:
        chosen = choose_sheet(opened.sheets, choices.sheet)
    else:
        chosen, choices = Chosen(Layout(own.rest, own.at, 1.0), own.sheet), own.choices
    about = Tracker(
        "refused",
        format=opened.format,
        product=None if own is None else PRODUCT,
        encoding=opened.encoding,
        delimiter=chosen.layout.grid.delimiter,
        sheet=chosen.name or None,
        questions=drop_answered((*opened.questions, *chosen.questions), choices),
        parts=chosen.layout.grid.parts,
    )
    found = read_grid(chosen.layout, about, today, choices, explain=explain)
    if explain:
        told = found.explanation or Explanation()
        told = told._replace(sheets=chosen.offered, encodings=opened.encodings)
        if found.parts:
            rows = tuple(row._replace(shown=name_row(row.row, found.parts)) for row in told.rows)
            told = told._replace(rows=rows)
        found = found._replace(explanation=told)
    return found if own is None else join_own(own, found)


def read_grid(layout: Layout, about: Tracker, today: date, choices: Choices, *, explain: bool) -> Tracker:
    """The tracker in a grid; `about` already says where the grid comes from."""
    grid, at, score = layout.grid, layout.at, layout.score
    if not any(any(cell.strip() for cell in row) for row in grid.rows):
        return about._replace(verdict="empty", reason=messages.NOTHING_INSIDE)
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
    built = build_table(grid, at, choices.fields)
    if contradicts_header(built):
        named = name_columns(
            grid._replace(rows=grid.rows[at + 1 :], first_row=grid.first_row + at + 1, links={}, gaps={})
        )
        if named is None and not is_named(choices.fields):
            filled = built.total - built.blank
            about = about._replace(explanation=explain_columns(built, choices) if explain else None)
            return about._replace(
                reason=other_messages.WRONG_HEADER, rows=RowCounts(built.total, built.blank, problems=filled)
            )
        if named is not None:
            grid, at, built = named, 0, build_table(named, 0, choices.fields)
            asked = (*about.questions, Question("wrong_header", "", other_messages.ASKS_WRONG_HEADER, ()))
            about = about._replace(questions=drop_answered(asked, choices))
    built = settle_days(built, choices.fields, choices.answers)
    shape = find_shape(built, choices.shape, named=is_named(choices.fields))
    as_written = shape.table
    product = find_product(as_written.names)
    choices = replace(choices, words={**read_words(product), **choices.words})
    table = read_bots(answer_words(as_written, choices.words))
    about = about._replace(
        product=about.product or (product.name if product else None),
        mapping=name_mapping(table),
        explanation=explain_columns(as_written, choices) if explain else None,
    )
    filled = table.total - table.blank
    rows = RowCounts(table.total, table.blank, problems=filled)
    if shape.refusal is not None:
        return about._replace(reason=shape.refusal, rows=rows, problems=table.problems)
    if not filled:
        return about._replace(verdict="empty", reason=messages.HEADER_ONLY, rows=rows)
    about = about._replace(questions=(*about.questions, *shape.questions))
    table = table._replace(years=find_years(grid, at, about.sheet))
    return judge(table, shape, grid, about, today, choices)


def offer_names(grid: Grid, choices: Choices) -> Explanation:
    """The columns of a table that nobody understood, with its first rows."""
    grid, at = put_header(grid)
    told = explain_columns(build_table(grid, at, choices.fields), choices)
    return told._replace(sample=take_sample(grid, at))


def judge(table: Table, shape: Shape, grid: Grid, about: Tracker, today: date, choices: Choices) -> Tracker:
    """The verdict on a table with rows; `grid` has its cells as they were written."""
    table = answer_archived(table, choices.answers)
    day_first = is_day_first(table, grid.delimiter)
    if shape.log is None:
        found = assemble(table, today, day_first=day_first, orders=choices.orders, answers=choices.answers)
    else:
        found = assemble_log(table, shape.log, today, day_first=day_first, choices=choices, grid=grid)
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


def name_mapping(table: Table) -> dict[str, str]:
    """{header: field}; a header that occurs again carries its column number."""
    return {name: column.label for name, column in zip(table.names, table.columns, strict=True)}
