"""The page on which a coach chooses a focus: what is proposed stands first, everything else is folded."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import Length

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.access.language import ngettext
from coachhub.analysis.actions import CHECKLIST, find_settled
from coachhub.analysis.agreement import find_proposal
from coachhub.analysis.vocabulary import Cause
from coachhub.playbook.improvements import Improvement
from coachhub.queries.checklists import find_answers
from coachhub.queries.clients import ClientRow
from coachhub.queries.coaching_rows import Answers
from coachhub.queries.diagnoses import diagnose_clients
from coachhub.queries.focuses import ACTIVE, FocusRow, list_focuses
from coachhub.scope import Role
from coachhub.services import focuses
from coachhub.web.causes import name
from coachhub.web.forms import PageForm

LONGEST_REASON = focuses.LONGEST_REASON


class FocusForm(PageForm):
    """An improvement, and why it is another one than the proposal."""

    improvement = StringField(validators=[Length(max=60)])
    reason = StringField(validators=[Length(max=LONGEST_REASON)])
    starts_on = StringField()
    lock = StringField()


@dataclass(frozen=True, slots=True)
class Days:
    """When a focus begins, and for how long it is kept to at least."""

    starts_on: date
    lock_days: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """The focus that another one is chosen for, and what speaks for that."""

    focus: FocusRow
    title: str
    offered: str | None
    why: str | None
    locked: str | None  # until when, where its lock is not over


@dataclass(frozen=True, slots=True)
class Option:
    """One improvement as a choice."""

    improvement: Improvement
    effort: str
    proposed: bool
    last_done: date | None
    in_place: bool  # the checklist says that there is nothing left to improve


@dataclass(frozen=True, slots=True)
class Group:
    """The improvements of one cause; open where one of them is proposed or chosen, else folded."""

    kind: str
    name: str
    options: list[Option]
    open: bool


def find_today() -> date:
    """The reader's calendar day."""
    person = access.current_person()
    return clock.today(person.timezone if person else "UTC")


def read_days(form: FocusForm, today: date) -> Days | None:
    """The days in a form, today and four weeks where nothing is said; None with a sentence on the field."""
    text = (form.starts_on.data or "").strip()
    furthest = today + timedelta(days=focuses.START_WITHIN_DAYS)
    try:
        starts_on = date.fromisoformat(text) if text else today
    except ValueError:
        starts_on = date.min
    locks = {str(days): days for days in focuses.LOCK_DAYS}
    lock_days = locks.get(form.lock.data or str(focuses.LOCK_DAYS[0]))
    wrong = not today <= starts_on <= furthest
    # After the others have looked: validating would take the sentence away again.
    form.validate()
    if wrong:
        form.starts_on.errors = [_("It begins today, or on a day within the next two weeks.")]
    if lock_days is None:
        form.lock.errors = [_("Choose one of the two.")]
    return None if wrong or lock_days is None else Days(starts_on, lock_days)


def show_choice(
    client: ClientRow,
    form: FocusForm,
    status: int = 200,
    *,
    replaced: Replaced | None = None,
    agreed: list[FocusRow] | None = None,
) -> ResponseReturnValue:
    """The page of improvements, with what was chosen and typed; `replaced` is what one is chosen for."""
    scope, today = access.current_scope(), find_today()
    diagnosed = diagnose_clients(scope, today)
    known = str(client.id) in diagnosed.facts.client_ids
    row = diagnosed.facts.client_ids.index(str(client.id)) if known else -1
    proposed = find_proposal(diagnosed.diagnoses, diagnosed.effects, row) if known else None
    done: dict[str, date] = {}
    agreed = list_focuses(scope, client.id) if agreed is None else agreed
    if replaced is not None:
        proposed = replaced.offered
    for focus in reversed(agreed):
        if focus.completed_on is not None:
            done[focus.improvement] = focus.completed_on
    answers = find_answers(scope, client.id)
    settled = list_settled(answers)
    groups = [
        make_group(
            cause,
            [
                Option(
                    one, say_effort(one), one.slug == proposed, done.get(one.slug), one.settled_by in settled
                )
                for one in diagnosed.playbook.offered
                if one.cause is cause and (replaced is None or one.slug != replaced.focus.improvement)
            ],
            {proposed, form.improvement.data},
        )
        for cause in Cause
    ]
    active = None if replaced else next((focus for focus in agreed if focus.state == ACTIVE), None)
    if not form.starts_on.data:
        form.starts_on.data = today.isoformat()
    page = render_template(
        "focus/switch.html" if replaced else "focus/choose.html",
        client=client,
        form=form,
        # What is open comes first: the rest is one line for each cause, and the button is near.
        groups=sorted(groups, key=lambda group: not group.open),
        proposed=proposed,
        active=active,
        active_title=diagnosed.playbook.name(active.improvement) if active else None,
        answered=answers is not None,
        owner=scope.role is Role.OWNER,
        screen=f"/dash/clients/{client.id}",
        replaced=replaced,
        today=today,
        furthest=today + timedelta(days=focuses.START_WITHIN_DAYS),
        locks=list_locks(),
        lock=form.lock.data or str(focuses.LOCK_DAYS[0]),
        action=url_for("focus_switch.switch", focus_id=replaced.focus.id)
        if replaced
        else url_for("focus.agree_focus", client_id=client.id),
        most=LONGEST_REASON,
    )
    return page, status


def make_group(cause: Cause, options: list[Option], wanted: set[str | None]) -> Group:
    """The improvements of a cause, open where one of `wanted` is among them."""
    is_open = any(option.improvement.slug in wanted for option in options)
    return Group(cause.word, name(cause), options, is_open)


def list_settled(answers: Answers | None) -> set[str | None]:
    """The keys of the checklist that say that there is nothing left to improve."""
    if answers is None:
        return set()
    settled = find_settled(np.array([answers.values], dtype=np.float64))[0]
    return {key for key, is_settled in zip(CHECKLIST, settled.tolist(), strict=True) if is_settled}


def say_effort(improvement: Improvement) -> str:
    """How much work it is."""
    return ngettext(
        "%(steps)d steps, about %(num)d hour",
        "%(steps)d steps, about %(num)d hours",
        max(1, round(improvement.effort_hours)),
        steps=len(improvement.steps),
    )


def list_locks() -> list[tuple[str, str]]:
    """For how long a focus is kept to, as choices."""
    usual, short = focuses.LOCK_DAYS
    return [
        (str(usual), _("Four weeks, which is usual")),
        (str(short), _("Three weeks")),
    ]
