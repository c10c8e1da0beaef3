"""Pages and forms: HTTP on one side, one service or query call on the other."""

from flask import Flask
from flask_babel import get_locale

from coachhub import access
from coachhub.web import causes, door, errors, focus, health, imports, notes, search, today
from coachhub.web.shell import describe_shell


def register(app: Flask) -> None:
    """Add every page of this package to the application."""
    for blueprint in (
        health.pages,
        door.pages,
        imports.pages,
        search.pages,
        causes.pages,
        focus.pages,
        notes.pages,
        today.pages,
    ):
        app.register_blueprint(blueprint)
    errors.register(app)
    app.context_processor(describe_shell)
    app.jinja_env.globals["locale"] = get_locale


def select_locale() -> str:
    """The language of the practice; visitors read English."""
    person = access.current_person()
    return person.locale if person else "en"
