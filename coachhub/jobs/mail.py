"""Sending what waits in the outbox: one connection a turn, plain text, and no word of it in a log."""

import logging
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import Final

from coachhub import clock
from coachhub.scope import SystemScope
from coachhub.services.outbox import Claimed, claim_letters, leave_for_later, note_sent, put_back
from coachhub.settings import MailSettings

log = logging.getLogger(__name__)

PATIENCE: Final = 10.0
"""Seconds that a mail server may take for an answer."""


def send_due_mail(scope: SystemScope, mail: MailSettings | None) -> int:
    """Send the letters that are due; returns how many went out. Without a mail server they wait."""
    if mail is None:
        return 0
    claimed = claim_letters(scope)
    if not claimed:
        return 0
    try:
        server = connect(mail)
    except (OSError, smtplib.SMTPException) as error:
        # Nobody's letter is at fault: they all wait, and none of them counts as refused.
        log.warning("the mail server does not answer: %s", type(error).__name__)
        for one in claimed:
            leave_for_later(scope, one)
        return 0
    sent = 0
    try:
        for one in claimed:
            sent += send_one(scope, mail, server, one)
    finally:
        try:
            server.quit()
        except (OSError, smtplib.SMTPException):
            server.close()
    return sent


def connect(mail: MailSettings) -> smtplib.SMTP:
    """A connection to the mail server, encrypted as the settings say, and signed in."""
    trusted = ssl.create_default_context()
    server: smtplib.SMTP
    if mail.security == "tls":
        server = smtplib.SMTP_SSL(mail.host, mail.port, timeout=PATIENCE, context=trusted)
    else:
        server = smtplib.SMTP(mail.host, mail.port, timeout=PATIENCE)
    try:
        if mail.security == "starttls":
            server.starttls(context=trusted)
        if mail.user:
            server.login(mail.user, mail.password)
    except BaseException:
        server.close()
        raise
    return server


def send_one(scope: SystemScope, mail: MailSettings, server: smtplib.SMTP, one: Claimed) -> int:
    """Send one letter; 1 when it went out. A refusal for good gives it up, everything else waits."""
    try:
        server.send_message(write_message(mail, one), mail.sender, [one.recipient])
    except (OSError, smtplib.SMTPException, ValueError, UnicodeError) as error:
        given_up = put_back(scope, one, for_good=is_final(error))
        kept = "given up" if given_up else "kept for later"
        log.warning("letter %s (%s) did not go out, %s: %s", one.id, one.kind, kept, type(error).__name__)
        return 0
    note_sent(scope, one)
    return 1


def is_final(error: Exception) -> bool:
    """Whether trying again cannot help: the address is refused for good, or no mail can name it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPNotSupportedError | UnicodeError | ValueError):
        return not isinstance(error, OSError)
    return isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600


def write_message(mail: MailSettings, one: Claimed) -> EmailMessage:
    """The mail as it travels; its number stays the same when it has to be sent again."""
    message = EmailMessage()
    message["From"] = f"CoachHub <{mail.sender}>"
    message["To"] = one.recipient
    message["Subject"] = one.letter.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = make_msgid(idstring=one.id.hex, domain=mail.sender.rpartition("@")[2])
    # Nobody answers a program, and out-of-office programs need not answer either.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(one.letter.body)
    return message
