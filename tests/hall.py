"""A market hall: an event, the server, and a line between them that can be cut or lose things."""

from __future__ import annotations

import io
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from app.database import db
from app.models.conversations import CaptureDevice, CaptureRecord, Conversation
from app.models.engagement import Event
from tests.factories_engagement import EventFactory

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from playwright.sync_api import Browser, BrowserContext, Page

TABLET = {"width": 820, "height": 1180}
JOIN = "join-the-market-hall"


class Line:
    """What lies between tablets and the server. `is_cut`: nobody gets through."""

    def __init__(self, app: WSGIApplication, seed: int = 5) -> None:
        self.app = app
        self.is_cut = False
        self.lost_requests = 0.0
        self.lost_replies = 0.0
        self.instead: Callable[[Request], Response | None] = lambda request: None
        self.hold: threading.Event | None = None
        """While it is not set, a record's reply waits: the server has it, the tablet does not know."""
        self.held = threading.Event()
        """A reply is waiting."""
        self.came = 0
        self.random = random.Random(seed)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        request = Request(environ)
        environ["wsgi.input"] = io.BytesIO(request.get_data())  # read twice, here and by the application
        is_record = request.method == "POST" and request.path.endswith("/records")
        self.came += is_record
        if self.is_cut or (request.method == "POST" and self.random.random() < self.lost_requests):
            lose(environ)
        if answer := self.instead(request):
            return answer(environ, start_response)
        response = Response.from_app(self.app, environ, buffered=True)
        if is_record and self.hold:
            self.held.set()
            self.hold.wait(20)
        if request.method == "POST" and self.random.random() < self.lost_replies:
            lose(environ)
        return response(environ, start_response)


def lose(environ: WSGIEnvironment) -> None:
    """Nothing comes back: the line goes dead."""
    environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    raise ConnectionResetError


class Hall:
    """The event, and the server that takes what is sent."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.line = Line(app)
        self.server = make_server("127.0.0.1", 0, self.line, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.event: Event = EventFactory(slug="market-hall", name="Market Hall", join=JOIN)
        db.session.commit()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join(10)
        self.server.server_close()

    def records(self) -> list[CaptureRecord]:
        """What the server holds now, in no order."""
        db.session.rollback()
        return list(db.session.scalars(select(CaptureRecord)))

    def is_heard_from(self) -> bool:
        """Has a tablet reported?"""
        db.session.rollback()
        return db.session.scalar(select(CaptureDevice.seen_at)) is not None

    def conversations(self) -> list[Conversation]:
        """After the job has opened what came."""
        from app.jobs import envelopes  # here: every journey would wait for it

        db.session.rollback()
        envelopes.run({})
        db.session.rollback()
        return list(db.session.scalars(select(Conversation)))

    def devices(self) -> int:
        db.session.rollback()
        return db.session.scalar(select(func.count()).select_from(CaptureDevice)) or 0

    def said(self) -> list[str]:
        """Words of everything that counts."""
        return sorted(
            point.words or ""
            for conversation in self.conversations()
            if conversation.state.value == "kept"
            for point in conversation.points
        )


@pytest.fixture
def hall(app: Flask) -> Iterator[Hall]:
    opened = Hall(app)
    yield opened
    opened.stop()


class Tablet:
    """A browser with a memory of its own; `page` is its first tab."""

    def __init__(self, context: BrowserContext, hall: Hall) -> None:
        self.context, self.hall = context, hall
        self.context.set_default_timeout(10_000)
        self.faults: list[str] = []
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.page = context.pages[0] if context.pages else context.new_page()

    def join(self) -> Page:
        self.page.goto(f"{self.hall.url}/capture/join/{JOIN}")
        self.page.get_by_role("button", name="Start").click()
        return ready(self.page)

    def tab(self) -> Page:
        page = self.context.new_page()
        page.goto(f"{self.hall.url}/capture/market-hall")
        return ready(page)


def ready(page: Page) -> Page:
    page.locator("[data-capture-panel]").wait_for()
    return page


def kept(page: Page) -> Page:
    """The page opens without a signal from here on."""
    until(page, "async () => !!(await caches.match('/ar/capture/market-hall'))")
    until(page, "() => !!navigator.serviceWorker.controller")
    return page


def until(page: Page, asked: str) -> None:
    """Waits until the page says yes. Playwright's own way takes a promise for a yes."""
    end = time.monotonic() + 15
    while not page.evaluate(asked):
        assert time.monotonic() < end, asked
        page.wait_for_timeout(40)


def heard_from(hall: Hall, page: Page) -> None:
    """Waits for the tablet's first report: what is tried after it does not meet it on its way."""
    end = time.monotonic() + 15
    while not hall.is_heard_from():
        assert time.monotonic() < end
        page.wait_for_timeout(40)
    until(page, "() => !ginnelSend.state.isSending")  # the reply came too
    db.session.rollback()  # what looked must not stand in the way of what writes


def write(page: Page, words: str, question: str = "love") -> None:
    page.locator(f"[name=answer-{question}]").fill(words)


def save(page: Page, words: str = "") -> None:
    """Write something and save it; it is on the tablet when this comes back."""
    if words:
        write(page, words)
    page.get_by_role("button", name="Save this chat").click()
    page.wait_for_function("() => document.querySelector('[name=answer-love]').value === ''")


def count(page: Page, name: str) -> int:
    """What the panel says. `name`: waiting, unfinished, parked or sent."""
    return int(page.locator(f"[data-count={name}]").inner_text())


def wait_for_count(page: Page, name: str, number: int, timeout: float = 10_000) -> None:
    page.wait_for_function(
        "([name, number]) => document.querySelector(`[data-count=${name}]`).textContent === String(number)",
        arg=[name, number],
        timeout=timeout,
    )


def signal_back(page: Page) -> None:
    page.evaluate("() => dispatchEvent(new Event('online'))")


@pytest.fixture
def tablet(browser: Browser, hall: Hall) -> Iterator[Callable[..., Tablet]]:
    """Makes tablets, each with a memory of its own."""
    made: list[Tablet] = []

    def one(**options: Any) -> Tablet:
        context = browser.new_context(**{"viewport": TABLET, "locale": "en-GB"} | options)
        made.append(Tablet(context, hall))
        return made[-1]

    yield one
    hall.line.is_cut = False
    for tablet in made:
        tablet.context.close()
    faults = [fault for tablet in made for fault in tablet.faults]
    assert not faults, "; ".join(faults)
