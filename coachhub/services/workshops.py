"""Workshops: planned for clients who share a cause, changed, called off."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import update

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.extensions import db
from coachhub.models import Workshop, WorkshopGuest
from coachhub.queries.visibility import visible
from coachhub.queries.workshops import CANCELLED, PLANNED
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import NotAllowedError
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing
from coachhub.services.versions import ChangedMeanwhileError
from coachhub.services.workshop_guests import find_guests, set_guests
from coachhub.services.workshop_holding import (
    WorkshopOverError,
    WorkshopRefusedError,
    find_or_refuse,
    hold_workshop,
    may_change,
    refuse_clients,
)
from coachhub.services.workshop_letters import WriteLetter, mail_cancellation

LONGEST_TITLE: Final = 200
LONGEST_INVITATION: Final = 4_000
LONGEST_FIELD: Final = 100


def plan_workshop(
    scope: Scope,
    *,
    cause: Cause,
    title: str,
    invitation: str,
    field: str | None = None,
    held_on: date | None = None,
    guests: Collection[UUID] = (),
    once: str | None = None,
) -> UUID:
    """Plan a workshop and invite clients; from now on its guests read of it. Returns its key.

    Raises WorkshopRefusedError with the field that cannot be kept, GuestNotFoundError, AlreadyDoneError, and
    NotAllowedError for a client's scope.
    """
    refuse_clients(scope)
    words = _clean_words(title, invitation)
    with writing(scope) as session:
        claim_once(scope, session, once, "workshops.plan")
        workshop = Workshop(
            practice_id=scope.practice_id,
            cause=cause,
            field=_clean_line(field or "")[:LONGEST_FIELD] or None,
            held_on=held_on,
            made_by=scope.user_id,
            created_at=clock.now(),
            **words,
        )
        session.add(workshop)
        session.flush()
        key = workshop.id
        note_action(scope, session, "workshop.planned", object_id=key)
        set_guests(scope, session, key, guests)
    return key


def change_workshop(
    scope: Scope,
    workshop_id: UUID,
    version: int,
    *,
    title: str,
    invitation: str,
    held_on: date | None,
    guests: Collection[UUID],
) -> None:
    """Change a planned workshop; `version` is that of the form. A changed invitation can be mailed again.

    Raises what `change_guests` and `plan_workshop` raise, and NotAllowedError for who may not change it.
    """
    refuse_clients(scope)
    words: dict[str, Any] = {**_clean_words(title, invitation), "held_on": held_on}
    found = find_or_refuse(scope, workshop_id)
    if not may_change(scope, found):
        raise NotAllowedError("Who planned it changes it, or an owner.")
    if found.state != PLANNED:
        raise WorkshopOverError(found.state)
    same = {name: getattr(found, name) for name in words} == words
    if same and find_guests(scope, db.session(), workshop_id) == set(guests):
        return  # a second tap of the same thumb
    with writing(scope) as session:
        workshop = hold_workshop(scope, session, workshop_id)
        if workshop.state != PLANNED:
            raise WorkshopOverError(workshop.state)
        stands = {name: getattr(workshop, name) for name in words}
        if workshop.version != version:
            now = {**stands, "guests": find_guests(scope, session, workshop_id)}
            raise ChangedMeanwhileError(workshop.version, now)
        set_guests(scope, session, workshop_id, guests)
        session.execute(
            update(Workshop)
            .where(visible(scope, Workshop), Workshop.id == workshop_id)
            .values(**words, version=version + 1)
            .execution_options(synchronize_session=False)
        )
        if stands != words:
            # Whose guest it is does not matter: what he has in his letters does not hold any more.
            session.execute(
                update(WorkshopGuest)
                .where(
                    WorkshopGuest.practice_id == scope.practice_id,
                    WorkshopGuest.workshop_id == workshop_id,
                )
                .values(mailed_at=None)
                .execution_options(synchronize_session=False)
            )
        note_action(scope, session, "workshop.changed", object_id=workshop_id)


def cancel_workshop(scope: Scope, workshop_id: UUID, *, write_letter: WriteLetter | None = None) -> None:
    """Call a planned workshop off; who has the invitation by mail gets `write_letter`. Twice is no error.

    Raises WorkshopNotFoundError, WorkshopOverError when it took place, NotAllowedError.
    """
    refuse_clients(scope)
    found = find_or_refuse(scope, workshop_id)
    if not may_change(scope, found):
        raise NotAllowedError("Who planned it calls it off, or an owner.")
    if found.state == CANCELLED:
        return
    with writing(scope) as session:
        workshop = hold_workshop(scope, session, workshop_id)
        if workshop.state == CANCELLED:
            return  # somebody else did, this very moment
        if workshop.state != PLANNED:
            raise WorkshopOverError(workshop.state)
        session.execute(
            update(Workshop)
            .where(visible(scope, Workshop), Workshop.id == workshop_id)
            .values(state=CANCELLED, version=Workshop.version + 1)
            .execution_options(synchronize_session=False)
        )
        if write_letter is not None:
            mail_cancellation(scope, session, workshop, write_letter)
        note_action(scope, session, "workshop.cancelled", object_id=workshop_id)


def _clean_line(text: str) -> str:
    """A text as one line that can be kept."""
    return " ".join(text.replace("\x00", "").split())


def _clean_words(title: str, invitation: str) -> dict[str, Any]:
    """Title and invitation as they can be kept: PostgreSQL holds no NUL."""
    line = _clean_line(title)
    text = invitation.replace("\x00", "").replace("\r\n", "\n").strip()
    if not 0 < len(line) <= LONGEST_TITLE:
        raise WorkshopRefusedError("title")
    if not 0 < len(text) <= LONGEST_INVITATION:
        raise WorkshopRefusedError("invitation")
    return {"title": line, "invitation": text}
