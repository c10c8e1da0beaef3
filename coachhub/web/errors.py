"""Error pages: one sentence, what to do now, and nothing about the inside."""

import logging
import traceback
from typing import Final

from dash.exceptions import DependencyException
from flask import Flask, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from coachhub.access import safe_next
from coachhub.access.policy import find_rule
from coachhub.services.applications import ApplicationNotFoundError, EventNotFoundError
from coachhub.services.clients import ClientNotFoundError
from coachhub.services.milestones import MilestoneNotFoundError

log = logging.getLogger(__name__)

GONE: Final = (ApplicationNotFoundError, ClientNotFoundError, EventNotFoundError, MilestoneNotFoundError)
"""What a page saw a moment before, and what somebody else removed or handed over since."""
TYPED: Final = ("company", "role_title", "location", "url", "notes", "words", "reason")
"""The fields that hold what somebody wrote; never a password, never a key."""


def explain(status: int) -> tuple[str, str]:
    """A title and what to do, for a status."""
    known = {
        400: (
            _("This form could not be read"),
            _("It may have been open for too long. Go back, load the page again and send it once more."),
        ),
        401: (
            _("You are signed out, so nothing was changed"),
            _("It may have been a long time, or you signed out in another window. Sign in and do it again."),
        ),
        403: (_("This came from another site"), _("Open CoachHub itself and do it from there.")),
        404: (_("There is nothing here"), _("The address may be old, or the page may not be yours to see.")),
        405: (_("This page cannot be used that way"), _("Go back and use the buttons on the page.")),
        413: explain_size(),
        429: (_("Please wait a moment"), _("There were many attempts. Try again in a few minutes.")),
    }
    return known.get(
        status,
        (_("Something went wrong on our side"), _("Nothing was lost. Try again; if it stays, tell us when.")),
    )


def explain_size() -> tuple[str, str]:
    """What is too large, and what to do: a file where files are taken, else what was typed."""
    rule = find_rule(request.endpoint or "")
    if rule is not None and not rule.takes_files:
        return (
            _("This is more text than a form can hold"),
            _("Nothing was changed. Go back, shorten what you typed, and send it again."),
        )
    return (
        _("This file is too large"),
        _("Files up to 25 MB can be read. Save the sheet as CSV, which is smaller."),
    )


def register(app: Flask) -> None:
    """Answer every error with our own page, or with JSON where a script asks."""

    @app.errorhandler(HTTPException)
    def show_http_error(error: HTTPException) -> ResponseReturnValue:
        return answer(error.code or 500)

    for gone in GONE:
        app.register_error_handler(gone, lambda _error: answer(404))

    @app.errorhandler(DependencyException)
    def show_missing_script(_error: Exception) -> ResponseReturnValue:
        return answer(404)

    @app.errorhandler(Exception)
    def show_error(error: Exception) -> ResponseReturnValue:
        log.error("unhandled %s at %s\n%s", type(error).__name__, request.endpoint, say_where(error))
        return answer(500)


def say_where(error: BaseException) -> str:
    """The lines of ours and of others that led to an error, without its message: that may quote people."""
    return "".join(traceback.format_tb(error.__traceback__)).rstrip()


def answer(status: int) -> ResponseReturnValue:
    """The error page, or its title as JSON where no page is expected."""
    title, advice = explain(status)
    if request.path.startswith("/dash/_") or request.path == "/health":
        return jsonify(error=title), status
    typed = list_typed() if status == 401 else []
    again = find_page() if status == 401 else None
    return render_template("error.html", title=title, advice=advice, typed=typed, again=again), status


def list_typed() -> list[str]:
    """What somebody had written into a form that cannot be kept now: shown once, so that it is not lost."""
    rule = find_rule(request.endpoint or "")
    if rule is None or rule.takes_files:
        return []
    sent = read_sent()
    return [text.strip() for name in TYPED for text in sent.getlist(name) if text.strip()]


def read_sent() -> MultiDict[str, str]:
    """The fields of the form; none where there are too many, or too large ones: nobody is known yet."""
    try:
        return request.form
    except HTTPException:
        return MultiDict()


def find_page() -> str:
    """The address of the sign-in that leads back to the page on which the form stood.

    Our pages send no `Referer`: the form says where it came from, or stands at its own address.
    """
    return url_for("door.sign_in", next=safe_next(read_sent().get("back")) or safe_next(request.path))
