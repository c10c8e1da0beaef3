"""One tap for what would settle it: how far a rejection came, and questions for the client's own page."""

from datetime import date
from typing import Final
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Outcome, Stage
from coachhub.queries.applications import ApplicationDetail, find_application
from coachhub.queries.clients import ClientRow, find_client
from coachhub.services.applications import ImpossibleDateError
from coachhub.services.rejections import NotRejectedError, postpone_reflection, record_rejection
from coachhub.web.forms import go_back

pages = Blueprint("asking", __name__)

CAME_AFTER: Final = {stage.word: stage for stage in (Stage.APPLIED, Stage.SCREENING, Stage.INTERVIEW)}
"""Nothing, a first call, an interview: what people remember of an old rejection."""


@pages.post("/applications/<uuid:application_id>/came-after")
def say_came_after(application_id: UUID) -> ResponseReturnValue:
    """Note how far a rejection came of which a sheet kept only the last word."""
    application, client = find_both(application_id)
    screen = f"/dash/clients/{client.id}"
    stage = CAME_AFTER.get(request.form.get("stage", ""))
    if stage is None:
        flash(_("Nothing was changed: choose one of the answers."))
        return go_back(screen)
    if application.outcome is not Outcome.REJECTED or application.stage_known:
        flash(_("%(company)s: somebody noted that already.", company=application.company))
        return go_back(screen)
    if application.closed_on is None:
        # Without its day nothing can be placed in time: its own page asks for both.
        address = f"/clients/{client.id}/search/applications/{application.id}/rejection/stage"
        return redirect(address, 303)
    try:
        record_rejection(
            access.current_scope(),
            application.id,
            stage=stage,
            occurred_on=application.closed_on,
            today=find_today(client),
        )
    except ImpossibleDateError:
        flash(_("Nothing was changed: the day of this answer cannot be right. Its own page lets you say it."))
        return go_back(screen)
    flash(say_noted(application, stage))
    return go_back(screen)


def say_noted(application: ApplicationDetail, stage: Stage) -> str:
    """What was noted, and where it can be changed."""
    said = {
        Stage.APPLIED: _("%(company)s: closed before a first answer.", company=application.company),
        Stage.SCREENING: _("%(company)s: closed after a first call.", company=application.company),
        Stage.INTERVIEW: _("%(company)s: closed after an interview.", company=application.company),
    }[stage]
    return said + " " + _("Its own page lets you change that.")


@pages.post("/applications/<uuid:application_id>/ask-client")
def ask_client(application_id: UUID) -> ResponseReturnValue:
    """Put the questions about a rejection on the client's own page; he may leave them there."""
    application, client = find_both(application_id)
    screen = f"/dash/clients/{client.id}"
    if client.user_id is None:
        flash(_("%(name)s has no account yet: ask when you meet.", name=client.name))
        return go_back(screen)
    try:
        postpone_reflection(access.current_scope(), application.id, find_today(client))
    except NotRejectedError:
        flash(_("%(company)s is no rejection any more. Nothing was changed.", company=application.company))
        return go_back(screen)
    flash(
        _(
            "The questions about %(company)s stand on %(name)s’s page from now on. They can wait.",
            company=application.company,
            name=client.name,
        )
    )
    return go_back(screen)


def find_both(application_id: UUID) -> tuple[ApplicationDetail, ClientRow]:
    """An application with its client; not there and not yours are the same."""
    scope = access.current_scope()
    application = find_application(scope, application_id)
    client = find_client(scope, application.client_id) if application else None
    if application is None or client is None:
        abort(404)
    return application, client


def find_today(client: ClientRow) -> date:
    """The client's calendar day: his search has one calendar, whoever writes into it."""
    person = access.current_person()
    return clock.today(client.timezone, person.timezone if person else "UTC")
