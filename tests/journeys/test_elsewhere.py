"""Our lists in other people's pages, and the pages that explain them: in a real browser."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.accessibility import violations
from tests.browser import PHONE, SMALLEST

pytestmark = pytest.mark.browser

HOST = '<!doctype html><html lang="en"><title>Parish</title><h1>Parish</h1>{frame}'


class Parish(BaseHTTPRequestHandler):
    """Somebody else's site, which shows what it is told to."""

    frame = ""

    def do_GET(self):
        body = HOST.format(frame=Parish.frame).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def parish(browser, live):
    """The page of a parish that shows a frame of ours."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Parish)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport=PHONE)

    def opened(frame):
        Parish.frame = frame
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        return page

    yield opened
    context.close()
    server.shutdown()
    server.server_close()


def test_the_code_we_give_shows_the_list_in_somebody_elses_page(parish, open_page, live):
    ours = open_page()
    ours.goto("/activities?q=tea")
    ours.get_by_role("link", name="Put this list on your own website").click()
    code = ours.locator("pre code").first.inner_text()
    page = parish(code)
    frame = page.frame_locator("iframe")
    assert "tea" in frame.locator("h1").inner_text()
    assert frame.locator("li").count() == 10
    frame.get_by_role("link", name="Next page").click()
    frame.get_by_text("Page 2 of").wait_for()
    assert page.context.cookies() == []


def test_a_listing_opens_outside_the_frame(parish, live):
    page = parish(f'<iframe src="{live.url}/embed?q=tea" title="Tea" width="100%" height="600"></iframe>')
    page.frame_locator("iframe").locator("li a").first.click()
    page.wait_for_url(f"{live.url}/activities/*")


def test_no_other_page_of_ours_can_be_framed(parish, live):
    page = parish(f'<iframe src="{live.url}/activities" title="Ours" width="100%" height="600"></iframe>')
    page.wait_for_load_state()
    assert [frame.url for frame in page.frames if frame.url.startswith(live.url)] == []


@pytest.mark.parametrize("size", [SMALLEST, {"width": 1280, "height": 800}])
@pytest.mark.parametrize("lang", ["", "/ar"])
@pytest.mark.parametrize(
    "path", ["/embed?q=tea", "/embed?q=zxqv", "/developers", "/developers/your-website?q=tea"]
)
def test_the_pages_break_no_rule_and_need_no_room(browser, live, path, lang, size):
    context = browser.new_context(viewport=size, base_url=live.url)
    page = context.new_page()
    page.goto(f"{lang}{path}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    context.close()
