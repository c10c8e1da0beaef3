"""Agreeing on a focus: what is known that day is kept beside it, and at most one is active."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.agreement import choose_focus_cause, find_proposal, keep_baseline, keep_evidence
from coachhub.analysis.parameters import DEFAULTS
from coachhub.analysis.vocabulary import Cause
from coachhub.models import Focus, FocusStep
from coachhub.playbook.improvements import Improvement
from coachhub.queries.clients import find_client
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.focuses import ACTIVE, find_active_focus
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.client_errors import ClientNotFoundError, NotAllowedError
from coachhub.services.focuses.errors import (
    FocusActiveError,
    ImprovementNotFoundError,
    LockDaysError,
    ReasonNeededError,
    StartDayError,
)
from coachhub.services.focuses.words import LOCK_DAYS, START_WITHIN_DAYS, clean_words
from coachhub.services.holding import hold_client
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was chosen, when it begins, and what is known on the day of the agreement."""

    chosen: Improvement
    cause: Cause
    helps: frozenset[Cause]
    proposed: str | None
    near_ties: tuple[str, ...]
    evidence: dict[str, Any]
    baseline: dict[str, Any]
    starts_on: date
    locked_until: date
    review_on: date


def prepare_agreement(
    scope: Scope,
    client_id: UUID,
    improvement: str,
    *,
    today: date,
    starts_on: date | None = None,
    lock_days: int = LOCK_DAYS[0],
) -> Agreement:
    """What would be agreed today; raises what `agree_focus` does, apart from what the reason is about."""
    if scope.role is Role.CLIENT:
        raise NotAllowedError("A focus is agreed with the coach.")
    first = starts_on or today
    if not 0 <= (first - today).days <= START_WITHIN_DAYS:
        raise StartDayError
    if lock_days not in LOCK_DAYS:
        raise LockDaysError
    if find_client(scope, client_id) is None:
        raise ClientNotFoundError
    diagnosed = diagnose_clients(scope, today)
    try:
        chosen = diagnosed.playbook.find_offered(improvement)
    except KeyError as error:
        raise ImprovementNotFoundError(improvement) from error
    if str(client_id) not in diagnosed.facts.client_ids:
        raise ClientNotFoundError
    row = diagnosed.facts.client_ids.index(str(client_id))
    found, effects = diagnosed.diagnoses, diagnosed.effects
    shares = effects.eta[effects.slugs.index(chosen.slug)]
    day = {"as_of": today.isoformat()}
    return Agreement(
        chosen=chosen,
        cause=choose_focus_cause(found, effects, row, chosen.slug, chosen.cause),
        helps=frozenset(cause for cause in Cause if shares[cause] > 0),
        proposed=find_proposal(found, effects, row),
        near_ties=tuple(effects.slugs[place] for place in np.flatnonzero(found.near_ties[row])),
        evidence=day | keep_evidence(found, effects, row),
        baseline=day | keep_baseline(found, row),
        starts_on=first,
        locked_until=first + timedelta(days=lock_days),
        review_on=first + timedelta(days=DEFAULTS.review_day),
    )


def agree_focus(
    scope: Scope,
    client_id: UUID,
    improvement: str,
    *,
    today: date,
    reason: str | None = None,
    starts_on: date | None = None,
    lock_days: int = LOCK_DAYS[0],
    once: str | None = None,
) -> UUID:
    """Agree on an improvement; what is known today is kept beside it. Returns the focus's key.

    It begins today, or on `starts_on` within two weeks, and counts as active from now on. Raises
    FocusActiveError when the client works on something already, also when that was agreed a moment ago
    elsewhere; ReasonNeededError when it is not the proposal; ImprovementNotFoundError, StartDayError,
    LockDaysError, ReasonTooLongError, ClientNotFoundError, NotAllowedError for a client's scope, and
    AlreadyDoneError.
    """
    agreement = prepare_agreement(
        scope, client_id, improvement, today=today, starts_on=starts_on, lock_days=lock_days
    )
    why = clean_words(reason)
    other = agreement.proposed != agreement.chosen.slug
    if other and agreement.proposed is not None and why is None:
        raise ReasonNeededError(agreement.proposed)
    try:
        with writing(scope, client_id) as session:
            claim_once(scope, session, once, "focus.agree")
            hold_client(scope, session, client_id)
            key = add_focus(scope, session, client_id, agreement, why if other else None)
            note_action(scope, session, "focus.agreed", client_id=client_id, object_id=key)
    except IntegrityError as error:
        active = find_active_focus(scope, client_id)
        if active is None:
            raise ClientNotFoundError from error
        raise FocusActiveError(active) from error
    return key


def add_focus(scope: Scope, session: Session, client_id: UUID, agreement: Agreement, why: str | None) -> UUID:
    """Add the focus and its steps to a transaction that holds the client; returns its key.

    `why` is what the coach said where it is her own choice. The steps are copied, so that a later edition of
    the playbook changes nothing in them. Raises IntegrityError when another focus is active: the index
    decides, whatever was looked up before.
    """
    chosen = agreement.chosen
    focus = Focus(
        practice_id=scope.practice_id,
        client_id=client_id,
        state=ACTIVE,
        improvement=chosen.slug,
        cause=agreement.cause,
        evidence=agreement.evidence,
        baseline=agreement.baseline,
        near_ties=list(agreement.near_ties),
        accepted_by=scope.user_id,
        override_reason=why,
        started_on=agreement.starts_on,
        locked_until=agreement.locked_until,
        review_on=agreement.review_on,
        created_at=clock.now(),
    )
    session.add(focus)
    session.flush()
    key = focus.id
    session.add_all(
        FocusStep(
            practice_id=scope.practice_id,
            client_id=client_id,
            focus_id=key,
            position=position,
            words=words,
        )
        for position, words in enumerate(chosen.steps, 1)
    )
    return key
