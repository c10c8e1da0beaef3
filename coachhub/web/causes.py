"""Saying in one tap what tipped a rejection, or that one cannot tell; and taking it back."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from flask import Blueprint, abort, flash, render_template, request
from flask.typing import ResponseReturnValue

from coachhub import access, clock
from coachhub.access.language import gettext as _
from coachhub.analysis.vocabulary import Cause, Source
from coachhub.queries.applications import ApplicationDetail, find_application
from coachhub.queries.clients import find_client
from coachhub.services import attributions
from coachhub.services.attributions import ApplicationNotFoundError
from coachhub.web.forms import find_back, go_back

pages = Blueprint("causes", __name__)

REASONS: Final = "/dash/reasons"
NOBODY_KNOWS: Final = "none"
UNDO: Final = "undo"
LONGEST: Final = 2000
ASIDE_DAYS: Final = 28
"""How long a rejection that nobody could explain is not asked about: new words may have come by then."""
CAUSES: Final = {cause.word: cause for cause in Cause}


@pages.route("/applications/<uuid:application_id>/cause", methods=["POST"])
def name_cause(application_id: UUID) -> ResponseReturnValue:
    """Keep what the coach says about one rejection, and lead back to where she was."""
    scope = access.current_scope()
    application = find_application(scope, application_id)
    if application is None:
        abort(404)
    said = list(dict.fromkeys(word for word in request.form.getlist("cause") if word))
    words = request.form.get("words", "").replace("\r\n", "\n").strip()
    problem = find_problem(said, words)
    if problem:
        return ask_again(application, said, words, problem), 422
    try:
        flash(keep(application, said, words or None))
    except ApplicationNotFoundError:
        # It was removed, or handed over, in this very moment.
        abort(404)
    return go_back(REASONS)


def find_problem(said: list[str], words: str) -> str | None:
    """What is wrong with the form, in a sentence; None when it can be kept."""
    if not said:
        return _("Choose what tipped it, or say that you cannot tell.")
    if said not in ([NOBODY_KNOWS], [UNDO]) and not set(said) <= set(CAUSES):
        return _("Choose one or several of the four reasons, or say that you cannot tell.")
    if len(words) > LONGEST:
        return _(
            "Your words are too long to be kept: %(n)d characters, and there is room for %(most)d.",
            n=len(words),
            most=LONGEST,
        )
    return None


def keep(application: ApplicationDetail, said: list[str], words: str | None) -> str:
    """Do what the tap says; the sentence tells what was done."""
    scope, person = access.current_scope(), access.current_person()
    assert person is not None  # noqa: S101  a scope is a person's
    today = clock.today(person.timezone)
    if said == [UNDO]:
        attributions.retract_statement(scope, application.id, Source.COACH)
        attributions.undo_put_aside(scope, application.id)
        return _("Taken back: %(company)s is as it was before.", company=application.company)
    if said == [NOBODY_KNOWS]:
        attributions.put_aside(scope, application.id, until=today + timedelta(days=ASIDE_DAYS))
        return _(
            "%(company)s is put aside. It comes back in four weeks, unless somebody says why before.",
            company=application.company,
        )
    causes = [CAUSES[word] for word in said]
    attributions.attribute(scope, application.id, causes, Source.COACH, made_on=today, verbatim=words)
    return _(
        "Kept for %(company)s: %(causes)s.",
        company=application.company,
        causes=", ".join(speak_of(cause) for cause in causes),
    )


def ask_again(application: ApplicationDetail, said: list[str], words: str, problem: str) -> str:
    """The same question as a page of its own, with what was chosen and typed."""
    scope = access.current_scope()
    return render_template(
        "cause.html",
        application=application,
        client=find_client(scope, application.client_id),
        causes=[(cause.word, name(cause), cause.word in said) for cause in Cause],
        words=words,
        longest=LONGEST,
        problem=problem,
        back=find_back(REASONS),
    )


def name(cause: Cause) -> str:
    """A cause as a choice."""
    return {
        Cause.QUALIFICATIONS: _("Qualifications"),
        Cause.APPLICATION: _("Application"),
        Cause.INTERVIEW: _("Interview"),
        Cause.FIT: _("Fit"),
    }[cause]


def speak_of(cause: Cause) -> str:
    """A cause within a sentence."""
    return {
        Cause.QUALIFICATIONS: _("the qualifications"),
        Cause.APPLICATION: _("the application"),
        Cause.INTERVIEW: _("the interview itself"),
        Cause.FIT: _("the fit"),
    }[cause]
