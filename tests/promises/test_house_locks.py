"""What is installed is pinned by hash, comes from no written address, and covers what is declared."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.support.tree import ROOT, assert_none, plant

LOCKS = ("requirements.lock", "requirements-dev.lock")
ADDRESS = re.compile(r"\w+://|@ |^\s*(--(extra-)?index-url|--find-links|-i|-f|-e)\b", re.MULTILINE)


def addresses(root: Path) -> list[str]:
    """Lines of lock files that say where to fetch from: each installation knows its own mirror."""
    return [
        f"{lock.name}:{number}: {line.strip()}"
        for lock in sorted(root.glob("*.lock"))
        for number, line in enumerate(lock.read_text().splitlines(), 1)
        if not line.lstrip().startswith("#") and ADDRESS.search(line)
    ]


def pins(text: str) -> dict[str, str]:
    """Each locked distribution with its version; one that is locked without a hash is an error."""
    found = {}
    for entry in re.split(r"\n(?=\S)", text.replace("\\\n", " ")):
        if entry.startswith("#") or not entry.strip():
            continue
        name, version = entry.split(" ")[0].split("==")
        assert "--hash=sha256:" in entry, f"{name} has no hash"
        found[name.lower()] = version
    return found


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example/simple",
        "flask @ https://mirror.example/flask.whl",
        "-i http://127.0.0.1/simple",
        "--find-links /opt/wheels",
        "-e git+ssh://mirror.example/flask",
    ],
)
def test_a_lock_that_says_where_to_fetch_from_is_caught(tmp_path: Path, line: str) -> None:
    plant(tmp_path, {"requirements.lock": f"alembic==1.0 \\\n    --hash=sha256:00\n{line}\n"})
    assert len(addresses(tmp_path)) == 1


def test_no_lock_says_where_to_fetch_from() -> None:
    assert_none(addresses(ROOT))


def test_a_pin_without_a_hash_is_refused() -> None:
    with pytest.raises(AssertionError, match="flask has no hash"):
        pins("alembic==1.0 \\\n    --hash=sha256:00\nflask==3.1.3\n    # via coachhub\n")
    assert pins("alembic==1.0 \\\n    --hash=sha256:00\n    # via coachhub\n") == {"alembic": "1.0"}


def test_the_tests_run_against_the_versions_that_people_run() -> None:
    runtime, tests = (pins((ROOT / name).read_text()) for name in LOCKS)
    assert {name: tests.get(name) for name in runtime} == runtime


def test_everything_declared_is_locked() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, tests = (pins((ROOT / name).read_text()) for name in LOCKS)
    assert names_of(declared["project"]["dependencies"]) <= set(runtime)
    assert names_of(declared["dependency-groups"]["dev"]) <= set(tests)


def names_of(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in requirements}
