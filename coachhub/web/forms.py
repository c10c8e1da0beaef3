"""What the forms of all pages share: a key that makes sending twice do once, and the way back."""

from uuid import uuid4

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import HiddenField

from coachhub.access import safe_next


class PageForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form that may be sent twice by a nervous thumb; services take `once.data` and do it once."""

    once = HiddenField()

    @property
    def once_key(self) -> str:
        """The key for the page: the one that was sent, or a new one for a new form."""
        return str(self.once.data or uuid4().hex)


def find_back(default: str) -> str:
    """Where a form came from, if that is a page of ours, else `default`."""
    return safe_next(request.form.get("back")) or default


def go_back(default: str) -> ResponseReturnValue:
    """Lead to where the form came from; 303 so that a reload sends nothing again."""
    return redirect(find_back(default), 303)
