"""What an owner adds to the practice's playbook, changes in it, retires from it and brings back."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from coachhub import clock
from coachhub.analysis.vocabulary import Cause
from coachhub.models import Practice, PracticeImprovement
from coachhub.playbook.book import Entry, Origin, Playbook
from coachhub.playbook.drafts import SHARES, Draft, Problem, find_problems
from coachhub.queries.playbook import read_playbook
from coachhub.queries.visibility import visible
from coachhub.scope import Role, Scope
from coachhub.services.audit import note_action
from coachhub.services.clients import NotAllowedError
from coachhub.services.focuses import ImprovementNotFoundError
from coachhub.services.identity.once import claim_once
from coachhub.services.transaction import writing
from coachhub.services.versions import ChangedMeanwhileError

OWN: Final = "own_"
"""How the slugs of a practice's own begin, so that none is ever one of everybody's."""
LONGEST_SLUG: Final = 50
MOST_OWN: Final = 60
"""More of them than anybody reads; and places in the table of effects are kept in one byte."""
WORDS: Final = ("title", "why", "needs", "steps", "done", "source", "effort_hours")


@dataclass
class DraftRefusedError(ValueError):
    """Something has to be corrected before this can be kept."""

    problems: list[Problem]


class LastOneError(RuntimeError):
    """It is the last one of its cause: without it there is nothing to propose."""


class PlaybookFullError(RuntimeError):
    """The practice has as many of its own as a playbook holds."""


def add_improvement(scope: Scope, draft: Draft, *, once: str | None = None) -> str:
    """Add an improvement of the practice's own; returns its slug.

    Raises NotAllowedError unless an owner asks, DraftRefusedError, PlaybookFullError and AlreadyDoneError.
    """
    _check_owner(scope)
    clean = _check(draft)
    with writing(scope) as session:
        claim_once(scope, session, once, "playbook.add")
        playbook = _hold_playbook(scope, session)
        if sum(entry.origin is Origin.OWN for entry in playbook.entries) >= MOST_OWN:
            raise PlaybookFullError
        slug = _name_slug(clean.title, {entry.improvement.slug for entry in playbook.entries})
        key = _insert(scope, session, slug, clean.cause, {clean.cause.word: clean.share}, _words_of(clean))
        note_action(scope, session, "playbook.added", object_id=key)
    return slug


def edit_improvement(scope: Scope, slug: str, version: int, draft: Draft) -> None:
    """Change the words of an improvement, and of one's own also what it helps; `version` is that of the form.

    What everybody has keeps its cause and its share, so that what was measured of it stays comparable.
    Raises NotAllowedError unless an owner asks, ImprovementNotFoundError, DraftRefusedError, LastOneError
    when it would leave a cause without any, and ChangedMeanwhileError with what stands there now. The same
    words again change nothing and are no error.
    """
    _check_owner(scope)
    with writing(scope) as session:
        playbook = _hold_playbook(scope, session)
        entry = _find_entry(playbook, slug)
        own = entry.origin is Origin.OWN
        clean = _check(draft if own else replace(draft, share=SHARES[0]))
        values = _words_of(clean)
        if own:
            values |= {"cause": clean.cause, "eta": {clean.cause.word: clean.share}}
        current = _describe_entry(entry)
        if all(current[name] == value for name, value in values.items()):
            return
        if entry.version != version:
            raise ChangedMeanwhileError(entry.version, current)
        if values.get("cause", current["cause"]) is not current["cause"]:
            _check_not_last(playbook, entry)
        key = _update(scope, session, slug, {**values, "version": version + 1})
        if key is None:
            key = _insert(scope, session, slug, current["cause"], current["eta"], values, version=1)
        note_action(scope, session, "playbook.changed", object_id=key)


def retire_improvement(scope: Scope, slug: str) -> None:
    """Offer an improvement no more; who works on it goes on. Retiring it twice is no error.

    Raises NotAllowedError unless an owner asks, ImprovementNotFoundError, and LastOneError.
    """
    _check_owner(scope)
    with writing(scope) as session:
        playbook = _hold_playbook(scope, session)
        entry = _find_entry(playbook, slug)
        if entry.retired:
            return
        _check_not_last(playbook, entry)
        key = _update(scope, session, slug, {"retired_at": clock.now()})
        if key is None:
            # In the words that everybody has: the next who changes them starts from those.
            now = _describe_entry(entry)
            words = {name: now[name] for name in WORDS}
            key = _insert(scope, session, slug, now["cause"], now["eta"], words, retired_at=clock.now())
        note_action(scope, session, "playbook.retired", object_id=key)


def bring_back(scope: Scope, slug: str) -> None:
    """Offer a retired improvement again. Bringing it back twice is no error.

    Raises NotAllowedError unless an owner asks, and ImprovementNotFoundError.
    """
    _check_owner(scope)
    with writing(scope) as session:
        entry = _find_entry(_hold_playbook(scope, session), slug)
        if not entry.retired:
            return
        key = _update(scope, session, slug, {"retired_at": None})
        note_action(scope, session, "playbook.brought_back", object_id=key)


def _describe_entry(entry: Entry) -> dict[str, Any]:
    """What stands in an entry, by the columns of its row."""
    improvement = entry.improvement
    words: dict[str, Any] = {name: getattr(improvement, name) for name in WORDS}
    words["steps"] = list(improvement.steps)
    shares = {cause.word: improvement.eta[cause] for cause in Cause if improvement.eta[cause]}
    return words | {"cause": improvement.cause, "eta": shares}


def _check_owner(scope: Scope) -> None:
    """The playbook is the practice's, and owners keep what is the practice's."""
    if scope.role is not Role.OWNER:
        raise NotAllowedError("The playbook is kept by the practice's owners.")


def _check(draft: Draft) -> Draft:
    """The draft as it can be kept; DraftRefusedError with all that has to be corrected."""
    clean = replace(
        draft,
        title=" ".join(_clean(draft.title).split()),
        why=_clean(draft.why),
        needs=_clean(draft.needs),
        steps=tuple(_clean(step) for step in draft.steps if _clean(step)),
        done=_clean(draft.done),
        source=_clean(draft.source),
    )
    problems = find_problems(clean)
    if problems:
        raise DraftRefusedError(problems)
    return clean


def _clean(words: str) -> str:
    """Words as they can be kept: PostgreSQL holds no NUL."""
    return words.replace("\x00", "").replace("\r\n", "\n").strip()


def _words_of(draft: Draft) -> dict[str, Any]:
    """The columns that both kinds of entries have of their own."""
    return {name: getattr(draft, name) for name in WORDS} | {"steps": list(draft.steps)}


def _hold_playbook(scope: Scope, session: Session) -> Playbook:
    """The playbook as it is, held until the commit: two owners never change it at the same moment."""
    session.execute(select(Practice.id).where(Practice.id == scope.practice_id).with_for_update())
    return read_playbook(scope)


def _find_entry(playbook: Playbook, slug: str) -> Entry:
    """The entry, or ImprovementNotFoundError."""
    try:
        return playbook.find_entry(slug)
    except KeyError as error:
        raise ImprovementNotFoundError(slug) from error


def _check_not_last(playbook: Playbook, entry: Entry) -> None:
    """LastOneError where an entry is the only one that is offered for its cause."""
    cause = entry.improvement.cause
    if not entry.retired and sum(one.cause is cause for one in playbook.offered) == 1:
        raise LastOneError


def _update(scope: Scope, session: Session, slug: str, values: dict[str, Any]) -> UUID | None:
    """Write over the practice's row; its key, or None where it has none of this slug."""
    return session.execute(
        update(PracticeImprovement)
        .where(visible(scope, PracticeImprovement), PracticeImprovement.slug == slug)
        .values(**values)
        .returning(PracticeImprovement.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()


def _insert(
    scope: Scope,
    session: Session,
    slug: str,
    cause: Cause,
    eta: dict[str, float],
    words: dict[str, Any],
    **more: Any,
) -> UUID:
    """Add the practice's row; its version is 0 as long as nobody changed its words."""
    row = PracticeImprovement(
        **{"version": 0, "retired_at": None} | more,
        **words,
        practice_id=scope.practice_id,
        slug=slug,
        cause=cause,
        eta=eta,
        made_by=scope.user_id,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row.id


def _name_slug(title: str, taken: set[str]) -> str:
    """A slug that says the title in plain letters and that nothing else has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = OWN + (re.sub(r"[^a-z0-9]+", "_", plain)[:LONGEST_SLUG].strip("_") or "improvement")
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}_{number}", number + 1
    return slug
