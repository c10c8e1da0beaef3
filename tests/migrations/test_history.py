"""The schema's history, on both databases: from nothing to the models, and back and forth with rows in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade

from coachhub.extensions import db
from coachhub.models import Base
from tests.migrations.filling import (
    broken_references,
    differences,
    fill_every_table,
    looking_at,
    read_everything,
)
from tests.support.database import using_database
from tests.support.postgres import Postgres
from tests.support.tree import ROOT

HISTORY = ROOT / "migrations"

PLANTED = "20991231_planted"
ADDS_A_COLUMN = """
import sqlalchemy as sa
from alembic import op
revision = "20991231_planted"
down_revision = {head!r}
def upgrade():
    with op.batch_alter_table("clients") as batch:
        batch.add_column(sa.Column("shoe_size", sa.Integer(), nullable=True))
def downgrade():
    with op.batch_alter_table("clients") as batch:
        batch.drop_column("shoe_size")
"""
LOSES_ROWS = ADDS_A_COLUMN + """    op.execute(sa.text("DELETE FROM notes"))\n"""  # noqa: S608  text of a planted file


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.create_database(None)
    yield url
    postgres.drop_database(url)


def list_revisions(history: Path) -> list[str]:
    """All revisions, the oldest first."""
    config = Config()
    config.set_main_option("script_location", str(history).replace("%", "%%"))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def walk(app: Flask, history: Path, revisions: list[str], url: str) -> list[str]:
    """Go through these revisions with rows in every table: each step down and up again; what was lost."""
    lost: list[str] = []
    for revision in revisions:
        move(app, upgrade, history, revision)
        with looking_at(url) as connection:
            fill_every_table(connection)
            before = read_everything(connection)
        assert before
        assert all(before.values()), "a table was left empty"
        move(app, downgrade, history, "-1")
        with looking_at(url) as connection:
            below = read_everything(connection)
            lost += [f"below {revision}: {one}" for one in differences(before, below)]
            lost += [f"below {revision}: {one}" for one in broken_references(connection)]
        move(app, upgrade, history, revision)
        with looking_at(url) as connection:
            after = {name: rows for name, rows in read_everything(connection).items() if name in below}
            lost += [f"at {revision}: {one}" for one in differences(below, after)]
            lost += [f"at {revision}: {one}" for one in broken_references(connection)]
    return lost


def move(app: Flask, step: object, history: Path, revision: str) -> None:
    assert callable(step)
    with app.app_context():
        step(directory=str(history), revision=revision)
        db.engine.dispose()


def plant_history(folder: Path, text: str) -> Path:
    """A copy of the history with one more revision."""
    history = folder / "history"
    shutil.copytree(HISTORY, history, ignore=shutil.ignore_patterns("__pycache__"))
    (history / "versions" / f"{PLANTED}.py").write_text(text.format(head=list_revisions(HISTORY)[-1]))
    return history


def test_from_nothing_the_history_leads_to_the_models(session_app: Flask, empty_url: str) -> None:
    with using_database(session_app, empty_url) as app:
        move(app, upgrade, HISTORY, "head")
        with looking_at(empty_url) as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, Base.metadata) == []


def test_a_model_without_a_migration_is_caught(app: Flask) -> None:
    planted = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(planted)
    planted.tables["clients"].append_column(sa.Column("shoe_size", sa.Integer))
    with app.app_context(), db.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), planted)
    assert [str(difference[0]) for difference in found] == ["add_column"]


def test_every_revision_goes_down_and_up_again_with_rows_in_every_table(
    session_app: Flask, empty_url: str
) -> None:
    with using_database(session_app, empty_url) as app:
        assert walk(app, HISTORY, list_revisions(HISTORY), empty_url) == []


def test_a_revision_that_loses_rows_is_caught(session_app: Flask, empty_url: str, tmp_path: Path) -> None:
    with using_database(session_app, empty_url) as app:
        lost = walk(app, plant_history(tmp_path, LOSES_ROWS), [PLANTED], empty_url)
    assert lost == [f"below {PLANTED}: notes: 2 rows, then 0"]


def test_a_table_that_is_rebuilt_keeps_its_children(
    session_app: Flask, empty_url: str, tmp_path: Path
) -> None:
    with using_database(session_app, empty_url) as app:
        assert walk(app, plant_history(tmp_path, ADDS_A_COLUMN), [PLANTED], empty_url) == []
        with looking_at(empty_url) as connection:
            assert {row["shoe_size"] for row in read_everything(connection)["clients"]} == {None}


def test_the_first_revision_down_leaves_nothing(session_app: Flask, empty_url: str) -> None:
    with using_database(session_app, empty_url) as app:
        move(app, upgrade, HISTORY, "head")
        with looking_at(empty_url) as connection:
            fill_every_table(connection)
        move(app, downgrade, HISTORY, "base")
        with looking_at(empty_url) as connection:
            inspector = sa.inspect(connection)
            assert inspector.get_table_names() == ["alembic_version"]
            assert inspector.get_view_names() == []
            assert connection.exec_driver_sql("SELECT * FROM alembic_version").fetchall() == []


def test_an_orphan_made_by_a_migration_stops_it(
    session_app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    url = f"sqlite:///{tmp_path / 'orphan.db'}"
    text = ADDS_A_COLUMN.replace("def downgrade", '    op.execute("DELETE FROM clients")\ndef downgrade')
    history = plant_history(tmp_path, text)
    with using_database(session_app, url) as app:
        move(app, upgrade, HISTORY, "head")
        with looking_at(url) as connection:
            fill_every_table(connection)
            before = read_everything(connection)
        with pytest.raises(SystemExit):
            move(app, upgrade, history, "head")
        assert "would leave rows without their parents" in caplog.text
        with looking_at(url) as connection:
            assert read_everything(connection) == before
