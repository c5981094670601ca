"""Somebody rings the helpline; somebody sits at a shared computer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import db
from app.domain.roles import Role
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

OpenPage = Callable[..., Page]
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def at_the_desk(live: Any, demo_ready: Any, open_page: OpenPage) -> OpenPage:
    def opened(**options: Any) -> Page:
        with demo_ready.app.test_request_context():
            account = AccountFactory(role=Role.HELPLINE_WORKER)
            roles = frozenset({Role.HELPLINE_WORKER})
            token = sessions.start_for_account(account.id, roles=roles, device="Chromium")
            db.session.commit()
            name = cookie_name()
        page = open_page(**options)
        page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
        return page

    return opened


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_call_from_the_first_word_to_the_letter(at_the_desk: OpenPage, scripts: bool) -> None:
    page = at_the_desk(java_script_enabled=scripts)
    # Given somebody who rings from LS9 and would like a cup of tea with others
    page.goto("/helpline")
    page.get_by_label("What would they like?").fill("tea")
    page.get_by_label("Postcode or place").fill("LS9")
    page.keyboard.press("Enter")
    # When one is read out and put on the list
    expect(page.get_by_role("heading", name="near LS9")).to_be_visible()
    page.get_by_role("link", name="Read out").first.click()
    name = page.locator("h1").inner_text()
    page.get_by_role("button", name="Put on the list").click()
    expect(page.get_by_role("heading", name="This call: 1 on the list")).to_be_visible()
    page.get_by_role("link", name="Post, e-mail or text it").click()
    if scripts:
        assert violations(page) == [] and page.evaluate(SIDEWAYS) <= 0
    # Then a letter shows who it goes to, and what they asked for
    page.get_by_label("Name on the envelope").fill("Zebedee Quux")
    page.get_by_label("Address on the envelope").fill("1 Nowhere Lane\nLeeds")
    page.get_by_role("button", name="Show the letter").click()
    expect(page.locator("address")).to_contain_text("Zebedee Quux")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    # and nothing is left when the call ends
    page.goto("/helpline")
    page.get_by_role("button", name="End this call").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing of it is kept")
    expect(page.get_by_role("heading", name="This call: 0 on the list")).to_be_visible()


def test_a_shared_computer_asks_before_it_clears(open_page: OpenPage) -> None:
    page = open_page()
    page.clock.install()
    # Given somebody who wants to leave nothing behind
    page.goto("/my-list")
    page.get_by_role("link", name="I am on a shared computer").click()
    page.get_by_role("button", name="Leave nothing behind").click()
    expect(page.get_by_role("button", name="Clear everything and leave")).to_be_visible()
    assert violations(page) == [] and page.evaluate(SIDEWAYS) <= 0
    # When nothing happens for eight minutes, the page asks, and an answer gives ten more
    page.clock.fast_forward("08:05")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="I am still here").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.fast_forward("07:00")
    expect(page.get_by_role("dialog")).to_be_hidden()
    # Then, when nobody answers, everything goes
    page.clock.fast_forward("03:05")
    expect(page.get_by_role("heading", name="Everything is cleared")).to_be_visible()
    assert page.context.cookies() == []
