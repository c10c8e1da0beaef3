"""The tripwire: in tests and development, reading an owned table without a practice condition raises.

It watches every statement that reaches the database, also those that a person wrote as text.
"""

import re
from typing import Any, Final

from sqlalchemy import Alias, BindParameter, Column, Connection, Engine, Table, event
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.dml import Delete, Update
from sqlalchemy.sql.elements import BinaryExpression, ClauseElement, TextClause
from sqlalchemy.sql.selectable import CompoundSelect, Select

from coachhub.models.base import is_owned, owned_tables

SYSTEM_OPTION: Final = "coachhub_system"
"""An execution option that names the listed sweep which may see every practice."""

READING = (Select, CompoundSelect, Update, Delete)


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
    if isinstance(statement, READING) and not options.get(SYSTEM_OPTION):
        unscoped = find_unscoped(statement)
        if unscoped:
            raise UnscopedQueryError(f"{', '.join(sorted(unscoped))} read without a practice: {statement}")


def find_unscoped(statement: ClauseElement) -> set[str]:
    """The owned tables (or aliases) that no condition ties to a practice."""
    seen: set[str] = set()
    tied: set[str] = set()
    links: list[tuple[str, str]] = []
    for element in visitors.iterate(statement):
        if isinstance(element, Alias) and isinstance(element.element, Table):
            if is_owned(element.element):
                seen.add(str(element.name))
        elif isinstance(element, Table) and is_owned(element):
            seen.add(str(element.name))
        elif isinstance(element, BinaryExpression) and element.operator in (operators.eq, operators.in_op):
            left, right = owner_of(element.left), owner_of(element.right)
            if left and right:
                links.append((left, right))
            elif left and (isinstance(element.right, BindParameter) or element.operator is operators.in_op):
                tied.add(left)
    # A table joined to a tied one by its practice is tied as well.
    for _ in links:
        for left, right in links:
            if left in tied or right in tied:
                tied |= {left, right}
    return seen - tied - aliased_only(statement)


def aliased_only(statement: ClauseElement) -> set[str]:
    """Tables that occur in the statement only under another name: visiting an alias visits its table too."""
    bare: set[str] = set()
    aliased: set[str] = set()
    for element in visitors.iterate(statement):
        if isinstance(element, Alias) and isinstance(element.element, Table):
            aliased.add(str(element.element.name))
        elif isinstance(element, Column) and isinstance(element.table, Table):
            bare.add(str(element.table.name))
    return aliased - bare


def owner_of(element: Any) -> str | None:
    """The table or alias whose practice_id `element` is, if it is one."""
    if getattr(element, "key", None) == "practice_id" and getattr(element, "table", None) is not None:
        return str(element.table.name)
    return None


def watch_text(
    _connection: Connection, _cursor: Any, statement: str, _params: Any, context: Any, _executemany: bool
) -> None:
    """Raise when a statement written as text names an owned table and no practice."""
    compiled = getattr(context, "compiled", None)
    if compiled is not None and not isinstance(compiled.statement, TextClause):
        return
    if context is not None and context.execution_options.get(SYSTEM_OPTION):
        return
    if not re.match(r"\s*(SELECT|WITH|UPDATE|DELETE)\b", statement, re.IGNORECASE):
        return
    if re.search(r"\bpractice_id\s*=\s*([?:%$]|CAST)", statement):
        return
    for table in owned_tables():
        if re.search(rf"\b(FROM|JOIN|UPDATE)\s+{table.name}\b", statement, re.IGNORECASE):
            raise UnscopedQueryError(f"{table.name} read without a practice: {statement}")
