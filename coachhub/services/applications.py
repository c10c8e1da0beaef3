"""Logging an application and correcting what is written about it; its moves stand in `moves`."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select, update

from coachhub import clock
from coachhub.analysis.vocabulary import Channel, Outcome, Stage
from coachhub.intake.merging.keys import StoredKeys
from coachhub.intake.merging.origins import all_from, with_word
from coachhub.models import Application
from coachhub.models.base import new_key
from coachhub.queries.clients import find_client
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.attributions import ApplicationNotFoundError
from coachhub.services.audit import note_action
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.corrections import note_edit
from coachhub.services.derivation import rederive
from coachhub.services.field_origins import name_person
from coachhub.services.holding import Held, find_owner, hold_application
from coachhub.services.identity.once import claim_once
from coachhub.services.moves import (
    EventNotFoundError,
    InUseError,
    add_event,
    record_move,
    reschedule,
    retract_event,
)
from coachhub.services.possible_days import ImpossibleDateError, check_day
from coachhub.services.transaction import writing
from coachhub.services.versions import ChangedMeanwhileError

__all__ = [
    "ApplicationNotFoundError",
    "EventNotFoundError",
    "ImpossibleDateError",
    "InUseError",
    "NamelessApplicationError",
    "edit_application",
    "log_application",
    "record_move",
    "reschedule",
    "retract_event",
    "take_back_application",
]

EDITABLE: Final = ("company", "role_title", "channel", "url", "location", "notes")


class NamelessApplicationError(ValueError):
    """An application names its company; everything else may wait."""


def log_application(
    scope: Scope,
    client_id: UUID,
    *,
    company: str,
    role_title: str | None,
    channel: Channel | None,
    applied_on: date | None,
    url: str | None = None,
    location: str | None = None,
    notes: str | None = None,
    today: date,
    once: str | None = None,
) -> UUID:
    """Add an application that was sent on `applied_on`, or one that is saved for later; returns its key.

    A later import recognises it: its keys are those that an import computes. Raises ClientNotFoundError,
    NamelessApplicationError, ImpossibleDateError, AlreadyDoneError.
    """
    texts = {
        "company": _tidy(company),
        "role_title": _tidy(role_title),
        "url": _tidy(url),
        "location": _tidy(location),
        "notes": _tidy(notes),
    }
    if not texts["company"]:
        raise NamelessApplicationError
    if applied_on is not None:
        check_day(applied_on, today)
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    key = new_key()
    keys = StoredKeys.of_texts(texts["company"], texts["role_title"], texts["url"])
    with writing(scope, client_id) as session:
        claim_once(scope, session, once, "application.log")
        session.add(
            Application(
                id=key,
                practice_id=scope.practice_id,
                client_id=client_id,
                **texts,
                role_key=keys.role,
                link_key=keys.link,
                channel=channel,
                stage=Stage.SAVED,
                stage_known=True,
                outcome=Outcome.OPEN,
                origin="client" if scope.role is Role.CLIENT else "coach",
                field_origins=all_from(name_person(scope)),
                version=0,
                created_at=clock.now(),
            )
        )
        session.flush()
        if applied_on is not None:
            held = Held(key, client_id, None, Stage.SAVED, Outcome.OPEN, None, 0, None)
            add_event(scope, session, held, Stage.APPLIED, applied_on)
        rederive(scope, session, key)
        note_action(scope, session, "application.logged", client_id=client_id, object_id=key)
    return key


def edit_application(scope: Scope, application_id: UUID, version: int, **fields: Any) -> None:
    """Change what is written about an application; `fields` are some of EDITABLE.

    Raises ApplicationNotFoundError, NamelessApplicationError, and ChangedMeanwhileError with what stands
    there now when somebody saved it since the form was opened.
    """
    if unknown := fields.keys() - set(EDITABLE):
        raise TypeError(f"not to be edited: {', '.join(sorted(unknown))}")
    wanted = {name: _tidy(value) if isinstance(value, str) else value for name, value in fields.items()}
    if "company" in wanted and not wanted["company"]:
        raise NamelessApplicationError
    client_id = find_owner(scope, application_id)
    with writing(scope, client_id) as session:
        held = hold_application(scope, session, application_id)
        row = session.execute(
            select(Application.field_origins, *(getattr(Application, name) for name in EDITABLE)).where(
                visible(scope, Application), Application.id == application_id
            )
        ).one()
        current = {name: getattr(row, name) for name in EDITABLE}
        changes = {name: value for name, value in wanted.items() if current[name] != value}
        if changes and held.version != version:
            raise ChangedMeanwhileError(held.version, current)
        if not changes:
            return
        after = current | changes
        keys = StoredKeys.of_texts(after["company"], after["role_title"], after["url"])
        session.execute(
            update(Application)
            .where(visible(scope, Application), Application.id == application_id)
            .values(
                **changes,
                role_key=keys.role,
                link_key=keys.link,
                field_origins=with_word(row.field_origins, changes, name_person(scope)),
                version=Application.version + 1,
            )
            .execution_options(synchronize_session=False)
        )
        note_edit(scope, session, client_id, application_id, current, changes)
        note_action(scope, session, "application.edited", client_id=client_id, object_id=application_id)


def take_back_application(scope: Scope, application_id: UUID) -> None:
    """Remove an application that was logged by mistake; one that has moved, or was imported, stays.

    Raises ApplicationNotFoundError, InUseError.
    """
    client_id = find_owner(scope, application_id)
    with writing(scope, client_id) as session:
        hold_application(scope, session, application_id)
        removed = session.execute(
            delete(Application)
            .where(
                visible(scope, Application),
                Application.id == application_id,
                Application.origin.in_(("client", "coach")),
                Application.stage <= Stage.APPLIED,
                Application.outcome == Outcome.OPEN,
            )
            .returning(Application.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if removed is None:
            raise InUseError
        note_action(scope, session, "application.taken_back", client_id=client_id, object_id=application_id)


def _tidy(text: str | None) -> str | None:
    """A text without space around it; None when nothing is left."""
    return (text or "").strip() or None
