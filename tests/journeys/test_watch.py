"""The browser is watched: what it does behind the page fails the journey."""

import pytest

from tests.browser import Watch, Watched

pytestmark = pytest.mark.browser


def test_a_page_opens_on_a_phone_and_stays_on_this_machine(page, live):
    answer = page.goto("/help-now")
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.context.cookies() == []


def test_a_page_opens_without_scripts(open_page):
    window = open_page(java_script_enabled=False)
    assert window.goto("/help-now").status == 200


def test_a_page_that_is_not_there_is_no_fault(page):
    assert page.goto("/nowhere").status == 404


def test_a_request_to_elsewhere_and_a_word_on_the_console_are_seen(browser, live):
    watch = Watch("http://another.example")
    context = browser.new_context()
    context.on("page", watch.follow)
    window = context.new_page()
    window.goto(live.url + "/help-now")
    window.evaluate("console.error('broken')")
    window.wait_for_timeout(300)
    context.close()
    assert any(f"left the machine: {live.url}/help-now" in fault for fault in watch.faults)
    assert any("broken" in fault for fault in watch.faults)


def test_a_cookie_on_a_get_and_a_bad_page_are_seen():
    from werkzeug.test import Client
    from werkzeug.wrappers import Response

    watched = Watched(Response("<p>x", mimetype="text/html", headers={"Set-Cookie": "a=b"}))
    Client(watched).get("/x")
    assert watched.faults[0] == "/x: a GET sets a cookie"
    assert len(watched.faults) > 3
