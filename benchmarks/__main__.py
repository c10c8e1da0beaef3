"""`python -m benchmarks [names]`: a line per wish; names as in `NAMES`."""

import argparse
import os
import platform
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.columns import compare_building, compare_counts
from benchmarks.diagnosis.speed import compare_speed
from benchmarks.first_view import look_at_demo, look_at_large
from benchmarks.importing import compare_import
from benchmarks.loaded import Loaded, load_practice, load_sqlite, using_postgres
from benchmarks.rounds import Line, Ratio
from benchmarks.screens import compare_screen

NAMES = ("counts", "build", "screen", "view", "import", "diagnosis")
WITHOUT_DATABASE = {"import", "diagnosis"}


def main() -> None:
    """Run what was asked for and print a line per ratio."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"some of {', '.join(NAMES)}; all by default"
    )
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--applications", type=int, default=200, help="of each client")
    parser.add_argument("--rows", type=int, default=100_000, help="of the imported file")
    parser.add_argument("--postgres", action="store_true", help="counts, build and import on PostgreSQL too")
    chosen = parser.parse_args()
    names = chosen.names or NAMES
    if unknown := set(names) - set(NAMES):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    start = perf_counter()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    print(f"{chosen.clients:,} clients with {chosen.applications} applications each; medians, alternated\n")
    lines = []
    for line in run(names, chosen):
        lines.append(line)
        print(line.describe(), flush=True)
    reached = sum(line.reached for line in lines)
    print(f"\n{reached} of {len(lines)} wishes are met; {perf_counter() - start:.0f} s")


def run(names: tuple[str, ...] | list[str], chosen: argparse.Namespace) -> Iterator[Line]:
    """The lines of the named benchmarks, one after the other."""
    if set(names) - WITHOUT_DATABASE:
        with TemporaryDirectory() as folder:
            loaded = load_sqlite(Path(folder), chosen.clients, chosen.applications)
            yield from run_on(loaded, names, "SQLite")
            if "screen" in names:
                yield from compare_screen(Path(folder), loaded.client_id)
            if "view" in names:
                yield from look_at_large(Path(folder))
            if chosen.postgres:
                with using_postgres(loaded.app):
                    other = load_practice(loaded.app, chosen.clients, chosen.applications)
                    yield from run_on(other, names, "PostgreSQL")
    if "view" in names:
        yield from look_at_demo()
    if "import" in names:
        yield from compare_import(chosen.rows, postgres=chosen.postgres)
    if "diagnosis" in names:
        yield from compare_speed()


def run_on(loaded: Loaded, names: tuple[str, ...] | list[str], where: str) -> Iterator[Ratio]:
    """What is measured in the process itself, on one database."""
    with loaded.app.app_context():
        if "counts" in names:
            yield from compare_counts(loaded, where)
        if "build" in names:
            yield from compare_building(loaded, where)


if __name__ == "__main__":
    main()
