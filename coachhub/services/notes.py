"""Notes of a coach: her own, or shared with the client; only she changes what she wrote."""

from typing import Final
from uuid import UUID

from sqlalchemy import update

from coachhub import clock
from coachhub.models import Note
from coachhub.queries.clients import find_client
from coachhub.queries.notes import find_note
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientNotFoundError, NotAllowedError
from coachhub.services.holding import hold_client
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing
from coachhub.services.versions import ChangedMeanwhileError

VISIBILITIES: Final = ("private", "shared")
LONGEST: Final = 10_000


class NoteNotFoundError(LookupError):
    """There is no such note, or not for this person."""


class NoteRefusedError(ValueError):
    """A note without words, with too many, or for nobody in particular."""


def write_note(
    scope: Scope, client_id: UUID, words: str, visibility: str, *, once: str | None = None
) -> UUID:
    """Keep a note about a client; returns its key.

    Raises NotAllowedError for a client's scope, ClientNotFoundError, NoteRefusedError and AlreadyDoneError.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("Notes are the coach's.")
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    note = Note(
        practice_id=scope.practice_id,
        client_id=client_id,
        author_id=scope.user_id,
        visibility=_check_visibility(visibility),
        words=_clean_words(words),
        version=1,
        created_at=clock.now(),
    )
    with writing(scope, client_id) as session:
        claim_once(scope, session, once, "notes.write")
        # Looked up again, held: the client may have been handed over since.
        hold_client(scope, session, client_id)
        session.add(note)
        session.flush()
        key = note.id
        note_action(scope, session, "note.written", client_id=client_id, object_id=key)
    return key


def edit_note(scope: Scope, note_id: UUID, version: int, words: str, visibility: str) -> None:
    """Change one's own note, if it is still the one that the form showed.

    Raises NoteNotFoundError, also for what somebody else wrote, NoteRefusedError, and ChangedMeanwhileError
    with what stands there now. The same words again change nothing and are no error.
    """
    found = find_note(scope, note_id)
    if found is None or found.author_id != scope.user_id:
        raise NoteNotFoundError
    values = {"words": _clean_words(words), "visibility": _check_visibility(visibility)}
    with writing(scope, found.client_id) as session:
        changed = session.execute(
            update(Note)
            .where(
                visible(scope, Note),
                Note.id == note_id,
                Note.author_id == scope.user_id,
                Note.version == version,
            )
            .values(**values, version=Note.version + 1)
            .returning(Note.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if changed is None:
            now = find_note(scope, note_id)
            if now is None:
                raise NoteNotFoundError
            current = {"words": now.words, "visibility": now.visibility}
            if current == values:
                return  # a second tap of the same thumb
            raise ChangedMeanwhileError(now.version, current)
        note_action(scope, session, "note.changed", client_id=found.client_id, object_id=note_id)


def _clean_words(words: str) -> str:
    """The words as they can be kept: PostgreSQL holds no NUL."""
    clean = words.replace("\x00", "").replace("\r\n", "\n").strip()
    if not clean:
        raise NoteRefusedError("A note needs words.")
    if len(clean) > LONGEST:
        raise NoteRefusedError(f"A note has at most {LONGEST} signs.")
    return clean


def _check_visibility(visibility: str) -> str:
    """One of the two."""
    if visibility not in VISIBILITIES:
        raise NoteRefusedError("A note is private or shared.")
    return visibility
