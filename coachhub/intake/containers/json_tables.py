"""Records of a JSON document as rows: lists of objects, one object per line, API answers, Trello boards."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from coachhub.intake import file_messages, messages
from coachhub.intake.containers.trello import is_board, read_board
from coachhub.intake.grids import Grid, check_cells
from coachhub.intake.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Refusal
from coachhub.intake.table import score_grid
from coachhub.intake.tracker import Problem, Question

DEEPEST: Final = 60
MOST_OPENED: Final = 600_000
MOST_VALUES: Final = 4_000_000
BRACKETS: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]')
OBJECT_LINE: Final = re.compile(r"\s*\{.*\}\s*,?\s*$")
PLACES_DEEP: Final = 3
# An object that only says what kind of value it holds, as the programs of Notion and others answer.
SHOWN: Final = ("plain_text", "name", "start", "content", "value", "email", "url", "text", "title")
BESIDE: Final = frozenset(["id", "color", "end", "time_zone", "href", "annotations", "link", *SHOWN])
WRAPPERS: Final = ("fields", "properties", "attributes")


class Records(NamedTuple):
    """The lists of records in a document, by their place in it, and what has to be asked."""

    sheets: list[tuple[str, Grid]]
    questions: tuple[Question, ...] = ()


def read_json(text: str) -> Records | None:
    """The records of a document; None when the text is no JSON at all. Refusal when it has no records."""
    refuse_deep(text)
    try:
        document = json.loads(text, parse_constant=str)
    except (ValueError, RecursionError):
        return read_lines(text)
    if is_board(document):
        return Records([("board", read_board(document))], ask_names())
    sheets = []
    for place, records in find_records(document, ""):
        grid = make_grid(records)
        if grid.rows:
            sheets.append((place or "records", grid))
    if not sheets:
        raise Refusal(file_messages.JSON_WITHOUT_RECORDS)
    if not any(score_grid(grid.rows[:1]) for _, grid in sheets) and isinstance(document, Mapping):
        raise Refusal(file_messages.JSON_WITHOUT_RECORDS)
    return Records(sheets)


def refuse_deep(text: str) -> None:
    """Refusal of what would take the parser too much memory or depth, found without parsing it."""
    if text.count("{") + text.count("[") < DEEPEST:
        return
    if text.count(",") > MOST_VALUES:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    depth = opened = 0
    for match in BRACKETS.finditer(text):
        mark = match[0]
        if mark in "[{":
            depth += 1
            opened += 1
            if depth > DEEPEST or opened > MOST_OPENED:
                raise Refusal(file_messages.JSON_TOO_DEEP)
        elif mark in "]}":
            depth -= 1


def ask_names() -> tuple[Question, ...]:
    """The question whether cards were taken apart rightly."""
    return (Question("card_names", "", file_messages.tells_trello_names(), ()),)


def read_lines(text: str) -> Records | None:
    """One object per line; a line that is none becomes a row with a problem."""
    if text.count("\n") > 2 * MAX_ROWS:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    lines = text.splitlines()
    filled = [line for line in lines if line.strip()]
    if not filled or sum(1 for line in filled if OBJECT_LINE.match(line)) * 2 < len(filled):
        return None
    if len(lines) > MAX_ROWS:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    records: list[Mapping[str, Any] | None] = []
    for line in lines:
        try:
            found = json.loads(line.strip().rstrip(","), parse_constant=str)
        except (ValueError, RecursionError):
            found = None
        records.append(found if isinstance(found, dict) else None)
    grid = make_grid([record or {} for record in records])
    if not grid.rows:
        raise Refusal(file_messages.JSON_WITHOUT_RECORDS)
    broken = [
        Problem(grid.first_row + 1 + at, "", line.strip()[:80], file_messages.BROKEN_RECORD)
        for at, (line, record) in enumerate(zip(lines, records, strict=True))
        if record is None and line.strip()
    ]
    for problem in broken:
        grid.rows[problem.row - grid.first_row] = []
    return Records([("records", grid._replace(problems=tuple(broken)))])


def find_records(value: Any, place: str, depth: int = 0) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """(where it stands, records) of each list of objects; objects by their keys are one too."""
    if isinstance(value, list):
        records = [entry for entry in value if isinstance(entry, Mapping)]
        if records and len(records) * 2 >= len(value):
            yield place, records
        return
    if not isinstance(value, Mapping) or depth > PLACES_DEEP:
        return
    inner = list(value.values())
    if len(inner) >= 2 and all(isinstance(entry, Mapping) for entry in inner):
        yield place, inner
        return
    found = False
    for key, entry in list(value.items())[:MAX_COLUMNS]:
        if isinstance(entry, list | Mapping):
            for one in find_records(entry, f"{place}.{key}" if place else str(key), depth + 1):
                found = True
                yield one
    if not found and depth == 0 and value:
        yield place, [value]


def make_grid(records: Sequence[Mapping[str, Any]]) -> Grid:
    """One row per record below a header of all their keys; nested objects are opened one level."""
    if len(records) > MAX_ROWS:
        raise Refusal(messages.too_many_rows(MAX_ROWS))
    places: dict[str, int] = {}
    rows: list[list[str]] = []
    for record in records:
        row: dict[int, str] = {}
        for key, text in flatten(record):
            if key not in places:
                if len(places) >= MAX_COLUMNS:
                    raise Refusal(messages.too_many_columns(MAX_COLUMNS))
                places[key] = len(places)
            row[places[key]] = text
        rows.append([row.get(at, "") for at in range(len(places))] if row else [])
    header = list(places)
    rows = [row + [""] * (len(header) - len(row)) if row else row for row in rows]
    # The header has number 0, so that the first record is row 1.
    grid = Grid([header, *rows], 0, None) if header else Grid([], 0, None)
    check_cells(grid.rows, 0)
    return grid


def flatten(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(column, text) of a record; what only wraps the values is taken off."""
    for key, value in record.items():
        if key in WRAPPERS and isinstance(value, Mapping):
            for name, inner in value.items():
                yield str(name), write_value(inner)
        elif isinstance(value, Mapping) and not is_wrapped(value):
            for name, inner in value.items():
                yield f"{key}.{name}", write_value(inner)
        else:
            yield str(key), write_value(value)


def is_wrapped(value: Mapping[str, Any]) -> bool:
    """Whether an object is one value with its kind: {"type": "status", "status": {"name": "Applied"}}."""
    kind = value.get("type")
    if isinstance(kind, str) and kind in value:
        return True
    return set(value) <= BESIDE and any(key in value for key in SHOWN)


def write_value(value: Any, depth: int = 0) -> str:
    """A JSON value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else ""
    if isinstance(value, Mapping) and depth < 4:
        kind = value.get("type")
        if isinstance(kind, str) and kind in value:
            return write_value(value[kind], depth + 1)
        shown = next((value[key] for key in SHOWN if key in value), None)
        if is_wrapped(value):
            return write_value(shown, depth + 1)
    if (
        isinstance(value, list)
        and depth < 4
        and all(not isinstance(v, Mapping) or is_wrapped(v) for v in value)
    ):
        return "; ".join(filter(None, (write_value(entry, depth + 1) for entry in value[:200])))[:MAX_CELL]
    return json.dumps(value, ensure_ascii=False)[:MAX_CELL]
