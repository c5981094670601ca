"""E-mail over SMTP: one letter at a time, with the same Message-ID each time it is tried."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from app import clock

PATIENCE = 20.0
"""How long the server may be silent. Units: seconds."""
MOST_SECONDS = 60.0
"""How long one letter may take altogether, however busily the server answers."""
TLS_PORT = 465

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?P<domain>[^\s@<>\"(),:;\\\[\]]{1,253})")
HOST_NAME = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.I)


class MailError(Exception):
    """A letter did not leave. `kind` says how, without the server's words: these may hold an address."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class UnreachableError(MailError):
    """The server cannot be reached, does not let us in, or went away. No letter is at fault."""


class PostponedError(MailError):
    """The server asks us to come back with this letter later."""


class RefusedError(MailError):
    """The server will never take this letter to this address."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where letters are handed in, and in whose name."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool
    sender: str
    """Shape: `Ginnel <hello@ginnel.example>`, or the address alone."""
    reply_to: str
    site: str
    """Our own address on the web: its host stands in Message-ID."""

    @property
    def name(self) -> str:
        """What we call ourselves."""
        host = urlsplit(self.site).hostname or ""
        return host if HOST_NAME.fullmatch(host) else "localhost"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in words."""

    id: str
    to: str
    subject: str
    text: str
    html: str
    language: str


def ascii_address(typed: str) -> str:
    """The address as SMTP knows it, its domain in ASCII. Raises: ValueError where it is none."""
    found = ADDRESS.fullmatch(typed.strip())
    if found is None or ".." in typed:
        raise ValueError("not an address")
    local, _, domain = typed.strip().rpartition("@")
    named = domain.encode("idna").decode("ascii")  # UnicodeError is a ValueError
    if not HOST_NAME.fullmatch(named):
        raise ValueError("not an address")
    return f"{local}@{named}"


def compose(letter: Letter, server: Server) -> EmailMessage:
    """The letter as it travels. Raises: RefusedError where the address is none."""
    try:
        to = ascii_address(letter.to)
    except ValueError as error:
        raise RefusedError("no address") from error
    name, sender = parseaddr(server.sender)
    message = EmailMessage(policy=SMTP)  # a header with a line break in it is refused
    message["From"] = Address(one_line(name), addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    if server.reply_to:
        message["Reply-To"] = Address(addr_spec=server.reply_to)
    message["Subject"] = one_line(letter.subject)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{letter.id}@{server.name}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    message["Content-Language"] = letter.language  # last: new content takes old words about it away
    return message


def one_line(text: str) -> str:
    """Text for a header: nothing in it can end the line."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@contextmanager
def connected(server: Server) -> Iterator[Callable[[Letter], None]]:
    """A way to hand letters in, one after the other.

    Raises: UnreachableError; the function raises every MailError.
    """
    smtp = _connect(server)
    try:
        yield lambda letter: _hand_in(smtp, letter, server)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _connect(server: Server) -> smtplib.SMTP:
    try:
        if server.port == TLS_PORT:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, server.name, timeout=PATIENCE, context=ssl.create_default_context()
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, server.name, timeout=PATIENCE)
        try:
            if server.starttls and server.port != TLS_PORT:
                smtp.starttls(context=ssl.create_default_context())
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
    except (OSError, smtplib.SMTPException) as error:
        raise UnreachableError(type(error).__name__) from error
    return smtp


def _hand_in(smtp: smtplib.SMTP, letter: Letter, server: Server) -> None:
    message = compose(letter, server)
    watch = threading.Timer(MOST_SECONDS, _cut, (smtp,))
    watch.daemon = True
    watch.start()
    try:
        smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise _refused(next(iter(error.recipients.values()))[0]) from error
    except smtplib.SMTPDataError as error:
        raise _refused(error.smtp_code) from error
    except smtplib.SMTPResponseException as error:  # ours to mend: the sender, a quota
        raise PostponedError(f"postponed {error.smtp_code}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise UnreachableError(type(error).__name__) from error
    finally:
        watch.cancel()


def _refused(code: int) -> MailError:
    """Codes from 500 are for ever. Source: RFC 5321 section 4.2.1."""
    return RefusedError(f"refused {code}") if code >= 500 else PostponedError(f"postponed {code}")


def _cut(smtp: smtplib.SMTP) -> None:
    if smtp.sock is not None:
        with suppress(OSError):
            smtp.sock.shutdown(socket.SHUT_RDWR)
