"""Nobody reads or writes a practice's rows without saying for whom: scope comes first, everywhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tree import ROOT, Source, assert_none, dotted, plant, python_sources

SCOPES = {"Scope", "SystemScope"}
REACHES_ROWS = (
    "sqlalchemy",
    "coachhub.models",
    "coachhub.extensions",
    "coachhub.queries",
    "coachhub.services",
)

# Whole modules or single functions; each with the reason why no scope is needed there.
WITHOUT_SCOPE = {
    "coachhub.services.identity": "who somebody is comes before what he may see; users are no tenant's rows",
    "coachhub.queries.health": "asks only whether the schema is the newest one",
    "coachhub.services.reading": "reads the bytes of a file, in a process of its own, and no row",
    "coachhub.services.transaction.writing": "takes None for identity, which no practice owns",
}


def unscoped_functions(root: Path) -> Iterator[str]:
    """The public functions of queries and services that do not take a scope first."""
    for source in python_sources(root, "coachhub/queries", "coachhub/services"):
        if not reaches_rows(source):
            continue
        for node in source.tree.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
                continue
            if not is_exempt(f"{source.module}.{node.name}") and not takes_scope_first(node):
                yield f"{source.at(node)} {node.name}"


def reaches_rows(source: Source) -> bool:
    """Whether the module imports anything through which rows can be had; the rest is arithmetic."""
    for node in ast.walk(source.tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        if any(f"{name}.".startswith(f"{reach}.") for name in names for reach in REACHES_ROWS):
            return True
    return False


def is_exempt(function: str) -> bool:
    return any(f"{function}.".startswith(f"{name}.") for name in WITHOUT_SCOPE)


def takes_scope_first(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the first parameter is called scope and is annotated as one, and as nothing else."""
    parameters = [*function.args.posonlyargs, *function.args.args]
    if not parameters or parameters[0].arg != "scope" or parameters[0].annotation is None:
        return False
    return set(alternatives(parameters[0].annotation)) <= SCOPES


def alternatives(annotation: ast.expr) -> Iterator[str]:
    """The types that `A | B` allows."""
    if isinstance(annotation, ast.BinOp):
        yield from alternatives(annotation.left)
        yield from alternatives(annotation.right)
    elif isinstance(annotation, ast.Constant):
        yield str(annotation.value)
    else:
        yield dotted(annotation).rsplit(".", 1)[-1]


IMPORT = "from coachhub.models import Client\n"


@pytest.mark.parametrize(
    "signature",
    [
        "()",
        "(client_id: int)",
        "(client_id: int, scope: Scope)",
        "(scope)",
        "(scope: Scope | None)",
        "(*, scope: Scope)",
    ],
)
@pytest.mark.parametrize("package", ["queries", "services"])
def test_a_function_without_a_scope_is_caught(tmp_path: Path, package: str, signature: str) -> None:
    plant(tmp_path, {f"coachhub/{package}/planted.py": f"{IMPORT}def find{signature}: ...\n"})
    assert list(unscoped_functions(tmp_path)) == [f"coachhub/{package}/planted.py:2 find"]


def test_every_public_function_takes_a_scope_first() -> None:
    assert_none(unscoped_functions(ROOT))


@pytest.mark.parametrize(
    "text",
    [
        IMPORT + "def find(scope: Scope, client_id: int): ...\n",
        IMPORT + "def sweep(scope: SystemScope): ...\n",
        IMPORT + "def count(scope: Scope | SystemScope): ...\n",
        IMPORT + "def _inner(client_id: int): ...\n",
        "def add(first: int, second: int): ...\n",
    ],
)
def test_scoped_private_and_pure_functions_are_left_alone(tmp_path: Path, text: str) -> None:
    assert list(unscoped_functions(plant(tmp_path, {"coachhub/queries/fine.py": text}))) == []


def test_every_exemption_still_names_something() -> None:
    sources = list(python_sources(ROOT, "coachhub/queries", "coachhub/services"))
    known = {source.module for source in sources} | {
        f"{source.module}.{node.name}"
        for source in sources
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef)
    }
    assert set(WITHOUT_SCOPE) <= known
