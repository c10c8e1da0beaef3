"""The storeys of the house: who may import whom, and what the pure parts never bring along."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.support.tree import ROOT, SHIPPED, plant

HEAVY = ["flask", "sqlalchemy", "dash", "plotly", "pandas"]
PURE = ("coachhub.analysis", "coachhub.intake", "coachhub.playbook")


def broken_contracts(root: Path) -> str:
    """What import-linter says of the tree in `root`; empty when all contracts are kept."""
    linter = Path(sys.executable).with_name("lint-imports")
    outcome = subprocess.run(
        [linter, "--no-logo", "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if outcome.returncode == 0 else outcome.stdout + outcome.stderr


def storeys() -> set[str]:
    """The modules that the order in pyproject.toml names."""
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in configured if contract["type"] == "layers")
    return {name.strip() for layer in layers for name in layer.split("|")}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the tree, to plant into; a storey that nobody has built yet is an empty room there."""
    ignored = shutil.ignore_patterns("__pycache__", "static", "assets")
    for folder in SHIPPED:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for storey in storeys():
        path = tmp_path / storey.replace(".", "/")
        if not path.with_suffix(".py").exists() and not (path / "__init__.py").exists():
            plant(path, {"__init__.py": ""})
    return tmp_path


PLANTED = {
    "coachhub.queries.planted": "coachhub.services",
    "coachhub.models.planted": "coachhub.intake",
    "dashboards.planted": "coachhub.web",
    "coachhub.analysis.planted": "flask",
    "coachhub.intake.planted": "coachhub.clock",
    "coachhub.playbook.planted": "sqlalchemy",
    "coachhub.web.planted": "coachhub.models",
    "dashboards.planted_too": "sqlalchemy",
}


def test_every_import_goes_down_the_house(copy: Path) -> None:
    report = broken_contracts(copy)
    assert not report, report
    plant(copy, {f"{module.replace('.', '/')}.py": f"import {name}\n" for module, name in PLANTED.items()})
    report = broken_contracts(copy)
    for module, name in PLANTED.items():
        assert f"{module} -> {name} (l.1)" in report
    assert report.count("BROKEN") == 3


def test_every_storey_is_in_the_order() -> None:
    built = {f"coachhub.{path.stem}" for path in (ROOT / "coachhub").glob("*.py")}
    built |= {f"coachhub.{path.parent.name}" for path in (ROOT / "coachhub").glob("*/__init__.py")}
    assert built - {"coachhub.__init__"} <= storeys()


def brought_along(root: Path, code: str, heavy: Sequence[str]) -> list[str]:
    """Which of the `heavy` packages are loaded after `code` ran in a new process."""
    ask = f"\nimport json, sys\nprint(json.dumps([name for name in {list(heavy)!r} if name in sys.modules]))"
    outcome = subprocess.run(
        [sys.executable, "-c", code + ask],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stderr
    loaded: list[str] = json.loads(outcome.stdout.splitlines()[-1])
    return loaded


def import_all(package: str) -> str:
    """Code that imports every module of `package`."""
    return (
        f"import importlib, pkgutil, {package}\n"
        f"for found in pkgutil.walk_packages({package}.__path__, '{package}.'):\n"
        "    importlib.import_module(found.name)"
    )


def command(*words: str) -> str:
    """Code that runs the command line."""
    return (
        f"import sys\nsys.argv = ['coachhub', *{list(words)!r}]\nfrom coachhub.cli import main\n"
        "try: main()\nexcept SystemExit as end: assert not end.code, end.code"
    )


# analysis may read frames where it is not hot; what it may never bring is a web or a database.
LIGHT = {package: [name for name in HEAVY if name != "pandas"] for package in PURE}


@pytest.mark.parametrize("package", PURE)
def test_the_pure_parts_bring_no_web_and_no_database(package: str, tmp_path: Path) -> None:
    name = package.replace(".", "/")
    planted = {"coachhub/__init__.py": "", f"{name}/__init__.py": "", f"{name}/deep.py": "import flask\n"}
    assert brought_along(plant(tmp_path, planted), import_all(package), LIGHT[package]) == ["flask"]
    assert brought_along(ROOT, import_all(package), LIGHT[package]) == []


@pytest.mark.parametrize("words", [("--help",), ("inspect", "--help"), ("diagnose", "--help")])
def test_help_starts_without_the_web(words: tuple[str, ...], tmp_path: Path) -> None:
    planted = "import sqlalchemy\n\ndef main() -> None: ...\n"
    plant(tmp_path, {"coachhub/__init__.py": "", "coachhub/cli/__init__.py": planted})
    assert brought_along(tmp_path, command(*words), HEAVY) == ["sqlalchemy"]
    assert brought_along(ROOT, command(*words), HEAVY) == []
