"""Pages and forms: HTTP on one side, one service or query call on the other."""

from flask import Flask
from flask_babel import get_locale

from coachhub import access
from coachhub.access.language import translate, translate_number
from coachhub.web import (
    account,
    asking,
    causes,
    checklists,
    clients,
    door,
    errors,
    exports,
    focus,
    focus_checkin,
    focus_review,
    focus_switch,
    health,
    imports,
    invitations,
    notes,
    people,
    playbook,
    ratings,
    search,
    today,
    workshops,
)
from coachhub.web.shell import describe_shell


def register(app: Flask) -> None:
    """Add every page of this package to the application."""
    for blueprint in (
        health.pages,
        door.pages,
        imports.pages,
        *search.BLUEPRINTS,
        people.pages,
        clients.pages,
        invitations.pages,
        account.pages,
        asking.pages,
        causes.pages,
        checklists.pages,
        exports.pages,
        focus.pages,
        focus_checkin.pages,
        focus_review.pages,
        focus_switch.pages,
        notes.pages,
        playbook.pages,
        ratings.pages,
        today.pages,
        workshops.pages,
    ):
        app.register_blueprint(blueprint)
    errors.register(app)
    app.context_processor(describe_shell)
    app.jinja_env.globals["locale"] = get_locale
    # Flask-Babel's own know nothing of the practice's word for its clients.
    app.jinja_env.install_gettext_callables(translate, translate_number, newstyle=True)  # type: ignore[attr-defined]  # of an extension


def select_locale() -> str:
    """The language of the practice; visitors read English."""
    person = access.current_person()
    return person.locale if person else "en"
