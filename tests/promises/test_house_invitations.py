"""What a client is told of a workshop is read in one place, and is four values (decision 18)."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from coachhub.extensions import db
from coachhub.models import Workshop, WorkshopGuest
from coachhub.queries.visibility import invites, visible
from coachhub.queries.workshops import InvitationRow, list_invitations
from tests.queries.histories import client_of
from tests.services.gatherings import TODAY, WORDS, plan
from tests.support.people import People, make_people
from tests.support.tree import ROOT, assert_none, dotted, plant, python_sources

SANCTIONED = ("coachhub/queries/visibility.py", "coachhub/queries/workshops.py")


def other_uses(root: Path) -> Iterator[str]:
    """Where the condition is used that opens the staff's workshops to a guest."""
    for source in python_sources(root, "coachhub", "dashboards"):
        for node in ast.walk(source.tree):
            name = dotted(node) if isinstance(node, ast.Name | ast.Attribute) else ""
            if name.rsplit(".", 1)[-1] == "invites" and source.name not in SANCTIONED:
                yield f"{source.at(node)} {name}"


def test_another_use_is_caught(tmp_path: Path) -> None:
    text = (
        "from coachhub.queries import visibility\nrows = select(Workshop).where(visibility.invites(scope))\n"
    )
    assert list(other_uses(plant(tmp_path, {"coachhub/services/planted.py": text})))


def test_one_place_reads_what_a_guest_is_told() -> None:
    assert_none(other_uses(ROOT))


def test_a_guest_is_told_four_values() -> None:
    assert [one.name for one in fields(InvitationRow)] == ["title", "held_on", "invitation", "cancelled"]


def test_to_everything_else_the_staffs_tables_stay_shut(each_app: Flask) -> None:
    with each_app.app_context():
        people: People = make_people()
        plan(people.bob.scope, [client_of(people.carol)])
        for person, told in ((people.carol, 1), (people.dan, 0), (people.trudy, 0)):
            for model in (Workshop, WorkshopGuest):
                rows = select(func.count()).select_from(model).where(visible(person.scope, model))
                assert db.session.scalar(rows) == 0
            read = list_invitations(person.scope, TODAY)
            assert read == [InvitationRow("Letters, side by side", None, WORDS, False)] * told
        for person in (people.alice, people.bob, people.cleo, people.mallory):
            assert list_invitations(person.scope, TODAY) == []
            rows = select(func.count()).select_from(Workshop).where(invites(person.scope))
            assert db.session.scalar(rows) == 0


@pytest.mark.parametrize("name", SANCTIONED)
def test_the_named_places_are_there(name: str) -> None:
    assert (ROOT / name).is_file()
