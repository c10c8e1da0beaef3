"""Answering what words of a tracker suggest: a person makes a statement of it, or says that it is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.vocabulary import Cause, Outcome, Source
from coachhub.extensions import db
from coachhub.models import Attribution, Client, SuggestedCause
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.attributions import replace_statement
from coachhub.services.audit import note_action
from coachhub.services.holding import hold_application
from coachhub.services.rejections import NotRejectedError
from coachhub.services.transaction import writing


class SuggestionNotFoundError(LookupError):
    """There is no such suggestion, or not for this person, or somebody answered it."""


@dataclass(frozen=True, slots=True)
class _Suggestion:
    """A suggestion that is answered, or of which the answer is taken back."""

    id: UUID
    client_id: UUID
    application_id: UUID
    cause: Cause
    source: Source
    words: str
    answer: str | None
    answered_by: UUID | None


def confirm_suggestion(scope: Scope, suggestion_id: UUID, *, made_on: date) -> UUID:
    """Make a statement of a suggestion, with its words; returns the key of its application.

    The employer's words become the employer's statement. Otherwise the reading is of whoever confirms it: the
    client's own, or the coach's. A statement of the same source stands beside it, not in its way. Raises
    SuggestionNotFoundError, NotRejectedError when the application is not rejected any more.
    """
    found = _find(scope, suggestion_id)
    with writing(scope, found.client_id) as session:
        held = hold_application(scope, session, found.application_id)
        if held.outcome is not Outcome.REJECTED:
            raise NotRejectedError
        _answer(scope, session, found.id, "confirmed")
        source = _find_source(found.source, by_client=scope.role is Role.CLIENT)
        causes, words = _list_standing(scope, session, found.application_id, source)
        replace_statement(
            scope,
            session,
            found.client_id,
            found.application_id,
            [*causes, found.cause],
            source,
            made_on=made_on,
            verbatim=_join_words([*words, found.words]),
        )
        note_action(
            scope, session, "suggestion.confirmed", client_id=found.client_id, object_id=found.application_id
        )
    return found.application_id


def dismiss_suggestion(scope: Scope, suggestion_id: UUID) -> UUID:
    """Note that the words name no cause; returns the key of the application.

    Raises SuggestionNotFoundError.
    """
    found = _find(scope, suggestion_id)
    with writing(scope, found.client_id) as session:
        hold_application(scope, session, found.application_id)
        _answer(scope, session, found.id, "dismissed")
        note_action(
            scope, session, "suggestion.dismissed", client_id=found.client_id, object_id=found.application_id
        )
    return found.application_id


def reopen_suggestion(scope: Scope, suggestion_id: UUID, *, made_on: date) -> UUID:
    """Take an answer back, the statement that was made of it included; returns the application's key.

    Raises SuggestionNotFoundError when it is not answered.
    """
    found = _find(scope, suggestion_id)
    with writing(scope, found.client_id) as session:
        hold_application(scope, session, found.application_id)
        again = session.execute(
            update(SuggestedCause)
            .where(
                visible(scope, SuggestedCause),
                SuggestedCause.id == found.id,
                SuggestedCause.answer.is_not(None),
            )
            .values(answer=None, answered_at=None, answered_by=None)
            .returning(SuggestedCause.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if again is None:
            raise SuggestionNotFoundError
        if found.answer == "confirmed":
            _take_back(scope, session, found, made_on)
        note_action(
            scope, session, "suggestion.reopened", client_id=found.client_id, object_id=found.application_id
        )
    return found.application_id


def _find(scope: Scope, suggestion_id: UUID) -> _Suggestion:
    """The suggestion; SuggestionNotFoundError when this person sees none."""
    row = db.session.execute(
        select(
            SuggestedCause.id,
            SuggestedCause.client_id,
            SuggestedCause.application_id,
            SuggestedCause.cause,
            SuggestedCause.source,
            SuggestedCause.words,
            SuggestedCause.answer,
            SuggestedCause.answered_by,
        ).where(visible(scope, SuggestedCause), SuggestedCause.id == suggestion_id)
    ).one_or_none()
    if row is None:
        raise SuggestionNotFoundError
    return _Suggestion(*row)


def _answer(scope: Scope, session: Session, suggestion_id: UUID, answer: str) -> None:
    """Write an answer; of two people who answer at once, the second learns that it was answered."""
    done = session.execute(
        update(SuggestedCause)
        .where(
            visible(scope, SuggestedCause),
            SuggestedCause.id == suggestion_id,
            SuggestedCause.answer.is_(None),
        )
        .values(answer=answer, answered_at=clock.now(), answered_by=scope.user_id)
        .returning(SuggestedCause.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if done is None:
        raise SuggestionNotFoundError


def _find_source(voice: Source, *, by_client: bool) -> Source:
    """Whose statement a confirmed suggestion is."""
    if voice is Source.EMPLOYER:
        return Source.EMPLOYER
    return Source.CLIENT if by_client else Source.COACH


def _take_back(scope: Scope, session: Session, found: _Suggestion, made_on: date) -> None:
    """The statement without what this suggestion had added to it."""
    by_client = session.scalar(
        select(
            exists().where(
                visible(scope, Client), Client.id == found.client_id, Client.user_id == found.answered_by
            )
        )
    )
    source = _find_source(found.source, by_client=bool(by_client))
    causes, words = _list_standing(scope, session, found.application_id, source)
    if found.cause not in causes:
        return
    others = session.scalars(
        select(SuggestedCause.words).where(
            visible(scope, SuggestedCause),
            SuggestedCause.application_id == found.application_id,
            SuggestedCause.id != found.id,
            SuggestedCause.answer == "confirmed",
            SuggestedCause.cause == found.cause,
            SuggestedCause.source == found.source,
        )
    ).all()
    left = causes if others else [cause for cause in causes if cause is not found.cause]
    spoken = [word for word in words if word != found.words or word in others]
    replace_statement(
        scope,
        session,
        found.client_id,
        found.application_id,
        left,
        source,
        made_on=made_on,
        verbatim=_join_words(spoken),
    )


def _list_standing(
    scope: Scope, session: Session, application_id: UUID, source: Source
) -> tuple[list[Cause], list[str]]:
    """What a source says about an application so far: its causes and its words, line by line."""
    rows: Sequence[Any] = session.execute(
        select(Attribution.cause, Attribution.verbatim)
        .where(
            visible(scope, Attribution),
            Attribution.application_id == application_id,
            Attribution.source == source,
            Attribution.retracted_at.is_(None),
        )
        .order_by(Attribution.made_at, Attribution.id)
    ).all()
    words = [line for row in rows for line in (row.verbatim or "").split("\n") if line]
    return [row.cause for row in rows], list(dict.fromkeys(words))


def _join_words(words: Sequence[str]) -> str | None:
    """Each of the words once, a line for each; None when there are none."""
    lines = [" ".join(word.split()) for word in words]
    return "\n".join(dict.fromkeys(line for line in lines if line)) or None
