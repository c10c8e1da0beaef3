"""What only a person can decide, asked once per column and not once per row."""

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

from coachhub.analysis.vocabulary import Stage
from coachhub.intake import doubt_messages, messages, other_messages
from coachhub.intake.column_doubts import ask_columns
from coachhub.intake.date_questions import ask_dates
from coachhub.intake.dates import DateColumn
from coachhub.intake.decisions import Decision
from coachhub.intake.defaults import find_same_days
from coachhub.intake.doubts_told import COUNTED_AS_SENT
from coachhub.intake.log_words import UNRELATED
from coachhub.intake.other_tables import find_persons, has_plain_days_only
from coachhub.intake.stage_cells import read_mark
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.tracker import Question, TrackerApplication
from coachhub.intake.words import fold

# More examples than this do not help anybody to decide.
SHOWN = 12


def ask_all(
    table: Table,
    applications: tuple[TrackerApplication, ...],
    decisions: list[Decision],
    dates: dict[int, DateColumn],
) -> list[Question]:
    """Every question about a table that was read, the most consequential first."""
    questions = [*ask_statuses(table, decisions), *ask_dates(table, dates), *ask_stage_texts(table)]
    fields = {column.field for column in table.columns}
    questions += [
        Question("posting_status", c.header, messages.ASKS_POSTING_STATUS, table.distinct[c.at][:SHOWN])
        for c in table.columns
        if c.field == "posting"
    ]
    questions += [
        Question("default_filled", c.header, messages.asks_default_filled(len(table.numbers)), ())
        for c in table.columns
        if c.field == "default_filled"
    ]
    if (
        "saved_on" in fields
        and "applied_on" not in fields
        and any(a.stage > Stage.SAVED for a in applications)
    ):
        header = next(c.header for c in table.columns if c.field == "saved_on")
        questions.append(Question("added_dates", header, messages.ASKS_ADDED_DATES, ()))
    unknown = sum(1 for a in applications if not a.stage_known)
    if unknown:
        questions.append(Question("unknown_stages", "", messages.asks_unknown_stages(unknown), ()))
    undated = sum(1 for decision in decisions if decision.undated and decision.stage > Stage.SAVED)
    if undated:
        questions.append(Question("undated", "", messages.asks_undated(undated), ()))
    unsure = sum(1 for decision in decisions if decision.undated and decision.stage == Stage.SAVED)
    if unsure:
        questions.append(Question("undated_saved", "", messages.asks_undated_saved(unsure), ()))
    questions += [*ask_contradictions(table, decisions), *ask_columns(table)]
    archived = count_archived(table)
    if archived:
        questions.append(Question("archived", "", messages.asks_archived(archived), ()))
    if "applied_on" not in fields and all(application.stage == Stage.SAVED for application in applications):
        questions.append(Question("postings", "", messages.ASKS_POSTINGS, ()))
    elif has_plain_days_only(table):
        message = other_messages.asks_plain_days(len(applications))
        questions.append(Question("postings", "", message, (COUNTED_AS_SENT,)))
    persons = find_persons(table, "people")
    if persons and len(persons) * 2 <= len(table.numbers):
        message = other_messages.asks_people(quote(persons), len(applications))
        questions.append(Question("people", "", message, persons[:SHOWN]))
    return questions + ask_duplicates(applications)


def ask_contradictions(table: Table, decisions: list[Decision]) -> list[Question]:
    """Columns against each other: not applied but dated, ended but in progress, "no" beside blanks."""
    questions = []
    for doubt, ask in (("held", doubt_messages.asks_held), ("disagree", doubt_messages.asks_disagree)):
        rows = [n for n, one in zip(table.numbers, decisions, strict=False) if one.doubt == doubt]
        if rows:
            questions.append(Question(doubt, "", ask(len(rows)), tuple(map(str, rows[:SHOWN]))))
    questions += [
        Question("same_day", column.header, doubt_messages.asks_same_day(column.header), ())
        for column in find_same_days(table)
    ]
    if any(column.field in ("status", "outcome") for column in table.columns):
        return questions
    for column in table.columns:
        stated = {t for t in table.distinct[column.at] if column.stage is not None and read_mark(t).stated}
        if stated:
            count = sum(text in stated for text in table.texts[column.at])
            ended = not all(table.texts[column.at])
            message = doubt_messages.asks_stated_no(count, ended=ended)
            questions.append(Question("stated_no", column.header, message, tuple(stated)))
    return questions


def ask_statuses(table: Table, decisions: list[Decision]) -> list[Question]:
    """Words that were not understood, and words that can mean several things."""
    questions = []
    mails = any(column.field == "mail" for column in table.columns)
    for column in table.columns:
        if column.field not in ("status", "outcome", "rejection_stage", "moved_from"):
            continue
        texts = [text for text in table.distinct[column.at] if not (mails and fold(text) in UNRELATED)]
        unknown = tuple(text[:80] for text in texts if not read_status(text).known)
        unclear = tuple(
            text[:80] for text in texts if read_status(text).nuance in ("open", "ended", "ended_at")
        )
        if unknown:
            counted = count_meanwhile(
                table, column.at, {t for t in texts if not read_status(t).known}, decisions
            )
            message = messages.asks_status(quote(unknown), *counted)
            questions.append(Question("status", column.header, message, unknown[:SHOWN], counted))
        if unclear:
            message = messages.asks_unclear_status(quote(unclear))
            counted = count_meanwhile(table, column.at, set(texts).intersection(unclear), decisions)
            questions.append(Question("unclear_status", column.header, message, unclear[:SHOWN], counted))
    return questions


def count_meanwhile(table: Table, at: int, unknown: set[str], decisions: list[Decision]) -> tuple[int, int]:
    """How many rows with one of these texts count as applied for, and as saved."""
    if len(decisions) != len(table.numbers):
        return 0, 0
    stages = [one.stage for text, one in zip(table.texts[at], decisions, strict=True) if text in unknown]
    saved = stages.count(Stage.SAVED)
    return len(stages) - saved, saved


def ask_stage_texts(table: Table) -> list[Question]:
    """Free texts that were read as "reached"."""
    questions = []
    for column in table.columns:
        if column.stage is None or not column.strong:
            continue
        texts = tuple(text[:80] for text in table.distinct[column.at] if read_mark(text).free_text)
        if texts:
            message = messages.asks_stage_texts(column.stage.word, quote(texts))
            questions.append(Question("stage_texts", column.header, message, texts[:SHOWN]))
    return questions


def count_archived(table: Table) -> int:
    """Rows that a status or a flag calls archived."""
    count = 0
    for column in table.columns:
        if column.field == "archived":
            count += sum(1 for text in table.texts[column.at] if text and read_mark(text).reached)
        elif column.field == "status":
            words = {t for t in table.distinct[column.at] if read_status(t).nuance == "archived"}
            count += sum(1 for text in table.texts[column.at] if text in words) if words else 0
    return count


def ask_duplicates(applications: tuple[TrackerApplication, ...]) -> list[Question]:
    """Rows of the file with one company, role, address and day of application."""
    keys = list(map(attrgetter("company", "role_title", "url", "applied_on"), applications))
    if len(set(keys)) == len(keys):
        return []
    groups: dict[object, list[int]] = {
        key: [] for key, count in Counter(keys).items() if count > 1 and key[1]
    }
    for application, key in zip(applications, keys, strict=True):
        if key in groups:
            groups[key].append(application.row)
    shown = tuple(" + ".join(map(str, rows)) for rows in groups.values())[:SHOWN]
    return [Question("duplicates", "", messages.asks_duplicates(", ".join(shown)), shown)] if shown else []


def quote(texts: Iterable[str]) -> str:
    """Up to a dozen texts in quotation marks, with commas."""
    return ", ".join(f'"{text}"' for text in list(texts)[:SHOWN])
