"""Results are frozen, looked at and published; the words of a card lead to what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import begin_writing, db
from app.domain.engagement import EventStatus
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.models.conversations import TearOffCode
from app.models.engagement import Event
from app.operations import cards, sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import CodingFactory, frame_with

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def listened(demo_ready: Any) -> tuple[uuid.UUID, str, str]:
    """An event that is over and read: its id, the words of one of its cards, and a session of an officer."""
    with demo_ready.app.test_request_context():
        begin_writing()
        version = frame_with("Buses", "Company", is_default=False)
        event: Event = EventFactory(name="Hall of buses", frame_id=version.frame.id)
        for at in range(40):
            held = ConversationFactory(event_id=event.id, people=2)
            for entry in version.entries[: 2 if at < 15 else 1]:
                CodingFactory(point_id=held.points[0].id, code_id=entry.code_id, version_id=version.id)
        cards.print_block(event, 10, by=SYSTEM)
        event.status = EventStatus.CLOSED
        db.session.flush()
        words = db.session.query(TearOffCode).filter_by(event_id=event.id).first().words
        account = AccountFactory(role=Role.ENGAGEMENT_OFFICER)
        roles = frozenset({Role.ENGAGEMENT_OFFICER})
        token = sessions.start_for_account(account.id, roles=roles, device="Test browser")
        db.session.commit()
        return event.id, words, token


def looked(page: Page) -> None:
    assert page.evaluate(SIDEWAYS) == 0
    assert violations(page) == []


def test_from_numbers_of_a_team_to_the_words_of_a_card(
    live: Any, demo_ready: Any, listened: tuple[uuid.UUID, str, str], open_page: Callable[..., Page]
) -> None:
    event_id, words, token = listened
    with demo_ready.app.app_context():
        name = cookie_name()
    officer = open_page(viewport=PHONE)
    officer.context.add_cookies([{"name": name, "value": token, "url": live.url}])
    officer.goto(f"{live.url}/results/events/{event_id}")
    looked(officer)
    officer.get_by_role("button", name="Freeze the numbers").click()
    expect(officer.get_by_role("heading", level=1)).to_contain_text("What everybody will see")
    officer.get_by_role("button", name="Publish these numbers").click()
    expect(officer.get_by_role("alert")).to_contain_text("tick that you did")
    looked(officer)
    officer.get_by_label("I have looked at the numbers").check()
    officer.get_by_role("button", name="Publish these numbers").click()
    expect(officer.get_by_role("status")).to_contain_text("It is published")

    anybody = open_page(viewport=PHONE)
    anybody.goto(f"{live.url}/what-happened")
    anybody.get_by_role("textbox").fill(words)
    anybody.keyboard.press("Enter")
    expect(anybody.get_by_role("heading", level=1)).to_contain_text("Hall of buses")
    expect(anybody.get_by_role("img", name="What people talked about")).to_be_visible()
    expect(anybody.get_by_role("table", name="What people talked about")).to_contain_text("40")
    looked(anybody)
    there = anybody.url.removeprefix(live.url)
    anybody.goto(f"{live.url}/ar{there}")
    assert anybody.locator("html").get_attribute("dir") == "rtl"
    looked(anybody)
    assert anybody.context.cookies() == []
