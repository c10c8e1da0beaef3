"""Switching: the old focus is closed and the new one agreed in one transaction, or nothing happens."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from coachhub.queries.evaluations import list_latest_evaluations, offer_switch
from coachhub.queries.focuses import ACTIVE, find_active_focus
from coachhub.scope import Scope
from coachhub.services.audit import note_action
from coachhub.services.focuses.agreeing import add_focus, prepare_agreement
from coachhub.services.focuses.ending import close_focus, find_for_staff
from coachhub.services.focuses.errors import (
    FocusActiveError,
    FocusEndedError,
    FocusNotFoundError,
    ReasonNeededError,
    SameImprovementError,
)
from coachhub.services.focuses.holding import hold_focus
from coachhub.services.focuses.words import LOCK_DAYS, SWITCHED, clean_words
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing


def switch_focus(
    scope: Scope,
    focus_id: UUID,
    improvement: str,
    *,
    today: date,
    reason: str | None = None,
    starts_on: date | None = None,
    lock_days: int = LOCK_DAYS[0],
    once: str | None = None,
) -> UUID:
    """Close an active focus as switched and agree on another improvement; returns the new focus's key.

    Where the weekly evaluations offer the switch to a cause that the improvement helps, no reason is needed;
    everything else is the coach's own decision and needs one (ReasonNeededError), which is kept with both.
    Raises FocusNotFoundError, FocusEndedError, SameImprovementError, FocusActiveError, and what `agree_focus`
    raises about the new one.
    """
    found = find_for_staff(scope, focus_id, today)
    if found.improvement == improvement:
        raise SameImprovementError
    agreement = prepare_agreement(
        scope, found.client_id, improvement, today=today, starts_on=starts_on, lock_days=lock_days
    )
    offer = offer_switch(scope, found, list_latest_evaluations(scope, found.client_id), today)
    offered = offer is not None and offer.cause in agreement.helps
    if offer is not None and offered:
        agreement = replace(agreement, cause=offer.cause)
    why = clean_words(reason)
    if not offered and why is None:
        raise ReasonNeededError(improvement)
    try:
        with writing(scope, found.client_id) as session:
            claim_once(scope, session, once, "focus.switch")
            focus = hold_focus(scope, session, found.client_id, focus_id)
            if focus.state != ACTIVE:
                raise FocusEndedError(focus.result)
            close_focus(scope, session, focus, SWITCHED, today=today, words=why)
            key = add_focus(scope, session, focus.client_id, agreement, why)
            note_action(scope, session, "focus.switched", client_id=focus.client_id, object_id=focus_id)
            note_action(scope, session, "focus.agreed", client_id=focus.client_id, object_id=key)
            if not offered:
                note_action(scope, session, "focus.overridden", client_id=focus.client_id, object_id=focus_id)
    except IntegrityError as error:
        active = find_active_focus(scope, found.client_id)
        if active is None:
            raise FocusNotFoundError from error
        raise FocusActiveError(active) from error
    return key
