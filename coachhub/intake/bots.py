"""Logs of programs that apply: only what was truly sent is an application."""

from coachhub.intake.choices import PHRASES
from coachhub.intake.headers import Column
from coachhub.intake.log_words import PROGRAMS
from coachhub.intake.statuses import read_status
from coachhub.intake.table import Table
from coachhub.intake.words import fold, fold_header


def read_bots(table: Table) -> Table:
    """The table in which a program's "failed" means "not sent", and its "success" that it was.

    A program's "failed" is no word of an employer. Tables that people write stay as they are.
    """
    names = {fold_header(column.header) for column in table.columns}
    if not names & PROGRAMS["headers"]:
        return table
    texts, distinct = list(table.texts), list(table.distinct)
    columns: list[Column] = []
    for column in table.columns:
        flag = fold_header(column.header) in PROGRAMS["flags"] and column.field == "ignored"
        columns.append(column._replace(field="applied_flag") if flag else column)
        if column.field not in ("status", "outcome"):
            continue
        said = {text: told for text in table.distinct[column.at] if (told := translate(text)) != text}
        if said:
            texts[column.at] = [said.get(text, text) for text in table.texts[column.at]]
            distinct[column.at] = tuple(dict.fromkeys(said.get(t, t) for t in table.distinct[column.at]))
    return table._replace(columns=tuple(columns), texts=tuple(texts), distinct=tuple(distinct))


def translate(text: str) -> str:
    """A program's word as the lexicon says it; other texts as they are."""
    word = fold(text)
    if word in PROGRAMS["sent"]:
        return PHRASES["applied"]
    if word in PROGRAMS["not_sent"] and not read_status(text).hold:
        return PHRASES["saved"]
    return text
