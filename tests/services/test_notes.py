"""Notes: private ones are their author's alone, shared ones reach the client, none is overwritten unseen."""

import pytest
from flask import Flask

from coachhub.queries.notes import find_note, list_notes
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from coachhub.services.identity.once import AlreadyDoneError
from coachhub.services.notes import NoteNotFoundError, NoteRefusedError, edit_note, write_note
from coachhub.services.versions import ChangedMeanwhileError
from tests.queries.histories import client_of
from tests.services.searches import contents
from tests.support.people import People, make_people


def test_a_private_note_reaches_nobody_but_its_author(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = client_of(people.carol)
        private = write_note(people.bob.scope, carol, "Tired today.", "private")
        shared = write_note(people.bob.scope, carol, "Five good ones a week.", "shared")
        assert [note.id for note in list_notes(people.bob.scope, carol)] == [shared, private]
        for reader in (people.alice, people.carol):
            assert [note.id for note in list_notes(reader.scope, carol)] == [shared]
            assert find_note(reader.scope, private) is None
        for stranger in (people.cleo, people.dan, people.mallory, people.trudy):
            assert list_notes(stranger.scope, carol) == []


def test_a_note_changed_meanwhile_is_not_overwritten(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol, bob = client_of(people.carol), people.bob.scope
        key = write_note(bob, carol, "First", "private")
        edit_note(bob, key, 1, "Second", "shared")
        with pytest.raises(ChangedMeanwhileError) as caught:
            edit_note(bob, key, 1, "Third", "private")
        assert caught.value.version == 2
        assert caught.value.current == {"words": "Second", "visibility": "shared"}
        edit_note(bob, key, 1, "Second", "shared")  # the same words again are the same wish
        edit_note(bob, key, 2, "Third", "private")
        [note] = list_notes(bob, carol)
        assert (note.words, note.visibility, note.version) == ("Third", "private", 3)


def test_only_the_author_changes_a_note(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = client_of(people.carol)
        key = write_note(people.bob.scope, carol, "Ours", "shared")
        before = contents(each_app)
        for other in (people.alice, people.carol, people.cleo, people.mallory):
            with pytest.raises(NoteNotFoundError):
                edit_note(other.scope, key, 1, "Mine", "private")
        with pytest.raises(NotAllowedError):
            write_note(people.carol.scope, carol, "I", "shared")
        with pytest.raises(ClientNotFoundError):
            write_note(people.cleo.scope, carol, "I", "shared")
        assert contents(each_app) == before


@pytest.mark.parametrize(
    ("words", "visibility"), [("", "private"), (" \x00 ", "shared"), ("x" * 10_001, "private"), ("x", "all")]
)
def test_a_note_that_cannot_be_kept_is_refused(
    app: Flask, people: People, words: str, visibility: str
) -> None:
    with app.app_context(), pytest.raises(NoteRefusedError):
        write_note(people.bob.scope, client_of(people.carol), words, visibility)


def test_a_note_holds_what_people_type(each_app: Flask) -> None:
    with each_app.app_context():
        people = make_people()
        carol = client_of(people.carol)
        write_note(people.bob.scope, carol, " <b>=1+1</b> 🙂\x00\r\nnext ", "private", once="k")
        with pytest.raises(AlreadyDoneError):
            write_note(people.bob.scope, carol, "again", "private", once="k")
        [note] = list_notes(people.bob.scope, carol)
        assert note.words == "<b>=1+1</b> 🙂\nnext"
