"""There is one clock: everything else is told what time it is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.tree import ROOT, SHIPPED, assert_none, dotted, plant, python_sources

CLOCK = "coachhub/clock.py"
READINGS = {
    *(
        f"{kind}.{reading}"
        for kind in ("datetime", "date", "Timestamp")
        for reading in ("now", "today", "utcnow")
    ),
    *(f"time.{reading}" for reading in ("time", "time_ns", "localtime", "gmtime", "ctime")),
    # The database's clock is a second one, which no test can stop.
    *(f"func.{reading}" for reading in ("now", "current_timestamp", "current_date", "localtimestamp")),
}
FROM_TIME = {"time", "time_ns", "localtime", "gmtime", "ctime"}


def other_clocks(root: Path) -> Iterator[str]:
    """Where anything but the clock reads the time; durations (monotonic, perf_counter) are no time."""
    for source in python_sources(root, *SHIPPED):
        if source.name == CLOCK:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute):
                name = ".".join(dotted(node).split(".")[-2:])
                if name in READINGS:
                    yield f"{source.at(node)} {name}"
            elif isinstance(node, ast.ImportFrom) and node.module == "time":
                taken = FROM_TIME & {alias.name for alias in node.names}
                yield from (f"{source.at(node)} time.{name}" for name in sorted(taken))


@pytest.mark.parametrize(
    "reading",
    [
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "datetime.utcnow()",
        "date.today()",
        "dict(default=date.today)",
        "time.time()",
        "pd.Timestamp.now()",
        "func.now()",
    ],
)
def test_another_clock_is_caught(tmp_path: Path, reading: str) -> None:
    plant(tmp_path, {"coachhub/jobs/planted.py": f"x = {reading}\n", CLOCK: f"x = {reading}\n"})
    assert [found.split()[0] for found in other_clocks(tmp_path)] == ["coachhub/jobs/planted.py:1"]


def test_only_the_clock_reads_the_time() -> None:
    assert_none(other_clocks(ROOT))


def test_a_reading_imported_by_name_is_caught_and_a_duration_is_not(tmp_path: Path) -> None:
    plant(tmp_path, {"dashboards/planted.py": "from time import time\n", "coachhub/fine.py": FINE})
    assert list(other_clocks(tmp_path)) == ["dashboards/planted.py:1 time.time"]


FINE = "import time\nfrom coachhub import clock\nx = clock.now(), clock.today('UTC'), time.monotonic()\n"
