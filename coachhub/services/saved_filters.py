"""Choices on a screen that a person gave a name: hers alone."""

from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from coachhub import clock
from coachhub.models import SavedFilter
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import NotAllowedError
from coachhub.services.transaction import writing

MOST: Final = 20
"""Names on one screen; more of them find nothing faster than the search does."""
LONGEST_NAME: Final = 60
LONGEST_QUERY: Final = 400
SCREENS: Final = ("today", "reasons")


class FilterNameError(ValueError):
    """A choice needs a name of 1 to 60 signs."""


class FilterQueryError(ValueError):
    """This is not a choice of that screen, or it is too long to be kept."""


class TooManyFiltersError(ValueError):
    """There are as many names on this screen as it shows."""


class FilterNotFoundError(LookupError):
    """There is no such name, or not for this person."""


def save_filter(scope: Scope, screen: str, name: str, query: str) -> UUID:
    """Keep a choice under a name; the same name again means the new choice. Returns its key.

    Raises NotAllowedError for a client, FilterNameError, FilterQueryError, TooManyFiltersError.
    """
    if scope.role is Role.CLIENT:
        raise NotAllowedError("Screens are the staff's.")
    # Signs that cannot be shown are no part of a name, and some databases refuse them.
    name = " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise FilterNameError
    if screen not in SCREENS or not query or len(query) > LONGEST_QUERY or not query.isprintable():
        raise FilterQueryError
    try:
        return _save(scope, screen, name, query)
    except IntegrityError:
        # The same name was kept at this very moment: now it is there.
        return _save(scope, screen, name, query)


def _save(scope: Scope, screen: str, name: str, query: str) -> UUID:
    """Write a choice that was looked at, over the one of the same name if there is one."""
    mine = (visible(scope, SavedFilter), SavedFilter.screen == screen)
    with writing(scope) as session:
        known = session.execute(
            update(SavedFilter)
            .where(*mine, SavedFilter.name == name)
            .values(query=query)
            .returning(SavedFilter.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if known is not None:
            return known
        if (session.scalar(select(func.count()).select_from(SavedFilter).where(*mine)) or 0) >= MOST:
            raise TooManyFiltersError
        row = SavedFilter(
            practice_id=scope.practice_id,
            user_id=scope.user_id,
            screen=screen,
            name=name,
            query=query,
            created_at=clock.now(),
        )
        session.add(row)
        session.flush()
        note_action(scope, session, "filter.saved", object_id=row.id)
    return row.id


def remove_filter(scope: Scope, filter_id: UUID) -> str:
    """Forget a named choice; returns the name. Raises FilterNotFoundError."""
    with writing(scope) as session:
        name = session.execute(
            delete(SavedFilter)
            .where(visible(scope, SavedFilter), SavedFilter.id == filter_id)
            .returning(SavedFilter.name)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if name is None:
            raise FilterNotFoundError
        note_action(scope, session, "filter.removed", object_id=filter_id)
    return name
