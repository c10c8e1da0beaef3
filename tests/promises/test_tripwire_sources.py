"""No face reaches rows, and every query says whose rows it reads: shown by reading the source."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from coachhub.models import owned_tables
from coachhub.models.base import Base, is_owned
from tests.support.tree import ROOT, Source, assert_none, dotted, plant, python_sources

FACES = ("coachhub/web", "dashboards", "coachhub/access")
OWNED = {mapper.class_.__name__ for mapper in Base.registry.mappers if is_owned(mapper.local_table)}  # type: ignore[arg-type]
TABLES = {table.name for table in owned_tables()}
SAYS_WHOSE = ("visible(", "invites(", "scope.practice_id", "in_practice")
# Reads that are whole sweeps, or belong to identity, which comes before any scope.
LEFT_OUT = (
    "coachhub/services/identity/",
    "coachhub/services/outbox.py",
    "coachhub/services/focuses/beginning.py",
)


def reaching_faces(root: Path) -> Iterator[str]:
    """Sessions, statements and texts in a face."""
    for source in python_sources(root, *FACES):
        for node in ast.walk(source.tree):
            name = dotted(node) if isinstance(node, ast.Attribute) else ""
            if name.endswith((".session.execute", ".session.scalars", ".engine", ".session.get")) or (
                name.startswith("db.session")
            ):
                yield f"{source.at(node)} {name}"
            called = dotted(node.func) if isinstance(node, ast.Call) else ""
            if called in ("select", "text", "sqlalchemy.text", "sqlalchemy.select"):
                yield f"{source.at(node)} {called}()"


def unscoped_reads(root: Path) -> Iterator[str]:
    """Functions of queries and services that read an owned model and do not say whose rows they mean."""
    for source in python_sources(root, "coachhub/queries", "coachhub/services"):
        if source.name.startswith(LEFT_OUT):
            continue
        for function in ast.walk(source.tree):
            if isinstance(function, ast.FunctionDef) and selects_owned(function):
                whole = ast.get_source_segment(source.text, function) or ""
                if not any(words in whole for words in SAYS_WHOSE):
                    yield f"{source.at(function)} {function.name}"


def selects_owned(function: ast.FunctionDef) -> bool:
    """Whether the function builds a statement over an owned model."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and dotted(node.func) in (
            "select",
            "update",
            "delete",
            "db.session.get",
        ):
            named = {part.id for one in node.args for part in ast.walk(one) if isinstance(part, ast.Name)}
            if named & OWNED:
                return True
    return False


def unscoped_texts(root: Path) -> Iterator[str]:
    """Statements written as text that name an owned table and do not bind the practice."""
    for source in python_sources(root, "coachhub", "dashboards"):
        if source.name.startswith("coachhub/models/"):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value.split()
                if "FROM" in words and set(words) & TABLES and "practice_id = :practice" not in node.value:
                    yield source.at(node)


def imports_identity(root: Path) -> Iterator[str]:
    """Modules outside identity that import the tables of who somebody is."""
    for source in python_sources(root, "coachhub/queries", "coachhub/services", "coachhub/jobs"):
        if source.name.startswith("coachhub/services/identity/"):
            continue
        yield from (f"{source.name} {name}" for name in imported_models(source) & {"Session", "Token"})


def imported_models(source: Source) -> set[str]:
    return {
        alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "coachhub.models"
        for alias in node.names
    }


@pytest.mark.parametrize(
    "text",
    [
        "db.session.execute(1)\n",
        "from x import extensions\nextensions.db.session.scalars(1)\n",
        "rows = select(1)\n",
        "rows = text('SELECT 1')\n",
        "db.session\n",
    ],
)
@pytest.mark.parametrize("face", FACES)
def test_a_face_that_reaches_rows_is_caught(tmp_path: Path, face: str, text: str) -> None:
    assert list(reaching_faces(plant(tmp_path, {f"{face}/planted.py": text})))


def test_no_face_reaches_rows() -> None:
    assert_none(reaching_faces(ROOT))


@pytest.mark.parametrize(
    "body",
    [
        "select(Client.id)",
        "select(func.count()).select_from(Client).where(select(Application))",
        "update(Application).values(notes=None)",
        "delete(Attribution)",
    ],
)
def test_a_query_that_does_not_say_whose_is_caught(tmp_path: Path, body: str) -> None:
    text = f"def find(scope: Scope):\n    return db.session.execute({body})\n"
    assert list(unscoped_reads(plant(tmp_path, {"coachhub/queries/planted.py": text}))) == [
        "coachhub/queries/planted.py:1 find"
    ]
    fine = "def find(scope: Scope):\n    return select(Client.id).where(visible(scope, Client))\n"
    assert not list(unscoped_reads(plant(tmp_path, {"coachhub/queries/planted.py": fine})))


def test_every_query_says_whose_rows_it_reads() -> None:
    assert_none(unscoped_reads(ROOT))


def test_a_text_without_a_practice_is_caught(tmp_path: Path) -> None:
    text = 'A = "SELECT id FROM clients"\nB = "SELECT id FROM clients WHERE practice_id = :practice"\n'
    assert list(unscoped_texts(plant(tmp_path, {"coachhub/queries/planted.py": text}))) == [
        "coachhub/queries/planted.py:1"
    ]


def test_every_text_binds_the_practice() -> None:
    assert_none(unscoped_texts(ROOT))


def test_only_identity_reads_sessions_and_tokens(tmp_path: Path) -> None:
    text = "from coachhub.models import Client, Token\n"
    planted = plant(tmp_path, {"coachhub/queries/planted.py": text})
    assert list(imports_identity(planted)) == ["coachhub/queries/planted.py Token"]
    assert_none(imports_identity(ROOT))
