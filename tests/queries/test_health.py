"""Ready means: the database answers, and its schema is the newest."""

from pathlib import Path

from flask import Flask
from flask_migrate import downgrade, upgrade

from coachhub.extensions import db
from coachhub.queries.health import is_ready
from coachhub.scope import SystemScope
from tests.support.database import using_database

ASKED = SystemScope("test")


def is_now_ready(app: Flask) -> bool:
    with app.app_context():
        found = is_ready(ASKED)
        db.session.remove()
    return found


def test_only_the_newest_schema_is_ready(each_app: Flask) -> None:
    assert is_now_ready(each_app)
    with each_app.app_context():
        downgrade(revision="base")
    assert not is_now_ready(each_app)
    assert each_app.test_client().get("/health").status_code == 503
    with each_app.app_context():
        upgrade()
    assert is_now_ready(each_app)
    assert each_app.test_client().get("/health").get_json() == {"ready": True}


def test_an_empty_or_unreachable_database_is_not_ready(session_app: Flask, tmp_path: Path) -> None:
    for url in (
        f"sqlite:///{tmp_path / 'empty.db'}",
        f"sqlite:///{tmp_path / 'no' / 'folder.db'}",
        "postgresql+psycopg://nobody@127.0.0.1:9/nothing",
    ):
        with using_database(session_app, url) as app:
            assert not is_now_ready(app)
