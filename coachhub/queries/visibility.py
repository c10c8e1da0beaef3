"""Who sees which rows: the only place that writes those conditions."""

from typing import Any

from sqlalchemy import ColumnElement, and_, false, select

from coachhub.models import Client
from coachhub.scope import Role, Scope


def visible(scope: Scope, model: Any) -> ColumnElement[bool]:
    """The rows of `model` that `scope` may see: the practice for an owner, her clients for a coach, himself.

    `model` is a mapped class (or an alias of one) with `practice_id`, and `client_id` unless it is Client.
    """
    in_practice: ColumnElement[bool] = model.practice_id == scope.practice_id
    if scope.role is Role.OWNER:
        return in_practice
    mapped = getattr(model, "__mapper__", None) or model._aliased_insp.mapper
    is_client = mapped.class_ is Client
    if not is_client and not hasattr(model, "client_id"):
        return false()
    if scope.role is Role.CLIENT:
        own = model.id if is_client else model.client_id
        return and_(in_practice, own == scope.client_id)
    if is_client:
        return and_(in_practice, model.coach_id == scope.user_id)
    hers = select(Client.id).where(Client.practice_id == scope.practice_id, Client.coach_id == scope.user_id)
    return and_(in_practice, model.client_id.in_(hers))
