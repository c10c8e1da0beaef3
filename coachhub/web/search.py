"""The client's own page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from coachhub import access
from coachhub.queries import applications

pages = Blueprint("search", __name__)


@pages.get("/search")
def show_search() -> ResponseReturnValue:
    """My search: what is under way, and the closed ones folded."""
    rows = applications.list_applications(access.current_scope())
    return render_template("search.html", rows=rows)
