"""Who sees which rows: the only place that writes those conditions."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, literal, or_, select

from coachhub.models import (
    CheckIn,
    Client,
    Note,
    Workshop,
    WorkshopGuest,
    is_common,
    is_for_staff,
    is_personal,
)
from coachhub.scope import Role, Scope


def visible(scope: Scope, model: Any) -> ColumnElement[bool]:
    """The rows of `model` that `scope` may see: the practice for an owner, her clients for a coach, himself.

    Personal rows are seen by their person alone; what coaches work out about clients, by no client; a common
    table (the playbook, workshops) by everybody whom it is for. What a coach keeps private never reaches the
    client, and how a client feels reaches the staff only where he shares it.
    `model` is a mapped class (or an alias of one) with `practice_id`, and `client_id` unless it is Client.
    """
    in_practice: ColumnElement[bool] = model.practice_id == scope.practice_id
    mapper = getattr(model, "__mapper__", None) or model._aliased_insp.mapper
    kind = mapper.class_
    if is_personal(mapper.local_table):
        return and_(in_practice, model.user_id == scope.user_id)
    if scope.role is Role.CLIENT and is_for_staff(mapper.local_table):
        # Spelled out: `false()` would swallow the practice, which every statement has to name.
        return and_(in_practice, literal(1) == 0)
    if is_common(mapper.local_table):
        return in_practice
    if scope.role is Role.CLIENT:
        return and_(in_practice, _is_of_client(scope, model, kind))
    if kind is CheckIn:
        in_practice = and_(in_practice, model.shared.is_(True))
    if kind is Note:
        # A private note is its author's; the other coaches of the practice read what is shared.
        in_practice = and_(in_practice, or_(model.visibility == "shared", model.author_id == scope.user_id))
    if scope.role is Role.OWNER:
        return in_practice
    if kind is Client:
        return and_(in_practice, model.coach_id == scope.user_id)
    if not hasattr(model, "client_id"):
        return false()
    hers = select(Client.id).where(Client.practice_id == scope.practice_id, Client.coach_id == scope.user_id)
    return and_(in_practice, model.client_id.in_(hers))


def whole_practice(scope: Scope) -> Scope:
    """The scope of sums over everybody in the practice, whoever of its staff asks.

    For `queries.coaching_rows` and `queries.learning` alone, which show no row of it (docs/decisions/0017).
    """
    if scope.role is Role.CLIENT:
        raise ValueError("a client's scope is himself")
    return Scope(scope.practice_id, scope.user_id, Role.OWNER)


def invites(scope: Scope) -> ColumnElement[bool]:
    """The workshops that a client is a guest of: the one thing of a staff's table that he is told of.

    Only `queries.workshops.list_invitations` asks, and reads what the invitation says and no other column
    (docs/decisions/0018). For staff it holds of nothing: they have `visible`.
    """
    guest = exists().where(
        WorkshopGuest.practice_id == scope.practice_id,
        WorkshopGuest.workshop_id == Workshop.id,
        WorkshopGuest.client_id == scope.client_id,
    )
    return and_(Workshop.practice_id == scope.practice_id, guest)


def _is_of_client(scope: Scope, model: Any, kind: type) -> ColumnElement[bool]:
    """The rows about a client that he may read himself."""
    if kind is Client:
        own: ColumnElement[bool] = model.id == scope.client_id
        return own
    if not hasattr(model, "client_id"):
        return false()
    own = model.client_id == scope.client_id
    return and_(own, model.visibility == "shared") if kind is Note else own
