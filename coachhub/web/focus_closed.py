"""What came of a focus, and what comes next: one page, so that an end is a beginning."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from coachhub import access
from coachhub.analysis.agreement import find_proposal
from coachhub.analysis.vocabulary import Cause, State
from coachhub.playbook.improvements import Improvement
from coachhub.queries.confirmations import find_confirmation
from coachhub.web.causes import name
from coachhub.web.focus_standing import Standing
from coachhub.web.focus_words import (
    list_changes,
    say_gained,
    say_result,
    say_verdict,
    say_why_unsure,
    write_day,
)
from coachhub.web.forms import PageForm


def show_closed(standing: Standing) -> ResponseReturnValue:
    """What came of a focus, and the next proposal."""
    scope, focus = access.current_scope(), standing.focus
    measured = focus.measurement
    active = standing.file.active_focus
    confirmed = find_confirmation(scope, focus)
    return render_template(
        "focus/closed.html",
        standing=standing,
        focus=focus,
        client=standing.client,
        cause=name(focus.cause),
        result=say_result(focus.result),
        ended=write_day(focus.ended_on or standing.today, standing.today),
        verdict=say_verdict(measured, closed=True) if focus.has_begun(standing.today) else None,
        unsure=say_why_unsure(measured),
        gained=say_gained(measured, standing.today),
        changes=list_changes(measured, focus.cause),
        confirmed=confirmed,
        confirmed_name=name(confirmed.cause) if confirmed and confirmed.cause is not None else None,
        active=active,
        active_title=standing.diagnosed.playbook.name(active.improvement) if active else None,
        proposal=None if active else find_next(standing),
        form=PageForm(formdata=None),
        screen=f"/dash/clients/{standing.client.id}",
    )


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be worked on next."""

    improvement: Improvement
    cause: str
    kind: str
    lean: bool


def find_next(standing: Standing) -> Proposal | None:
    """The next proposal, None where nothing is proposed."""
    found, effects = standing.diagnosed.diagnoses, standing.diagnosed.effects
    if str(standing.client.id) not in standing.diagnosed.facts.client_ids:
        return None
    row = standing.diagnosed.facts.client_ids.index(str(standing.client.id))
    slug = find_proposal(found, effects, row)
    if slug is None:
        return None
    cause = Cause(int(found.cause[row]))
    return Proposal(
        standing.diagnosed.playbook.find(slug), name(cause), cause.word, found.state[row] == State.LEANING
    )
