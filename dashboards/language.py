"""gettext with types: every word that a person reads passes here, while a request is being answered.

Never the lazy form: Dash cannot write a word that is not there yet.
"""

from typing import Any

import flask_babel


def gettext(message: str, **values: Any) -> str:
    """The message in the practice's language, with its values in place."""
    return str(flask_babel.gettext(message, **values))


def ngettext(singular: str, plural: str, number: int, **values: Any) -> str:
    """The message for a number, which it names %(num)d."""
    return str(flask_babel.ngettext(singular, plural, number, **values))
