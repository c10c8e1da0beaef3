"""A mail server of this test's own, which keeps what it is given and refuses what it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from coachhub.settings import MailSettings
from tests.support.ports import free_port


class Postman:
    """Keeps letters; `answers` are given instead, one after the other, while there are any."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.answers:
            return self.answers.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        return "250 taken"


@contextmanager
def run_mail_server(port: int | None = None) -> Iterator[tuple[Postman, MailSettings]]:
    """A server on this machine, with the settings that lead to it."""
    postman = Postman()
    controller = Controller(postman, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield postman, MailSettings("127.0.0.1", controller.port, "hello@coach.example.org", "none")
    finally:
        controller.stop()
