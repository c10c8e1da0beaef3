"""The tripwire: in tests and development, reading an owned table without a practice condition raises.

It watches every statement that reaches the database, also those that a person wrote as text. Each SELECT is
looked at on its own: a condition counts only when it holds for every row that this very SELECT reads.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnClause, Connection, Engine, Table, event
from sqlalchemy.sql import operators
from sqlalchemy.sql.dml import Delete, Insert, Update
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, ClauseElement, Grouping, TextClause
from sqlalchemy.sql.selectable import (
    CTE,
    AliasedReturnsRows,
    CompoundSelect,
    FromGrouping,
    Join,
    Select,
    Subquery,
    TextualSelect,
)

from coachhub.models.base import is_owned, owned_tables

SYSTEM_OPTION: Final = "coachhub_system"
"""An execution option that names the listed sweep which may see every practice."""

MANY_SHAPES: Final = 5000
"""So many kinds of statements are remembered; the product has some hundreds."""
_passed: set[Any] = set()
"""The kinds of statements that were looked at and tied to a practice, whatever their values."""

BLOCKS = (Select, CompoundSelect, Update, Delete, Insert)
Link = tuple[str, str]


class UnscopedQueryError(AssertionError):
    """A statement that reads owned rows without saying whose."""


def install_tripwire(engine: Engine) -> None:
    """Watch every statement of `engine` from now on."""
    event.listen(engine, "before_execute", watch_expression)
    event.listen(engine, "before_cursor_execute", watch_text)


def watch_expression(
    _connection: Connection, statement: Any, _many: Any, _params: Any, options: dict[str, Any]
) -> None:
    """Raise when an expression reads an owned table without a condition on its practice."""
    if not isinstance(statement, BLOCKS) or options.get(SYSTEM_OPTION):
        return
    # SQLAlchemy's key of a statement is all of it but the values: what passed once passes with others.
    shape = statement._generate_cache_key()
    if shape is not None and shape.key in _passed:
        return
    unscoped = find_unscoped(statement)
    if unscoped:
        raise UnscopedQueryError(f"{', '.join(sorted(unscoped))} read without a practice: {statement}")
    if shape is not None:
        if len(_passed) >= MANY_SHAPES:
            _passed.clear()
        _passed.add(shape.key)


def find_unscoped(statement: ClauseElement, around: frozenset[str] = frozenset()) -> set[str]:
    """The owned tables (or aliases) that no condition ties to a practice; `around` names the outer ones."""
    if isinstance(statement, Insert):
        return find_unscoped(statement.select) if statement.select is not None else set()
    if isinstance(statement, CompoundSelect):
        return set().union(*(find_unscoped(one, around) for one in statement.selects))
    sources: dict[str, bool] = {}
    tied: set[str] = set(around)
    links: list[Link] = []
    found: set[str] = set()
    if isinstance(statement, Select):
        for part in statement.get_final_froms():
            found |= read_source(part, sources, tied, links)
        # What the SELECT around this one reads is only referred to here.
        inner = {name: owned for name, owned in sources.items() if name not in around} or sources
        tied -= set(inner) & around
    else:
        inner = sources
        sources.update((str(part.name), is_owned(part)) for part in tables_of(statement))
    if isinstance(statement, Select | Update | Delete) and statement.whereclause is not None:
        read_condition(statement.whereclause, tied, links)
    spread(tied, links)
    found |= {name for name, owned in inner.items() if owned} - tied
    for nested in nested_blocks(statement):
        found |= find_unscoped(nested, frozenset(tied & set(sources)) | around)
    return found | texts_with_owned(statement)


def read_source(part: Any, sources: dict[str, bool], tied: set[str], links: list[Link]) -> set[str]:
    """Note what one part of FROM reads; returns what a SELECT inside it reads without a practice."""
    if isinstance(part, Join):
        found = read_source(part.left, sources, tied, links)
        before = set(sources)
        found |= read_source(part.right, sources, tied, links)
        if part.onclause is not None:
            only = set(sources) - before if part.isouter or part.full else None
            read_condition(part.onclause, tied, links, only=only)
        return found
    inside = part
    while isinstance(inside, AliasedReturnsRows | FromGrouping):
        inside = inside.element
    if isinstance(inside, Table):
        sources[str(getattr(part, "name", inside.name))] = is_owned(inside)
    elif isinstance(inside, TextualSelect | TextClause):
        return owned_names(str(inside))
    elif isinstance(inside, BLOCKS):
        return find_unscoped(inside)
    return set()


def read_condition(clause: Any, tied: set[str], links: list[Link], *, only: set[str] | None = None) -> None:
    """Note the equalities of practices that hold for every row; with `only`, for those tables alone."""
    if isinstance(clause, Grouping):
        read_condition(clause.element, tied, links, only=only)
    elif isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
        for part in clause.clauses:
            read_condition(part, tied, links, only=only)
    elif isinstance(clause, BinaryExpression) and clause.operator in (operators.eq, operators.in_op):
        left, right = owner_of(clause.left), owner_of(clause.right)
        for one, other, value in ((left, right, clause.right), (right, left, clause.left)):
            if one is None or (only is not None and one not in only):
                continue
            if other is not None:
                links.append((one, other))
            elif isinstance(value, BindParameter):
                tied.add(one)


def spread(tied: set[str], links: list[Link]) -> None:
    """Tie every table whose practice equals that of a tied one."""
    for _ in links:
        tied |= {one for one, other in links if other in tied}


def owner_of(element: Any) -> str | None:
    """The table or alias whose practice `element` is, if it is one."""
    table = getattr(element, "table", None)
    if table is None:
        return None
    name = str(getattr(table, "name", ""))
    key = getattr(element, "key", None)
    return name if key == "practice_id" or (key == "id" and name == "practices") else None


def walk(statement: ClauseElement) -> Iterator[Any]:
    """All parts of a statement down to the SELECTs inside it, which are yielded but not entered."""
    waiting = list(statement.get_children())
    while waiting:
        part = waiting.pop()
        yield part
        if not isinstance(part, (*BLOCKS, Subquery, CTE)):
            waiting.extend(part.get_children())


def nested_blocks(statement: ClauseElement) -> list[Any]:
    """The SELECTs in conditions and columns of a statement, which may refer to what it reads."""
    return [part for part in walk(statement) if isinstance(part, BLOCKS)]


def tables_of(statement: ClauseElement) -> set[Any]:
    """The tables that an UPDATE or DELETE names."""
    named = {part.table for part in walk(statement) if isinstance(part, ColumnClause)}
    return {part for part in named | {getattr(statement, "table", None)} if isinstance(part, Table)}


def texts_with_owned(statement: ClauseElement) -> set[str]:
    """The owned tables that a piece of text inside an expression names."""
    pieces = [part for part in walk(statement) if isinstance(part, TextClause)]
    written = [part.text for part in pieces]
    written += [part.name for part in walk(statement) if isinstance(part, ColumnClause) and part.is_literal]
    return {name for text in written for name in owned_names(text)}


def owned_names(text: str) -> set[str]:
    """The owned tables whose names occur in a text as whole words."""
    return {table.name for table in owned_tables() if re.search(rf"\b{table.name}\b", text, re.IGNORECASE)}


def watch_text(
    _connection: Connection, _cursor: Any, statement: str, _params: Any, context: Any, _executemany: bool
) -> None:
    """Raise when a statement written as text names an owned table and no practice."""
    compiled = getattr(context, "compiled", None)
    if compiled is not None and not isinstance(compiled.statement, TextClause | TextualSelect):
        return
    if context is not None and context.execution_options.get(SYSTEM_OPTION):
        return
    bare = re.sub(r"/\*.*?\*/|--[^\n]*", " ", statement, flags=re.DOTALL)
    if not re.match(r"[\s(]*(SELECT|WITH|UPDATE|DELETE|TABLE)\b", bare, re.IGNORECASE):
        return
    if re.search(r"\bpractice_id\s*=\s*([?:%$]|CAST)", bare):
        return
    unscoped = owned_names(bare)
    if unscoped:
        raise UnscopedQueryError(f"{', '.join(sorted(unscoped))} read without a practice: {statement}")
