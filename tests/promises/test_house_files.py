"""Every file is short and has a name that says what it holds."""

from pathlib import Path

import pytest

from tests.support.tree import ROOT, assert_none, plant, python_sources

LONGEST = 300
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}


def long_files(root: Path) -> list[str]:
    """The files of more than 300 lines, with their length."""
    lengths = ((source.name, len(source.text.splitlines())) for source in python_sources(root))
    return [f"{name}: {length} lines" for name, length in lengths if length > LONGEST]


def empty_names(root: Path) -> list[str]:
    """The modules and packages whose names say nothing."""
    return [
        source.name for source in python_sources(root) if SAYS_NOTHING & set(source.module.lower().split("."))
    ]


def test_a_long_file_is_split_by_subject(tmp_path: Path) -> None:
    plant(tmp_path, {"coachhub/long.py": "x = 1\n" * 301, "coachhub/fits.py": "x = 1\n" * 300})
    assert long_files(tmp_path) == ["coachhub/long.py: 301 lines"]
    assert_none(long_files(ROOT))


@pytest.mark.parametrize("folder", ["coachhub", "dashboards", "tests", "benchmarks"])
def test_no_module_is_a_drawer_for_everything(tmp_path: Path, folder: str) -> None:
    plant(tmp_path, {f"{folder}/utils.py": "", f"{folder}/common/dates.py": "", f"{folder}/dates.py": ""})
    assert empty_names(tmp_path) == [f"{folder}/common/dates.py", f"{folder}/utils.py"]
    assert_none(empty_names(ROOT))


def test_the_package_itself_imports_nothing() -> None:
    # The pure parts would otherwise bring Flask or Dash along: test_house_imports shows that they do not.
    assert (ROOT / "coachhub" / "__init__.py").read_text() == ""
