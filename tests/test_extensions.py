"""The file of a database is read by who runs the program, not by everybody on the machine."""

from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text

from coachhub.extensions import db, engine_options, prepare_engine
from tests.support.people import make_people


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o007


def test_nobody_else_on_the_machine_reads_a_database(tmp_path: Path) -> None:
    path = tmp_path / "open.db"
    path.touch()
    path.chmod(0o644)
    url = f"sqlite:///{path}"
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE words (word TEXT)"))
        found = {one.name: rights(one) for one in tmp_path.iterdir()}
    engine.dispose()
    assert found == {"open.db": 0, "open.db-wal": 0, "open.db-shm": 0}
    assert path.stat().st_mode & 0o040, "a group that was let in stays so"


def test_a_database_in_memory_has_no_file_to_close(app: Flask) -> None:
    engine = create_engine("sqlite://", **engine_options("sqlite://"))
    prepare_engine(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    with app.app_context():
        make_people()
        assert rights(Path(db.engine.url.database or "")) == 0
