"""Somebody edits a page, looks at it, publishes it, and goes back; a neighbour reads it on a phone."""

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

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
ROLES = frozenset({Role.ENGAGEMENT_OFFICER})
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def officer(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    with demo_ready.app.test_request_context():
        begin_writing()
        account = AccountFactory(role=Role.ENGAGEMENT_OFFICER).id
        db.session.commit()

    def opened(**options: Any) -> Page:
        with demo_ready.app.test_request_context():
            begin_writing()
            token = sessions.start_for_account(account, roles=ROLES, device="Chromium")
            db.session.commit()
            name = cookie_name()
        page = open_page(**options)
        page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
        return page

    return opened


def looked_at(page: Page) -> None:
    """Nobody is kept out, and nothing has to be moved sideways."""
    assert violations(page) == []
    assert page.evaluate(SIDEWAYS) == 0


def write(page: Page, live: Any, words: str) -> None:
    page.goto(f"{live.url}/pages")
    page.get_by_role("link", name="What Ginnel is").click()
    page.get_by_role("link", name="Change the words").click()
    page.get_by_label("The words").fill(words)


def test_a_page_is_edited_published_read_and_put_back(
    officer: Callable[..., Page], live: Any, open_page: Callable[..., Page]
) -> None:
    plain = officer(viewport=PHONE, java_script_enabled=False)
    write(plain, live, "Ring {nobody}.")
    plain.get_by_role("button", name="See how it will look").click()
    expect(plain.get_by_text("We do not know the gap {nobody}").first).to_be_visible()
    plain.get_by_label("The words").fill("A ginnel is a snicket.")
    plain.get_by_role("button", name="See how it will look").click()
    expect(plain.get_by_text("Nobody else can see it yet.")).to_be_visible()
    plain.get_by_role("button", name="Publish it").click()
    desk = officer(viewport=PHONE)
    write(desk, live, "We endeavour to facilitate everything.")
    expect(desk.get_by_text("people say “run”")).to_be_visible()
    looked_at(desk)
    desk.get_by_role("button", name="See how it will look").click()
    looked_at(desk)
    desk.get_by_role("link", name="What it changes").click()
    looked_at(desk)
    desk.get_by_role("button", name="Publish it").click()
    reader = open_page(viewport=PHONE)
    reader.goto(f"{live.url}/about")
    expect(reader.get_by_text("We endeavour to facilitate everything.")).to_be_visible()
    looked_at(reader)
    desk.get_by_role("link", name="English, version 1").click()
    desk.get_by_role("button", name="Put version 1 back").click()
    expect(desk.get_by_text("Everybody reads the earlier words again.")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("A ginnel is a snicket.")).to_be_visible()
    reader.goto(f"{live.url}/guides")
    looked_at(reader)
