"""Two people code the same points alone, differ, settle: on a phone by keyboard, and without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import begin_writing, db
from app.domain.roles import Role
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import frame_with

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def coder(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(name: str, role: Role, **options: Any) -> Page:
        with demo_ready.app.test_request_context():
            begin_writing()
            account = AccountFactory(name=name, role=role)
            token = sessions.start_for_account(account.id, roles=frozenset({role}), device="Chromium")
            db.session.commit()
            cookie = cookie_name()
        page = open_page(**options)
        page.context.add_cookies([{"name": cookie, "value": token, "url": live.url}])
        return page

    return opened


@pytest.fixture
def event(demo_ready: Any) -> str:
    with demo_ready.app.test_request_context():
        begin_writing()
        version = frame_with("Buses", "Company", "Parks", is_default=False)
        made = EventFactory(name="Chat by the river", frame_id=version.frame.id)
        for words in ("The bus never comes", "I miss having somebody to talk to"):
            ConversationFactory(event_id=made.id, said={"love": words})
        db.session.commit()
        return str(made.name)


def looked_at(page: Page) -> None:
    assert violations(page) == [], page.url
    assert page.evaluate(SIDEWAYS) == 0, page.url


def ticked(page: Page, name: str) -> None:
    """By keyboard alone: to the code, a space, enter on the button."""
    page.get_by_label(name, exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Keep these codes").focus()
    page.keyboard.press("Enter")


def test_two_code_alone_differ_and_settle(coder: Callable[..., Page], event: str) -> None:
    other = coder("Ben Other", Role.ANALYST, java_script_enabled=False)
    page = coder("Anna First", Role.ENGAGEMENT_OFFICER, viewport=PHONE)
    page.goto("/insight/codes")
    looked_at(page)
    page.get_by_role("link", name="Do we agree?").click()
    page.get_by_role("link", name="Start a round").click()
    looked_at(page)
    page.get_by_label("Points of which event or series?").select_option(label=event)
    page.get_by_label("Anna First").check()
    page.get_by_label("Ben Other").check()
    page.get_by_role("button", name="Draw the points and start").click()
    expect(page.locator("main")).to_contain_text("2 points, drawn by chance from 2")
    looked_at(page)
    address = page.url

    page.get_by_role("link", name="Code your points").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Point 1 of 2")
    looked_at(page)
    for at in (1, 2):
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Point {at} of 2")
        ticked(page, "Buses" if "bus" in page.locator("blockquote").inner_text() else "Company")
    expect(page.get_by_role("heading", level=1)).to_contain_text("You have coded all of them")
    page.get_by_role("button", name="I am done").click()
    expect(page.get_by_role("status")).to_contain_text("You are done")

    other.goto(f"{address}/code")
    for _ in (1, 2):
        other.get_by_label("Buses" if "bus" in other.locator("blockquote").inner_text() else "Parks").check()
        other.get_by_role("button", name="Keep these codes").click()
    other.get_by_role("button", name="I am done").click()
    expect(other.locator("main")).to_contain_text("At 1 they differ")

    page.goto(address)
    looked_at(page)
    page.get_by_role("link", name="Settle 1 point").click()
    expect(page.locator("main")).to_contain_text("I miss having somebody to talk to")
    expect(page.locator("main")).not_to_contain_text("The bus never comes")
    looked_at(page)
    page.get_by_label("Company", exact=True).check()
    page.get_by_role("button", name="Settle on these").click()
    expect(page.locator("main")).to_contain_text("Nothing is open here")
    page.get_by_role("link", name="Back to the round").click()
    page.get_by_role("button", name="Settle the round").click()
    expect(page.get_by_role("status")).to_contain_text("counts from now on")
