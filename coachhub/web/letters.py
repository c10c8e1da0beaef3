"""The mails that we send, and the links in them: rendered while the request knows the language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app, render_template, request, url_for
from flask_babel import format_datetime

from coachhub import access
from coachhub.access.language import gettext as _
from coachhub.access.sessions import settings_of
from coachhub.services.outbox import Letter


def sends_mail() -> bool:
    """Whether this installation has a mail server; else links are shown to be copied."""
    return settings_of(current_app).mail is not None


def full_url(endpoint: str, token: str | None = None) -> str:
    """A link that works outside this page: it begins with the address that the settings name.

    Without one no mail goes out, and the link is shown to who asked, under the name she came by.
    """
    base = settings_of(current_app).public_url or request.url_root.rstrip("/")
    return base + (url_for(endpoint, token=token) if token else url_for(endpoint))


def write_invitation(token: str, *, name: str, practice: str, inviter: str) -> Letter:
    """The mail that brings somebody the link of an invitation; it names nobody's search."""
    return Letter(
        _("%(name)s invites you to CoachHub", name=one_line(inviter)),
        render_template(
            "mail/invitation.txt",
            name=one_line(name),
            practice=one_line(practice),
            inviter=one_line(inviter),
            link=full_url("invitations.accept", token=token),
        ),
    )


def write_reset(token: str) -> Letter:
    """The mail that brings the link for a new password."""
    return Letter(
        _("A new password for CoachHub"),
        render_template("mail/reset.txt", link=full_url("door.reset_password", token=token)),
    )


def write_notice() -> Letter | None:
    """The mail that says that a password was changed; None without a mail server."""
    if not sends_mail():
        return None
    return Letter(
        _("Your CoachHub password was changed"),
        render_template("mail/changed.txt", link=full_url("door.forgot_password")),
    )


def one_line(text: str) -> str:
    """A name as a subject line can hold it."""
    return " ".join(text.split())


def say_moment(moment: datetime) -> str:
    """A moment as the clock of the practice shows it."""
    person = access.current_person()
    zone = ZoneInfo(person.timezone if person else "UTC")
    return str(format_datetime(moment.astimezone(zone), "EEEE d MMMM, HH:mm", rebase=False))
