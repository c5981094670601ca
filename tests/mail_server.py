"""A real mail server on loopback that counts what it takes."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller

from tests.served import free_port


class MailServer:
    """`with MailServer() as server:` letters that arrive are in `server.letters`, in order."""

    def __init__(self, port: int = 0) -> None:
        self.port = port or free_port()
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.refuses: dict[str, str] = {}
        """Address -> what is answered to it, such as `550 no such user`."""
        self.answers_data: str = ""
        """What is answered to a letter itself, where it is not taken."""
        self.slow = 0.0
        """How long it thinks about each letter before it takes it. Units: seconds."""
        self.taken = threading.Event()
        self.underway = 0
        """How many letters have come in and are not taken yet."""

    def __enter__(self) -> Self:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.controller.stop()

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.answers_data:
            return self.answers_data
        self.underway += 1
        try:
            await asyncio.sleep(self.slow)
            return self.take(envelope)
        finally:
            self.underway -= 1

    def take(self, envelope: Any) -> str:
        self.raw.append(envelope.content)
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        letter["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.letters.append(letter)
        self.taken.set()
        return "250 taken"

    def by_id(self) -> Counter[str]:
        """Message-ID -> how often it arrived."""
        return Counter(str(letter["Message-ID"]) for letter in self.letters)

    def settings(self) -> dict[str, Any]:
        """What the application must be told to send here."""
        return {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": self.port, "SMTP_STARTTLS": False}

    def environment(self) -> dict[str, str]:
        return {
            "GINNEL_SMTP_HOST": "127.0.0.1",
            "GINNEL_SMTP_PORT": str(self.port),
            "GINNEL_SMTP_STARTTLS": "0",
        }


@contextlib.contextmanager
def told(app: Any, server: MailServer) -> Any:
    """Let the application send to this server for a while."""
    before = {name: app.config[name] for name in server.settings()}
    app.config.update(server.settings())
    try:
        yield server
    finally:
        app.config.update(before)
