"""gettext with types, and with the practice's own word for its clients: some accompany students or members.

A message says %(client_word)s, %(clients_word)s, or the same with a capital. Every word that a person reads
passes here or through a template, while a request is being answered. Never the lazy form: Dash cannot write
a word that is not there yet.
"""

from typing import Any, Final

import flask_babel

from coachhub.access.sessions import current_person

KNOWN: Final = ("client", "candidate", "member", "participant", "student")


def gettext(message: str, **values: Any) -> str:
    """The message in the practice's language, with its values and its word for clients in place."""
    return str(flask_babel.gettext(message, **_with_words(message, values)))


def ngettext(singular: str, plural: str, number: int, **values: Any) -> str:
    """The message for a number, which it names %(num)d."""
    return str(flask_babel.ngettext(singular, plural, number, **_with_words(singular + plural, values)))


def name_audience() -> tuple[str, str]:
    """The practice's word for one client and for several; a word that we do not know reads `client`."""
    person = current_person()
    match person.audience_word if person else "client":
        case "candidate":
            pair = flask_babel.gettext("candidate"), flask_babel.gettext("candidates")
        case "member":
            pair = flask_babel.gettext("member"), flask_babel.gettext("members")
        case "participant":
            pair = flask_babel.gettext("participant"), flask_babel.gettext("participants")
        case "student":
            pair = flask_babel.gettext("student"), flask_babel.gettext("students")
        case _:
            pair = flask_babel.gettext("client"), flask_babel.gettext("clients")
    return str(pair[0]), str(pair[1])


def translate(message: str) -> str:
    """The message for a template, which puts its own values in place; our words for clients are there."""
    return _put_words(str(flask_babel.gettext(message)))


def translate_number(singular: str, plural: str, number: int) -> str:
    """The same for a number. Left as it is for the template: %(num)d."""
    translations = flask_babel.get_translations()
    return _put_words(str(translations.ungettext(singular, plural, number)))


def _put_words(message: str) -> str:
    """A message with our words for clients in place and everything else untouched."""
    if "_word)s" not in message:
        return message
    for name, word in _with_words("_word)s", {}).items():
        message = message.replace(f"%({name})s", word.replace("%", "%%"))
    return message


def _with_words(message: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a message, with the words for clients where it asks for them."""
    if "_word)s" not in message:
        return values
    one, several = name_audience()
    return {
        **values,
        "client_word": one,
        "clients_word": several,
        "Client_word": one[:1].upper() + one[1:],
        "Clients_word": several[:1].upper() + several[1:],
    }
