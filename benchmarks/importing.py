"""(f) Bringing in a tracker of 100,000 rows of which 20,000 are there: read, checked, matched and stored."""

import hashlib
import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pandas as pd
from sqlalchemy import Engine, func, select, text

from benchmarks.invented import TODAY
from benchmarks.loaded import make_app, make_owner, using_postgres
from benchmarks.rounds import Line, Ratio, alternate, require
from benchmarks.trackers import HEADER, take_rows, write_tracker
from coachhub.extensions import db
from coachhub.intake import read_tracker
from coachhub.models import Application, ImportRow, StageEvent
from coachhub.scope import Scope
from coachhub.services.clients import add_client
from coachhub.services.imports import import_tracker

ROWS = 100_000
KNOWN = 5
"""One row in so many is there already when the file comes."""
DAY = HEADER[2]
MOST_MIB = 400


@dataclass(frozen=True)
class Peak:
    """The most memory that a process of its own took for one import."""

    where: str
    mib: float

    @property
    def reached(self) -> bool:
        """Whether the wish is met."""
        return self.mib <= MOST_MIB

    def describe(self) -> str:
        """One line: the wish and what was measured."""
        met = "met" if self.reached else "NOT MET"
        name = f"peak memory of a process that imports, {self.where}"
        return f"(f) {name:<68} {f'want <= {MOST_MIB} MiB':>14}: {self.mib:>5.0f} MiB  {met}"


def compare_import(rows: int = ROWS, *, postgres: bool = False) -> Iterator[Line]:
    """Per stored row against pandas: read_csv and to_sql into a table without index or checks."""
    data = write_tracker(rows)
    with TemporaryDirectory() as folder:
        app = make_app(f"sqlite:///{Path(folder) / 'import.db'}")
        with app.app_context():
            yield from import_both(data, "SQLite", rows)
        if postgres:
            with using_postgres(app):
                yield from import_both(data, "PostgreSQL", rows)


def import_both(data: bytes, where: str, rows: int) -> Iterator[Line]:
    """Both imports in the present database, alternated; what is there already is brought untimed."""
    scope = make_owner()
    numbers = count(1)
    part = take_rows(data, KNOWN)
    clients: list[UUID] = []

    def prepare() -> None:
        with db.engine.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS read_by_pandas"))
        clients.append(add_client(scope, name=f"Client {next(numbers)}"))
        bring(scope, clients[-1], part)

    def ours() -> None:
        bring(scope, clients[-1], data)

    def theirs() -> None:
        store_by_pandas(data, db.engine)

    # First in a process of its own, while this one is small.
    prepare()
    there = count_stored(scope)
    yield Peak(where, measure_peak(scope, clients[-1], data))
    stored = count_stored(scope) - there
    theirs()
    with db.engine.connect() as connection:
        peer = int(connection.execute(text("SELECT COUNT(*) FROM read_by_pandas")).scalar_one())
    require(peer == rows and stored > rows, "rows are missing")
    mine, other = alternate(ours, theirs, 3, before=prepare)
    yield Ratio(
        "f", f"import per stored row vs. pandas to_sql, {where}", mine / stored, other / peer, 1.5, "cost"
    )
    print(f"    import: {mine:.2f} s for {stored:,} rows stored; pandas {other:.2f} s for {peer:,}")


def bring(scope: Scope, client_id: UUID, data: bytes) -> None:
    """Read and import a file."""
    tracker = read_tracker(data, filename="tracker.csv", today=TODAY)
    digest = hashlib.sha256(data).hexdigest()
    import_tracker(scope, client_id, tracker, file_name="tracker.csv", file_sha256=digest, today=TODAY)


def store_by_pandas(data: bytes, engine: Engine) -> None:
    """The same file without any checking."""
    frame = pd.read_csv(io.BytesIO(data), parse_dates=[DAY])
    frame.to_sql("read_by_pandas", engine, index=False)


def measure_peak(scope: Scope, client_id: UUID, data: bytes) -> float:
    """MiB of resident memory at the peak of an import in a process of its own, without pandas."""
    url = db.engine.url.render_as_string(hide_password=False)
    db.session.remove()
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tracker.csv"
        file.write_bytes(data)
        keys = (str(scope.practice_id), str(scope.user_id), str(client_id))
        told = subprocess.run(  # noqa: S603  our own module
            [sys.executable, "-m", "benchmarks.import_alone", url, str(file), *keys],
            check=True,
            capture_output=True,
            text=True,
        )
    return float(told.stdout)


def count_stored(scope: Scope) -> int:
    """How many applications, moves and verdicts on rows the practice holds."""
    total = 0
    for table in (Application, StageEvent, ImportRow):
        wanted = select(func.count()).select_from(table).where(table.practice_id == scope.practice_id)
        total += db.session.execute(wanted).scalar_one()
    db.session.remove()
    return total
