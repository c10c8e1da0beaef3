"""What somebody decided about headers and wordings is remembered and offered, never applied silently."""

from uuid import UUID

import pytest
from flask import Flask

from coachhub.intake import Choices, Tracker, read_tracker
from coachhub.queries.learned_mappings import find_offers, list_learned
from coachhub.scope import Scope
from coachhub.services.clients import NotAllowedError
from coachhub.services.import_drafts import change_draft, confirm_draft, keep_draft
from coachhub.services.learned_mappings import LearnedNotFoundError, forget_mapping
from tests.services.searches import TODAY
from tests.support.people import People, make_people

FILE = (
    "Company,Role,Date Applied,Status,Zustand X\n"
    "Acme,Cook,2026-03-02,zugzwang,a\n"
    "Birch,Cook,2026-03-05,Applied,b\n"
    "Cedar,Baker,2026-03-09,call +49 170 1234567,c\n"
)


def read(choices: Choices = Choices()) -> Tracker:  # noqa: B008  frozen
    return read_tracker(FILE.encode(), filename="t.csv", today=TODAY, choices=choices, explain=True)


def add(scope: Scope, client_id: UUID | None, choices: Choices) -> None:
    draft = keep_draft(scope, client_id=client_id, file_name="t.csv", data=FILE.encode(), tracker=read())
    change_draft(scope, draft, 1, choices, read(choices))
    confirm_draft(scope, draft, 2, read(choices), today=TODAY)


def remembered(scope: Scope) -> dict[tuple[str, str], str]:
    return {(row.kind, row.key): row.value for row in list_learned(scope)}


def test_a_decision_is_offered_to_the_next_file_of_the_practice(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope.client_id
        choices = Choices(words={"zugzwang": "rejected"}, fields={"Zustand X": "notes"})
        add(people.bob.scope, carol, choices)
        assert remembered(people.alice.scope) == {
            ("header", "zustand x"): "notes",
            ("word", "zugzwang"): "rejected",
        }
        plain = read()
        offers = find_offers(people.alice.scope, plain)
        assert (offers.fields, offers.words) == ({"Zustand X": "notes"}, {"zugzwang": "rejected"})
        # Offered, never applied; and not offered where it was decided, nor elsewhere.
        assert read() == plain
        assert not find_offers(people.alice.scope, read(choices))
        assert not find_offers(people.mallory.scope, plain)
        assert remembered(people.mallory.scope) == {}


def test_the_latest_decision_stands(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = people.carol.scope.client_id
        for meaning in ("rejected", "interview", "interview"):
            add(people.bob.scope, carol, Choices(words={"zugzwang": meaning}))
        [row] = list_learned(people.alice.scope)
        assert (row.value, row.learned_by) == ("interview", people.bob.scope.user_id)


def test_what_may_be_about_a_person_is_not_remembered(app: Flask, people: People) -> None:
    with app.app_context():
        choices = Choices(
            words={"call 49 170 1234567": "screening", "no wording of this file": "rejected"},
            fields={"no column": "notes", "Zustand X": "notes"},
            rows={2: None},
        )
        add(people.bob.scope, people.carol.scope.client_id, choices)
        assert remembered(people.bob.scope) == {("header", "zustand x"): "notes"}


def test_a_decision_can_be_forgotten_by_staff(app: Flask, people: People) -> None:
    with app.app_context():
        add(people.bob.scope, people.carol.scope.client_id, Choices(words={"zugzwang": "rejected"}))
        [row] = list_learned(people.bob.scope)
        with pytest.raises(NotAllowedError):
            forget_mapping(people.carol.scope, row.id)
        with pytest.raises(LearnedNotFoundError):
            forget_mapping(people.mallory.scope, row.id)
        forget_mapping(people.alice.scope, row.id)
        assert remembered(people.bob.scope) == {}
