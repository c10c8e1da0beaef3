"""Loading the demo practice: complete or begun anew, and never over somebody's data."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from coachhub.cli.demo_loading import LOADING, forget_unfinished
from coachhub.cli.demo_practice import SIGN_INS, TRACKERS, Prepared, load_demo, load_or_keep, prepare_demo
from coachhub.extensions import db
from coachhub.models import Practice
from coachhub.scope import SystemScope
from coachhub.services import identity
from coachhub.services.consistency import find_disagreements
from tests.services.killing import kill_at_write
from tests.services.searches import contents
from tests.support.database import using_database
from tests.support.people import CHEAP, make_people

# The first writes make the practice and its people; then come the searches. The last takes the mark away.
EARLY = (3,)
LATE = (60, 350)


def sizes(app: Flask) -> dict[str, int]:
    return {table: len(rows) for table, rows in contents(app).items()}


def load_as_a_start_does() -> bool:
    forget_unfinished()
    return load_or_keep() is Prepared.LOADED


@pytest.mark.parametrize("number", [*EARLY, *LATE])
def test_a_load_that_was_killed_is_begun_anew(app: Flask, known: dict[str, int], number: int) -> None:
    assert kill_at_write(app, load_as_a_start_does, number)
    with app.app_context():
        assert load_as_a_start_does()
        loaded = sizes(app)
        assert not load_as_a_start_does()
        assert loaded == known


@pytest.mark.soak
def test_a_load_may_be_killed_at_every_write(app: Flask, known: dict[str, int]) -> None:
    number = 1
    while kill_at_write(app, load_as_a_start_does, number):
        number += 1
        with app.app_context():
            load_as_a_start_does()
            loaded = sizes(app)
            assert loaded == known
            forget_everything()


@pytest.fixture(scope="module")
def known(session_app: Flask, demo_file: Path) -> dict[str, int]:
    """How many rows a load makes that nobody disturbs."""
    with using_database(session_app, f"sqlite:///{demo_file}"):
        return sizes(session_app)


def forget_everything() -> None:
    """Mark the practice as unfinished, and let it be forgotten."""
    for practice in db.session.query(Practice):
        practice.settings = {LOADING: True}
    db.session.commit()
    forget_unfinished()


@pytest.mark.parametrize("database", ["demo_app", "postgres_app"])
def test_what_is_forgotten_is_forgotten_completely(request: pytest.FixtureRequest, database: str) -> None:
    each_app: Flask = request.getfixturevalue(database)
    with each_app.app_context():
        if database == "postgres_app":
            load_demo()
        loaded = sizes(each_app)
        assert all(loaded[table] > 2 for table in ("users", "clients", "applications", "attributions"))
        forget_everything()
    assert set(sizes(each_app).values()) == {0}


def test_nobody_elses_practice_is_forgotten(each_app: Flask) -> None:
    with each_app.app_context():
        make_people()
        before = contents(each_app)
        forget_unfinished()
        assert contents(each_app) == before
        assert not load_as_a_start_does()
    assert contents(each_app) == before


@pytest.mark.filterwarnings("ignore:The Result.tuples")  # in services.identity, which others change now
def test_the_demo_is_in_order_and_its_people_can_sign_in(demo_app: Flask) -> None:
    with demo_app.app_context():
        [owner] = identity.list_owners(SystemScope("test"))
        assert find_disagreements(owner) == []
        for _, email, password in SIGN_INS:
            assert identity.sign_in(email, password, address="", device="", secret="s", cost=CHEAP, hours=1)
    problems = [row for row in contents(demo_app)["import_rows"] if row["verdict"] == "problem"]
    assert problems == []
    loaded = sizes(demo_app)
    assert loaded["import_batches"] + loaded["import_drafts"] == len(list(TRACKERS.iterdir()))


@pytest.mark.parametrize("state", ["migrated but empty", "an empty file"])
def test_a_start_finds_any_state_of_the_folder(
    tmp_path: Path, fast_folder: Path, session_app: Flask, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    folder = tmp_path / "data"
    prepare: dict[str, Callable[[], object]] = {
        "migrated but empty": lambda: (folder / "coachhub.db").write_bytes(
            (fast_folder / "template.db").read_bytes()
        ),
        "an empty file": (folder / "coachhub.db").touch,
    }
    folder.mkdir()
    prepare[state]()
    monkeypatch.setenv("COACHHUB_DATA", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert prepare_demo() is Prepared.LOADED
    assert prepare_demo() is Prepared.KEPT
