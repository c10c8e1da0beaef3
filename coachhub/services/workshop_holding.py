"""A workshop that a write is about: found, locked, and who may change it; what can stand in the way."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coachhub.models import Workshop
from coachhub.queries.visibility import visible
from coachhub.queries.workshops import WorkshopRow, find_workshop
from coachhub.scope import Role, Scope
from coachhub.services.clients import NotAllowedError


class WorkshopNotFoundError(LookupError):
    """There is no such workshop, or not for this person."""


class WorkshopOverError(RuntimeError):
    """It took place or was called off: what it was stays as it is."""


class WorkshopRefusedError(ValueError):
    """Something of it cannot be kept; the argument names the field."""


class GuestNotFoundError(LookupError):
    """Somebody on the list is no client whom this person sees."""


def may_change(scope: Scope, workshop: WorkshopRow) -> bool:
    """Whether this person changes what the workshop is: who planned it does, and an owner.

    The other coaches invite their own clients to it and say which of them came.
    """
    return scope.role is Role.OWNER or workshop.made_by == scope.user_id


def refuse_clients(scope: Scope) -> None:
    """Raise NotAllowedError for a client's scope."""
    if scope.role is Role.CLIENT:
        raise NotAllowedError("Workshops are planned by the coaches.")


def find_or_refuse(scope: Scope, workshop_id: UUID) -> WorkshopRow:
    """The workshop as it stands, not locked: what changes nothing need not wait, nor count as a write."""
    workshop = find_workshop(scope, workshop_id)
    if workshop is None:
        raise WorkshopNotFoundError
    return workshop


def hold_workshop(scope: Scope, session: Session, workshop_id: UUID) -> WorkshopRow:
    """The workshop, locked until the transaction ends, so that two changes are written one by one."""
    found = session.scalar(
        select(Workshop.id).where(visible(scope, Workshop), Workshop.id == workshop_id).with_for_update()
    )
    workshop = find_workshop(scope, workshop_id) if found else None
    if workshop is None:
        raise WorkshopNotFoundError
    return workshop
