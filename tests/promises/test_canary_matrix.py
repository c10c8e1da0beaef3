"""Nobody reads what is not his: not in a page, a callback, a header, a log; not through a cache; and changes
nothing of it either.
"""

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import ColumnElement, and_

from coachhub.models import Client
from coachhub.queries import facts
from coachhub.queries.visibility import visible
from coachhub.scope import Scope
from tests.access.browsing import PERSONAS, open_browsers
from tests.access.canaries import Flock, digest_rows, fill_client, plant_canaries
from tests.access.forging import Answer, ids_of, read_all, read_screens, write_all
from tests.access.planted import ids_by_kind
from tests.support.people import make_people
from tests.support.tree import assert_none

# Whose canaries a persona must never meet.
FORBIDDEN: Final[Mapping[str, tuple[str, ...]]] = {
    "nobody": ("carol", "dan", "home", "trudy", "away"),
    "removed": ("carol", "dan", "home", "trudy", "away"),
    "disabled": ("carol", "dan", "home", "trudy", "away"),
    "alice": ("trudy", "away"),
    "bob": ("trudy", "away"),
    "cleo": ("carol", "dan", "trudy", "away"),
    "carol": ("dan", "trudy", "away"),
    "mallory": ("carol", "dan", "home"),
    "trudy": ("carol", "dan", "home"),
}
SEES: Final[Mapping[str, tuple[str, ...]]] = {
    "alice": ("carol", "dan"),
    "bob": ("carol", "dan"),
    "carol": ("carol",),
    "mallory": ("trudy",),
    "trudy": ("trudy",),
}
OUTSIDERS: Final = ("nobody", "removed", "disabled", "mallory", "trudy")
WRITERS: Final = (*OUTSIDERS, "cleo", "carol")
# Dan is to most what Carol is: only where he differs from her somebody asks for him, or in `make soak`.
KNOWS_BOTH: Final = ("alice", "bob", "carol")


class Stage:
    """Two practices full of canaries, and a browser for everybody."""

    def __init__(self, app: Flask, *, thorough: bool = False) -> None:
        self.app = app
        self.thorough = thorough
        with app.app_context():
            self.people = make_people()
        self.browsers = open_browsers(app, self.people)
        with app.app_context():
            self.flocks: dict[str, Flock] = plant_canaries(self.people)
        self.carol, self.dan, self.trudy = ids_of(self.people, "carol", "dan", "trudy")
        with app.app_context():
            self.rows = {
                scope.client_id: ids_by_kind(scope.practice_id, scope.client_id)
                for scope in (self.people.carol.scope, self.people.dan.scope, self.people.trudy.scope)
                if scope.client_id is not None
            }
        self.others = [self.people.bob.scope.user_id, self.people.alice.scope.practice_id]

    def forget_caches(self) -> None:
        for name in ("facts_cache", "kept_pages"):
            self.app.extensions.pop(name, None)

    def ids_for(self, persona: str) -> list[UUID]:
        """The clients whom somebody reads, or tries to."""
        dan = [self.dan] if self.thorough or persona in KNOWS_BOTH else []
        return [self.carol, *dan, self.trudy]

    def ids_against(self, persona: str) -> list[UUID]:
        """The clients whom somebody may not change; Bob and Alice may change what these ids name."""
        hers = {"carol": [self.dan, self.trudy], "cleo": [self.carol, self.trudy]}
        dan = [self.dan] if self.thorough and persona != "carol" else []
        return [*dan, *hers.get(persona, [self.carol])]

    def read(self, persona: str) -> Iterator[Answer]:
        yield from read_all(self.app, self.browsers[persona], self.ids_for(persona), self.others, self.rows)

    def read_screens(self, persona: str) -> Iterator[Answer]:
        yield from read_screens(self.app, self.browsers[persona], self.ids_for(persona), self.others)

    def leaks(self, persona: str, answers: Iterable[Answer]) -> Iterator[str]:
        for answer in answers:
            if answer.status >= 500:
                yield f"{answer.asked} as {persona}: {answer.status}"
            for name in FORBIDDEN[persona]:
                for canary in self.flocks[name].found_in(answer.said):
                    yield f"{answer.asked} as {persona} shows {name}'s {canary}"

    def digest(self, without: Scope | None = None) -> str:
        with self.app.app_context():
            return digest_rows(self.people.alice.scope.practice_id, without)


@pytest.fixture
def at_noon() -> Iterator[None]:
    """Noon, when it is the same day in both of their time zones: pages are kept by day."""
    with time_machine.travel(datetime.now(UTC).replace(hour=12, minute=0)):
        yield


@pytest.fixture
def stage(app: Flask) -> Iterator[Stage]:
    found = Stage(app)
    found.forget_caches()
    yield found
    found.forget_caches()


def replace_everywhere(monkeypatch: pytest.MonkeyPatch, old: Any, new: Any) -> None:
    """Put `new` wherever a module of ours holds `old`."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("coachhub", "dashboards")):
            for attribute, value in list(vars(module).items()):
                if value is old:
                    monkeypatch.setattr(module, attribute, new)


def without_coach(scope: Scope, model: Any) -> ColumnElement[bool]:
    """A planted mistake: everybody sees the whole practice."""
    return and_(model.practice_id == scope.practice_id)


@pytest.mark.parametrize("persona", ["cleo", "carol"])
def test_a_condition_on_the_practice_alone_is_caught(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, persona: str
) -> None:
    replace_everywhere(monkeypatch, visible, without_coach)
    assert any("'s zqxjd" in leak for leak in stage.leaks(persona, stage.read(persona)))


def test_a_condition_on_the_wrong_practice_is_caught(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    home = stage.people.alice.scope.practice_id
    replace_everywhere(monkeypatch, visible, lambda _scope, model: model.practice_id == home)
    assert any("zqxjc" in leak for leak in stage.leaks("mallory", stage.read("mallory")))


def test_a_condition_that_is_always_true_is_caught_by_the_tripwire(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    replace_everywhere(monkeypatch, visible, lambda _scope, _model: Client.id.is_not(None))
    answers = stage.read("mallory")
    assert any(answer.status == 500 for answer in answers)
    assert "UnscopedQueryError" in caplog.text


def test_a_kept_page_under_nobodys_name_is_caught(
    at_noon: None, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "version_of", lambda _scope: ("the same for everybody",))
    list(stage.read_screens("bob"))
    assert any("zqxjc" in leak for leak in stage.leaks("mallory", stage.read_screens("mallory")))


def test_a_log_that_quotes_a_row_is_caught(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    word = next(iter(stage.flocks["carol"].planted))
    logging.getLogger("planted").warning("read %s", word)
    assert stage.flocks["carol"].found_in(caplog.text)


def assert_meets_nothing(stage: Stage, personas: Sequence[str], log: pytest.LogCaptureFixture) -> None:
    """Those who read everything see what is theirs, nothing else, and change nothing by it."""
    log.set_level(logging.INFO)
    before = stage.digest()
    found: list[str] = []
    for persona in personas:
        answers = list(stage.read(persona))
        found += stage.leaks(persona, answers)
        shown = "\n".join(answer.text for answer in answers)
        for name in SEES.get(persona, ()):
            assert stage.flocks[name].found_in(shown), f"{persona} sees nothing of {name}: no proof"
    # The order matters to what this process keeps of screens.
    stage.forget_caches()
    for persona in reversed(personas):
        found += stage.leaks(persona, stage.read_screens(persona))
    stage.forget_caches()
    assert_none(found + quoted(stage, log))
    assert stage.digest() == before, "reading changed a row"


def assert_changes_nothing(stage: Stage, personas: Sequence[str], log: pytest.LogCaptureFixture) -> None:
    """Those who send every form with what is not theirs in every field change no row and learn nothing."""
    log.set_level(logging.INFO)
    found: list[str] = []
    for persona in personas:
        # Carol may write about herself, whatever else she names.
        herself = stage.people.carol.scope if persona == "carol" else None
        before = stage.digest(herself)
        answers = list(write_all(stage.app, stage.browsers[persona], stage.ids_against(persona), stage.rows))
        found += stage.leaks(persona, answers)
        assert stage.digest(herself) == before, f"{persona} changed a row"
    assert_none(found + quoted(stage, log))
    stage.forget_caches()


def quoted(stage: Stage, log: pytest.LogCaptureFixture) -> list[str]:
    """The canaries that a log holds."""
    return [f"a log quotes {one}" for flock in stage.flocks.values() for one in flock.found_in(log.text)]


def test_nobody_meets_what_is_not_hers(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    assert_meets_nothing(stage, PERSONAS, caplog)


def test_nobody_changes_what_is_not_hers(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    assert_changes_nothing(stage, WRITERS, caplog)


def test_the_nearest_strangers_get_nowhere_on_postgresql(
    postgres_app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    stage = Stage(postgres_app)
    assert_meets_nothing(stage, ("cleo", "mallory"), caplog)
    assert_changes_nothing(stage, ("cleo", "trudy"), caplog)


@pytest.mark.soak
def test_nobody_gets_anywhere_with_any_id(each_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    stage = Stage(each_app, thorough=True)
    assert_meets_nothing(stage, PERSONAS, caplog)
    assert_changes_nothing(stage, WRITERS, caplog)


def more_rows(stage: Stage) -> None:
    """Carol's and Dan's searches go on: as many rows again, of every kind."""
    with stage.app.app_context():
        for name in ("carol", "dan"):
            scope = getattr(stage.people, name).scope
            coach = stage.people.bob.scope.user_id
            fill_client(stage.flocks[name], scope.practice_id, coach, scope.client_id, scope.user_id)


def differences(first: list[Answer], second: list[Answer]) -> list[str]:
    return [one.asked for one, other in zip(first, second, strict=True) if one != other]


def asks_the_same_twice(stage: Stage, personas: tuple[str, ...], between: Callable[[], None]) -> list[str]:
    """Requests whose answers differ before and after something happened to others."""
    list(stage.read("bob"))
    before = {persona: list(stage.read(persona)) for persona in personas}
    between()
    list(stage.read("bob"))
    return [
        f"{asked} as {persona}"
        for persona in personas
        for asked in differences(before[persona], list(stage.read(persona)))
    ]


def test_a_number_that_counts_others_is_caught(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = facts._find_view

    def whole(scope: Scope) -> Any:
        return plain(stage.people.alice.scope if scope.practice_id == home else scope)

    home = stage.people.alice.scope.practice_id
    monkeypatch.setattr(facts, "_find_view", whole)
    monkeypatch.setattr(stage, "read", stage.read_screens)  # where such a number would show
    assert any("cleo" in one for one in asks_the_same_twice(stage, ("cleo",), lambda: more_rows(stage)))


def test_what_happens_to_others_changes_no_sign_of_an_answer(stage: Stage) -> None:
    # Canaries are words; this shows the same for counts, titles and everything else that is computed.
    personas = ("removed", "cleo", "mallory", "trudy")
    assert_none(asks_the_same_twice(stage, personas, lambda: more_rows(stage)))


@pytest.mark.soak
def test_what_happens_to_others_changes_nothing_for_anybody(app: Flask) -> None:
    stage = Stage(app, thorough=True)
    assert_none(asks_the_same_twice(stage, (*OUTSIDERS, "cleo"), lambda: more_rows(stage)))
    stage.forget_caches()


def test_every_persona_is_asked_for() -> None:
    assert set(FORBIDDEN) == set(PERSONAS)
