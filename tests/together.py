"""Several browsers that press at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import Flask
from flask.testing import FlaskClient

T = TypeVar("T")
PATIENCE = 60
"""Units: seconds."""


def browser(app: Flask, cookie: str, value: str) -> FlaskClient:
    """One without the checks of pages, for another thread than the test's."""
    made = FlaskClient(app, app.response_class)
    made.set_cookie(cookie, value, domain="localhost")
    return made


def at_once(presses: Sequence[Callable[[], T]]) -> list[T]:
    """What each gives, all begun together. Raises: what one of them raised."""
    gate = threading.Barrier(len(presses))
    given: dict[int, T] = {}
    errors: list[BaseException] = []

    def run(at: int, press: Callable[[], T]) -> None:
        try:
            gate.wait(PATIENCE)
            given[at] = press()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    if errors:
        raise errors[0]
    return [given[at] for at in range(len(presses))]
