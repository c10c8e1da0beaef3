"""(f) Bringing in a tracker of 100,000 rows: read, checked, searched for duplicates and stored."""

import hashlib
import io
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from sqlalchemy import Engine, func, select, text

from benchmarks.invented import TODAY
from benchmarks.loaded import make_app, make_owner, using_postgres
from benchmarks.rounds import Ratio, alternate, require
from benchmarks.trackers import HEADER, write_tracker
from coachhub.extensions import db
from coachhub.intake import read_tracker
from coachhub.models import Application, ImportRow, StageEvent
from coachhub.scope import Scope
from coachhub.services.clients import add_client
from coachhub.services.imports import import_tracker

ROWS = 100_000
DAY = HEADER[2]


def compare_import(rows: int = ROWS, *, postgres: bool = False) -> Iterator[Ratio]:
    """Per stored row against pandas: read_csv and to_sql into a table without index or checks."""
    data = write_tracker(rows)
    with TemporaryDirectory() as folder:
        app = make_app(f"sqlite:///{Path(folder) / 'import.db'}")
        with app.app_context():
            yield from import_both(data, db.engine, "SQLite", rows)
        if postgres:
            with using_postgres(app):
                yield from import_both(data, db.engine, "PostgreSQL", rows)


def import_both(data: bytes, engine: Engine, where: str, rows: int) -> Iterator[Ratio]:
    """Both imports in the present database, alternated."""
    scope = make_owner()
    numbers = count(1)

    def ours() -> None:
        client_id = add_client(scope, name=f"Client {next(numbers)}")
        tracker = read_tracker(data, filename="tracker.csv", today=TODAY)
        digest = hashlib.sha256(data).hexdigest()
        import_tracker(scope, client_id, tracker, file_name="tracker.csv", file_sha256=digest, today=TODAY)

    def theirs() -> None:
        frame = pd.read_csv(io.BytesIO(data), parse_dates=[DAY])
        frame.to_sql("read_by_pandas", engine, index=False)

    def drop() -> None:
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS read_by_pandas"))

    ours()
    stored = count_stored(scope)
    theirs()
    with engine.connect() as connection:
        peer = int(connection.execute(text("SELECT COUNT(*) FROM read_by_pandas")).scalar_one())
    require(peer == rows and stored > rows, "rows are missing")
    mine, other = alternate(ours, theirs, 3, before=drop)
    yield Ratio(
        "f", f"import per stored row vs. pandas to_sql, {where}", mine / stored, other / peer, 1.5, "cost"
    )
    print(f"    import: {mine:.2f} s for {stored:,} rows stored; pandas {other:.2f} s for {peer:,}")


def count_stored(scope: Scope) -> int:
    """How many applications, moves and verdicts on rows the practice holds."""
    total = 0
    for table in (Application, StageEvent, ImportRow):
        wanted = select(func.count()).select_from(table).where(table.practice_id == scope.practice_id)
        total += db.session.execute(wanted).scalar_one()
    db.session.remove()
    return total
