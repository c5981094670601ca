"""A real server and a real Chromium for journeys; what the browser does behind the page is watched too."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests import pages

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment
    from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 640}


OF_LIBRARY_MODE = "shared-computer"
"""Renewed by every page, once a form has set it: app/web/shared_computer.py."""


class Watched:
    """The application as the live server runs it: every page checked, every cookie on a GET noted."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self.faults: list[str] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        request = Request(environ)
        response = Response.from_app(self.app, environ)
        set_here = {cookie.partition("=")[0] for cookie in response.headers.getlist("Set-Cookie")}
        renewed = {OF_LIBRARY_MODE} & request.cookies.keys()
        if request.method == "GET" and set_here - renewed:
            self.faults.append(f"{request.path}: a GET sets a cookie")
        is_page = response.mimetype == "text/html" and not 300 <= response.status_code < 400
        if is_page and response.data:
            markup = pages.UNPACK[response.headers.get("Content-Encoding", "identity")](response.data)
            self.faults += [f"{request.path}: {fault}" for fault in pages.page_faults(markup)]
        return response(environ, start_response)


class Live:
    """A server on a free port, with the demo listings."""

    def __init__(self, app: Flask) -> None:
        self.watched = Watched(app)
        self.server = make_server("127.0.0.1", 0, self.watched, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join(10)
        self.server.server_close()


@pytest.fixture(scope="session")
def live_server(demo_ready: Any) -> Iterator[Live]:
    running = Live(demo_ready.app)
    yield running
    running.stop()


@pytest.fixture
def live(live_server: Live, demo_ready: Any) -> Iterator[Live]:
    """The live server; what the journey wrote is gone afterwards."""
    live_server.watched.faults.clear()
    yield live_server
    demo_ready.restore()
    assert not live_server.watched.faults, "; ".join(live_server.watched.faults)


def executable() -> str | None:
    """Where Chromium is."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is. A missing browser fails the journeys: a skipped journey proves nothing."""
    found = executable()
    if not found:
        pytest.fail("No Chromium. Install it (Debian: apt-get install chromium) or name it in CHROMIUM.")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str, patient: None) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def patient() -> Iterator[None]:
    """After a click the page it leads to is whole before anybody reads it, however busy the machine."""
    from playwright.sync_api import Locator

    def then_wait(act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(locator: Locator, *arguments: Any, **options: Any) -> Any:
            page = locator.page
            done = act(locator, *arguments, **options)
            if not page.is_closed():
                page.wait_for_load_state("domcontentloaded")
            return done

        return acted

    with pytest.MonkeyPatch.context() as patch:
        for name in ("click", "press"):
            patch.setattr(Locator, name, then_wait(getattr(Locator, name)))
        yield


class Watch:
    """What a page does that nobody sees."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.faults: list[str] = []
        self.refused: set[str] = set()

    def follow(self, page: Page) -> None:
        page.on("request", lambda request: self.asked(request.url))
        page.on(
            "response", lambda response: self.refused.add(response.url) if response.status >= 400 else None
        )
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", self.said)

    def asked(self, url: str) -> None:
        if not url.startswith((self.origin + "/", "data:", "blob:", "about:")):
            self.faults.append(f"a request left the machine: {url}")

    def said(self, message: ConsoleMessage) -> None:
        if message.location.get("url") in self.refused and "Failed to load resource" in message.text:
            return  # a page that is meant to answer 404 or 422
        if message.text == "Service Worker registration blocked by Playwright":
            return  # most journeys are without one
        if message.text.startswith("Clear-Site-Data header") and "Cleared data types" in message.text:
            return  # the browser says what it has cleared
        self.faults.append(f"console: {message.text}")


@pytest.fixture
def open_page(browser: Browser, live: Live) -> Iterator[Callable[..., Page]]:
    """Opens a browser window of its own. Takes Playwright's context options."""
    watch = Watch(live.url)
    contexts = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(
            **{"base_url": live.url, "service_workers": "block", "viewport": PHONE, "locale": "en-GB"}
            | options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.on("page", watch.follow)
        made = context.new_page()
        made.has_scripts = options.get("java_script_enabled", True)  # type: ignore[attr-defined]  # for axe
        return made

    yield opened
    for context in contexts:
        context.close()
    assert not watch.faults, "; ".join(watch.faults)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A phone-sized window with scripts on."""
    return open_page()
