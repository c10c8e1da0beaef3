"""The source tree, for promises about all of it: a planted tree is read in the same way as the real one."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("coachhub", "dashboards", "tests", "benchmarks")
SHIPPED = ("coachhub", "dashboards")


@dataclass(frozen=True)
class Source:
    """One Python file of a tree."""

    root: Path
    path: Path

    @property
    def name(self) -> str:
        """Its path inside the tree, as in 'coachhub/clock.py'."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def module(self) -> str:
        """Its module, as in 'coachhub.clock'."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def text(self) -> str:
        """What is written in it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text, self.name)

    def at(self, node: ast.AST) -> str:
        """Where `node` stands, as an editor understands it."""
        return f"{self.name}:{getattr(node, 'lineno', 1)}"


def python_sources(root: Path, *folders: str) -> Iterator[Source]:
    """The Python files of `root` in `folders`, by name."""
    for folder in folders or FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            yield Source(root, path)


def templates(root: Path) -> Iterator[Path]:
    """The Jinja templates of `root`, by name."""
    for folder in SHIPPED:
        for suffix in ("html", "txt", "jinja", "xml"):
            yield from sorted((root / folder).rglob(f"templates/**/*.{suffix}"))


def plant(root: Path, files: dict[str, str]) -> Path:
    """Write `files` (path: text) into `root`, which becomes a small tree of its own."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def dotted(node: ast.AST) -> str:
    """The name that an expression spells, as in 'dash.dcc.Store'; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def assert_none(found: Iterable[str]) -> None:
    """Fail with everything that was found, one thing a line."""
    listed = list(found)
    assert not listed, "\n" + "\n".join(listed)
