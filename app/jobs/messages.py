"""Messages leave: each is taken by lease, looked at again, put into words, handed in, and marked as sent.

What can be sent twice: a letter whose process is killed after the mail server took it and before `Notes.add`
left its file, two system calls later. It then carries the same Message-ID.
"""

from __future__ import annotations

import logging
import os
import random
import threading
import uuid
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from typing import Any

from flask import Flask, current_app

from app import clock
from app.database import begin_writing, db
from app.gateways import mail
from app.gateways.handed_in import Notes
from app.operations import sending
from app.queries import demo
from app.queries import messages as queries
from app.queries.messages import Told

log = logging.getLogger("ginnel")

KIND = "forget-messages"
PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 60.0

HandIn = Callable[[mail.Letter], None]
WORDS = "message_words"
"""Where the web leaves its way to put a message into words: see web/message_words.py."""


def run(arguments: Mapping[str, object]) -> None:
    """Each day: addresses and words of messages that were sent a week ago go, and notes nobody needs."""
    sending.forget(now=clock.now())
    notes = _notes()
    for message in queries.have_left(notes.all()):
        notes.drop(message)


def send_due(worker: str) -> int:
    """Send what is due now; how many messages left. Raises: UnreachableError."""
    db.session.rollback()
    is_due = queries.is_anything_due(clock.now())
    way_out = _way_out() if is_due else None
    db.session.rollback()
    if way_out is None:
        return 0
    notes = _notes()
    notes.ready()
    number = 0
    try:
        with way_out as hand_in:
            while (message := sending.claim(worker)) is not None:
                number += _deliver(message, hand_in, notes)
    except mail.UnreachableError as error:
        if (message := sending.claim(worker)) is not None:  # the page of messages says why they wait
            _settle(sending.hand_back, message, error=error.kind)
        raise
    return number


def _notes() -> Notes:
    return Notes(current_app.config["DATA"] / "handed-in")


def _way_out() -> Any:
    """How messages leave here: through a mail server, or in a demonstration onto a page. None: they wait."""
    settings = current_app.config
    if demo.is_demo() and not (settings["DEMO_SENDS"] and settings["SMTP_HOST"]):
        return nullcontext(_show)
    return mail.connected(_server()) if settings["SMTP_HOST"] else None


def _show(letter: mail.Letter) -> None:
    """Nothing leaves: the page of the demonstration's messages reads the outbox itself."""


def _server() -> mail.Server:
    settings = current_app.config
    answers = settings["PLACE_DATA"].help_line.email
    return mail.Server(
        settings["SMTP_HOST"],
        settings["SMTP_PORT"],
        settings["SMTP_USER"],
        settings["SMTP_PASSWORD"],
        settings["SMTP_STARTTLS"],
        sender=settings["MAIL_FROM"] or f"Ginnel <{answers}>",
        reply_to=answers,
        site=settings["PUBLIC_ADDRESS"],
    )


def _deliver(message: uuid.UUID, hand_in: HandIn, notes: Notes) -> bool:
    """Let one message go. Did it leave? Raises: UnreachableError, with the message given back."""
    if notes.has(message):
        _settle(sending.mark_sent, message)
        notes.drop(message)
        return False
    ready = sending.look_again(message)
    db.session.rollback()  # nothing is open while the letter travels
    if isinstance(ready, sending.Withheld):
        _settle(sending.drop, message, why=ready.why)
        return False
    try:
        hand_in(letter(ready))
    except mail.UnreachableError as error:
        _settle(sending.hand_back, message, error=error.kind)
        raise
    except mail.RefusedError as error:
        _settle(sending.fail, message, error=error.kind)
        return False
    except mail.PostponedError as error:
        _settle(sending.try_later, message, error=error.kind)
        return False
    except Exception as error:
        log.exception("message not in words", extra={"outbox": str(message), "kind": ready.kind})
        _settle(sending.try_later, message, error=type(error).__name__)
        return False
    with suppress(OSError):  # a full disk: the commit that follows says it too
        notes.add(message)
    _settle(sending.mark_sent, message)
    notes.drop(message)
    log.info("message sent", extra={"outbox": str(message), "kind": ready.kind})
    return True


def letter(ready: Told) -> mail.Letter:
    """A message in the words of its language."""
    worded = current_app.extensions[WORDS](
        ready.kind, ready.parameters, language=ready.language, name=ready.name, listing=ready.listing
    )
    return mail.Letter(
        str(ready.id), ready.to, worded.subject, worded.text, worded.html, language=ready.language
    )


def _settle(change: Callable[..., None], message: uuid.UUID, **values: str) -> None:
    begin_writing()
    change(message, **values)
    db.session.commit()


def run_for_ever(app: Flask, stop: threading.Event) -> None:
    """Send what falls due, until told to stop. A server that is away is asked less and less often."""
    worker = f"{os.getpid()}-{uuid.uuid4().hex[:6]}"
    pause = PAUSE_SECONDS
    while not stop.is_set():
        try:
            with app.app_context():
                send_due(worker)
            pause = PAUSE_SECONDS
        except mail.UnreachableError as error:
            log.warning("mail server away", extra={"kind": error.kind})
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        except Exception:
            log.exception("sending messages")
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        stop.wait(pause * (0.75 + random.random() / 2))  # noqa: S311 - spreads load, guards nothing


def start_thread(app: Flask, stop: threading.Event) -> None:
    """Send messages beside other work, so that a long job holds none of them up."""
    threading.Thread(target=run_for_ever, args=(app, stop), name="messages", daemon=True).start()
