"""An officer builds a report from published results on a phone; everybody reads it, in Arabic too."""

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
from tests.factories_engagement import EventFactory
from tests.factories_insight import ReleaseFactory, frame_with, release_document

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def officer(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Page:
    with demo_ready.app.test_request_context():
        begin_writing()
        version = frame_with("Buses", "Company", is_default=False)
        event = EventFactory(name="Allotment morning")
        ReleaseFactory(event_id=event.id, frame_version_id=version.id, document=release_document())
        account = AccountFactory(role=Role.ENGAGEMENT_OFFICER)
        roles = frozenset({Role.ENGAGEMENT_OFFICER})
        token = sessions.start_for_account(account.id, roles=roles, device="Chromium")
        db.session.commit()
        name = cookie_name()
    page = open_page(viewport=PHONE, java_script_enabled=True)
    page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
    return page


def looked_at(page: Page) -> None:
    assert violations(page) == [], page.url
    assert page.evaluate(SIDEWAYS) == 0, page.url


def test_a_report_is_built_published_and_read_by_everybody(
    officer: Page, live: Any, open_page: Callable[..., Page]
) -> None:
    page = officer
    page.goto(f"{live.url}/insight/findings")
    looked_at(page)
    offered = page.locator("#release option", has_text="Allotment morning").get_attribute("value")
    page.get_by_label("Write a report from").select_option(offered)
    page.get_by_role("button", name="Begin the report").click()
    page.get_by_label("What is the report called?").fill("")
    page.get_by_role("button", name="Save and look at it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what it is called")
    looked_at(page)
    page.get_by_label("What is the report called?").fill("What we heard at the allotments")
    page.get_by_label("In short: what did you find?").fill("Buses stop too early.\n\nPeople want company.")
    page.get_by_role("button", name="Save and look at it").click()
    expect(page.locator("main")).to_contain_text("Only the team sees this.")
    looked_at(page)
    page.get_by_role("button", name="Publish the report").click()
    page.get_by_role("link", name="The page they read").click()
    everybody = open_page(viewport=PHONE, java_script_enabled=False)
    everybody.goto(page.url)
    expect(everybody.locator("h1")).to_have_text("What we heard at the allotments")
    expect(everybody.locator("main")).to_contain_text("People want company.")
    assert everybody.context.cookies() == []
    page.goto(page.url.replace("/findings/", "/ar/findings/"))
    assert page.locator("html").get_attribute("dir") == "rtl"
    looked_at(page)
    page.emulate_media(media="print")
    assert page.locator("nav[aria-label]").first.is_hidden()
