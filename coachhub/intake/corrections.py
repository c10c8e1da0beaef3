"""Decided rows and words put into the table before it is read, as if the file had said so."""

from collections.abc import Mapping

from coachhub.intake.choices import MEANINGS, word_key
from coachhub.intake.columns import name_columns
from coachhub.intake.delimited import Grid
from coachhub.intake.statuses import LONGEST_STATUS
from coachhub.intake.table import Table

WORDED_FIELDS = ("status", "outcome", "rejection_stage", "moved_from")


def correct_rows(grid: Grid, at: int, rows: Mapping[int, Mapping[str, str] | None]) -> Grid:
    """The grid with corrected cells; rows that are left out are blank. `at` is the header's index."""
    header = list(grid.rows[at])
    while header and not header[-1].strip():
        header.pop()
    places = {name: place for place, name in enumerate(name_columns(header))}
    body = list(grid.rows)
    left_out = set()
    for row, cells in rows.items():
        index = row - grid.first_row
        if not at < index < len(body):
            continue
        if cells is None:
            body[index] = []
            left_out.add(row)
            continue
        known = {places[name]: value for name, value in cells.items() if name in places}
        if known:
            changed = list(body[index])
            changed += [""] * (max(known) + 1 - len(changed))
            for place, value in known.items():
                changed[place] = value
            body[index] = changed
    problems = tuple(problem for problem in grid.problems if problem.row not in left_out)
    return grid._replace(rows=body, problems=problems)


def answer_words(table: Table, words: Mapping[str, str]) -> Table:
    """The table with decided wordings replaced by words of the lexicon that say the same."""
    if not words:
        return table
    texts, distinct = list(table.texts), list(table.distinct)
    for column in table.columns:
        if column.field not in WORDED_FIELDS:
            continue
        said = {
            text: MEANINGS[words[key]]
            for text in table.distinct[column.at]
            if len(text) <= LONGEST_STATUS and (key := word_key(text)) in words
        }
        if said:
            texts[column.at] = [said.get(text, text) for text in table.texts[column.at]]
            distinct[column.at] = tuple(dict.fromkeys(said.get(t, t) for t in table.distinct[column.at]))
    return table._replace(texts=tuple(texts), distinct=tuple(distinct))
