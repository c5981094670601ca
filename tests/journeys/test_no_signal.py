"""A phone with no signal: Help now opens, and My list where its reader asked for it. Nothing else does."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests import accessibility
from tests.hall import Line, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

IS_LAMP = "getComputedStyle(document.querySelector('.gin-door')).backgroundColor === 'rgb(255, 201, 60)'"
HELD = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const one of await (await caches.open(name)).keys()) found.push(new URL(one.url).pathname);
  return found;
}"""


class Phone:
    """A browser with a memory, and a line to the server that can be cut."""

    def __init__(self, context: BrowserContext, line: Line, url: str) -> None:
        self.context, self.line, self.url = context, line, url
        self.page: Page = context.new_page()

    def kept(self, address: str) -> None:
        until(self.page, f"async () => !!(await caches.match('{address}'))")
        until(self.page, "async () => !!(await navigator.serviceWorker.ready).active")

    def pages_held(self) -> set[str]:
        return {path for path in self.page.evaluate(HELD) if not path.startswith("/assets/")}


@pytest.fixture
def phone(browser: Browser, demo_ready: Any) -> Iterator[Phone]:
    line = Line(demo_ready.app)
    server = make_server("127.0.0.1", 0, line, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.port}"
    context = browser.new_context(base_url=url, viewport={"width": 360, "height": 740}, locale="en-GB")
    context.set_default_timeout(10_000)
    yield Phone(context, line, url)
    line.is_cut = False
    context.close()
    server.shutdown()
    thread.join(10)
    server.server_close()
    demo_ready.restore()


@pytest.mark.parametrize(("prefix", "direction"), [("", "ltr"), ("/ar", "rtl")])
def test_help_now_opens_with_no_signal_after_any_page_and_nothing_else_does(
    phone: Phone, prefix: str, direction: str
) -> None:
    phone.page.goto(f"{prefix}/about")
    phone.kept(f"{prefix}/help-now")
    phone.line.is_cut = True
    phone.page.goto(f"{prefix}/help-now")
    assert phone.page.evaluate(IS_LAMP), "it is styled"
    assert phone.page.locator("html").get_attribute("dir") == direction
    assert phone.page.locator("[data-kept]").is_visible()
    assert re.search(r"20\d\d", phone.page.locator("[data-kept] bdi").inner_text())
    assert phone.page.locator('a[href="tel:999"]').first.is_visible()
    assert accessibility.violations(phone.page) == []
    assert phone.pages_held() == {f"{prefix}/help-now"}
    with pytest.raises(Exception, match="ERR_"):
        phone.context.new_page().goto(f"{prefix}/about")
    phone.line.is_cut = False
    phone.page.goto(f"{prefix}/help-now")
    assert phone.page.locator("[data-kept]").is_hidden(), "with a signal it is no copy"


def test_a_newer_worker_takes_the_place_of_the_one_before_with_help_made_new(phone: Phone) -> None:
    phone.page.goto("/about")
    phone.kept("/help-now")
    phone.line.instead = newer_worker(phone)
    phone.page.evaluate("async () => (await navigator.serviceWorker.ready).update()")
    until(phone.page, "async () => !!(await navigator.serviceWorker.ready).waiting")
    phone.page.close()
    phone.page = phone.context.new_page()
    phone.page.goto("/contact")
    until(phone.page, "async () => (await caches.keys()).join() === 'ginnel-newer'")
    assert phone.pages_held() == {"/help-now"}


def newer_worker(phone: Phone) -> Any:
    text = phone.context.request.get(f"{phone.url}/sw.js").text()
    newer = re.sub(r'"version": "\w+"', '"version": "newer"', text)
    return lambda request: of_script(request, newer)


def of_script(request: Request, text: str) -> Response | None:
    return Response(text, mimetype="text/javascript") if request.path == "/sw.js" else None


def test_a_list_opens_with_no_signal_only_once_its_reader_pressed_for_it_and_is_forgotten_with_it(
    phone: Phone,
) -> None:
    page = phone.page
    page.goto("/my-list")
    token = page.locator("input[name=form_token]").first.get_attribute("value") or ""
    page.request.post("/my-list/add", form={"form_token": token, "listing": "long-table", "next": "/my-list"})
    page.goto("/my-list")
    phone.kept("/help-now")
    page.get_by_role("button", name="Keep a copy on this device").wait_for()
    assert phone.pages_held() == {"/help-now"}
    page.get_by_role("button", name="Keep a copy on this device").click()
    page.get_by_role("button", name="Take the copy off").wait_for()
    assert accessibility.violations(page) == []
    phone.line.is_cut = True
    page.goto("/my-list?order=next")
    assert page.locator("[data-kept]").is_visible()
    assert page.locator("ol.gin-cards h2").count() == 1
    assert page.locator("form:visible, button:visible").count() == 0, "nothing is offered that cannot work"
    phone.line.is_cut = False
    page.goto("/my-list/forget")
    page.get_by_role("button", name="Delete my list").click()
    until(page, f"async () => !(await ({HELD})()).includes('/my-list')")
    assert phone.pages_held() == {"/help-now"}
