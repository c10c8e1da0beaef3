"""Sums over a whole practice are read in a few named places, and no row leaves these (decision 17)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tree import ROOT, assert_none, dotted, plant, python_sources

WIDE = ("whole_practice", "load_practice_result")
"""What reads beyond the clients whom its scope sees."""
SANCTIONED = (
    "coachhub/queries/coaching_rows.py",
    "coachhub/queries/facts.py",
    "coachhub/queries/learning.py",
    "coachhub/queries/measurements.py",
    "coachhub/queries/visibility.py",
)
ROWS = {"coaching_rows", "cycles", "load_coaching", "read_coaching", "list_begun", "learn_practice"}
"""What hands out rows of everybody: no face may have it, though it may know what a row looks like."""


def wide_reads(root: Path) -> Iterator[str]:
    """Where something beyond the reader's clients is read, outside of the named places."""
    for source in python_sources(root, "coachhub", "dashboards"):
        if source.name in SANCTIONED:
            continue
        for node in ast.walk(source.tree):
            name = dotted(node) if isinstance(node, ast.Name | ast.Attribute) else ""
            if name.rsplit(".", 1)[-1] in WIDE:
                yield f"{source.at(node)} {name}"


def faces_with_rows(root: Path) -> Iterator[str]:
    """Faces that import rows of the whole practice."""
    for source in python_sources(root, "coachhub/web", "dashboards", "coachhub/access"):
        for node in ast.walk(source.tree):
            if (
                isinstance(node, ast.ImportFrom)
                and str(node.module).startswith("coachhub.queries")
                and (found := sorted(ROWS & names_of(node)))
            ):
                yield f"{source.at(node)} {', '.join(found)}"


def names_of(node: ast.ImportFrom) -> set[str]:
    return {alias.name for alias in node.names}


@pytest.mark.parametrize(
    "text",
    [
        "rows = visible(whole_practice(scope), Focus)\n",
        "from coachhub.queries import facts\nfacts.load_practice_result(scope, 1, len)\n",
    ],
)
@pytest.mark.parametrize("place", ["coachhub/queries", "coachhub/services", "dashboards"])
def test_a_wide_read_elsewhere_is_caught(tmp_path: Path, place: str, text: str) -> None:
    assert list(wide_reads(plant(tmp_path, {f"{place}/planted.py": text})))


def test_only_the_named_places_read_beyond_their_scope() -> None:
    assert_none(wide_reads(ROOT))


@pytest.mark.parametrize(
    "text",
    [
        "from coachhub.queries.coaching_rows import load_coaching\n",
        "from coachhub.queries import cycles\n",
    ],
)
def test_a_face_with_everybodys_rows_is_caught(tmp_path: Path, text: str) -> None:
    assert list(faces_with_rows(plant(tmp_path, {"dashboards/planted.py": text})))


def test_a_face_may_know_what_a_row_looks_like(tmp_path: Path) -> None:
    text = "from coachhub.queries.coaching_rows import Answers\n"
    assert not list(faces_with_rows(plant(tmp_path, {"dashboards/fine.py": text})))


def test_no_face_has_everybodys_rows() -> None:
    assert_none(faces_with_rows(ROOT))
