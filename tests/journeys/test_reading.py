"""Reading, searching and coding: with the keyboard only, and without a script.

The keys pressed for one point are counted and printed.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.database import begin_writing, db
from app.domain.roles import Role
from app.models.conversations import Conversation, Point
from app.models.insight import Coding, PointRead
from app.operations import point_words, sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import frame_with

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOST_KEYS = 2
"""To give a point a suggested code, and go on to the next."""
QUOTES = {
    "Buses": [
        "the bus is late",
        "no bus after six",
        "the bus costs too much",
        "two buses to town",
        "bus stop",
    ],
    "Company": ["nobody to talk to", "lonely at home", "a chat and a brew", "no company", "neighbours talk"],
}
SAID = (
    "There is no bus after six",
    "I am lonely and want a chat",
    "The bus is late",
    "Neighbours talk to me",
)


@pytest.fixture
def event(demo_ready: Any) -> uuid.UUID:
    """Four points, and codes with example quotes."""
    with demo_ready.app.test_request_context():
        begin_writing()
        version = frame_with(*QUOTES, is_default=False)
        for entry in version.entries:
            entry.examples = QUOTES[entry.name]
        event = EventFactory(name="Big chat in the hall", frame_id=version.frame_id)
        for words in SAID:
            made = ConversationFactory(event_id=event.id, said={"love": words})
            point_words.index(made.points)
        foreign = ConversationFactory(event_id=event.id, said={"love": "الحديقة مظلمة في الليل"})
        foreign.points[0].language = "ar"
        point_words.index(foreign.points)
        db.session.commit()
        made_id: uuid.UUID = event.id
        return made_id


@pytest.fixture
def officer(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(**options: Any) -> Page:
        role = Role.ENGAGEMENT_OFFICER
        with demo_ready.app.test_request_context():
            account = AccountFactory(role=role)
            token = sessions.start_for_account(account.id, roles=frozenset({role}), device="Chromium")
            db.session.commit()
            name = cookie_name()
        page = open_page(**options)
        page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
        return page

    return opened


def looked_at(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate(SIDEWAYS) == 0


def pressed(page: Page, *keys: str) -> int:
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def test_points_are_found_and_coded_with_the_keyboard_only(
    officer: Callable[..., Page], demo_ready: Any, event: uuid.UUID
) -> None:
    page = officer(viewport=DESK)
    page.goto("/insight")
    looked_at(page)
    page.goto(f"/insight/events/{event}")
    page.get_by_label("Find words").focus()
    page.keyboard.insert_text("late bus")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Points 1 to 1 of 1")).to_be_visible()
    looked_at(page)
    page.goto(f"/insight/events/{event}?which=open")
    page.locator(".gin-points a").first.press("Enter")
    expect(page.get_by_text("Point 1 of 5")).to_be_visible()
    looked_at(page)
    page.set_viewport_size(PHONE)
    looked_at(page)
    for left in (4, 3):
        keys = pressed(page, "1", "Enter")
        expect(page.get_by_text(f"Point 1 of {left}")).to_be_visible()
        expect(page.locator("[data-done]")).to_have_text("Saved. This is the next one.")
    print(f"\nKeys to code one point with a suggestion and go on: {keys}")  # noqa: T201 - the figure of the trial
    assert keys <= MOST_KEYS
    pressed(page, "c")
    expect(page.get_by_label("Find a code by its name")).to_be_focused()
    page.keyboard.insert_text("comp")
    pressed(page, "Enter")
    expect(page.get_by_text("Point 1 of 2")).to_be_visible()
    pressed(page, "j")
    expect(page.get_by_text("Point 2 of 2")).to_be_visible()
    pressed(page, "k")
    expect(page.get_by_text("Point 1 of 2")).to_be_visible()
    pressed(page, "q")
    expect(page.locator("[data-done]")).to_have_text("Marked as a good quote.")
    page.get_by_role("button", name="Switch keys off").press("Enter")
    expect(page.get_by_role("button", name="Switch keys on")).to_be_visible()
    pressed(page, "1", "j")
    expect(page.get_by_text("Point 1 of 2")).to_be_visible()
    with demo_ready.app.test_request_context():
        assert db.session.scalar(of_event(Coding, event)) == 3


def of_event(table: Any, event: uuid.UUID) -> Any:
    return (
        select(func.count())
        .select_from(table)
        .join(Point, Point.id == table.point_id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(Conversation.event_id == event)
    )


def test_without_a_script_everything_works_too(
    officer: Callable[..., Page], demo_ready: Any, event: uuid.UUID
) -> None:
    page = officer(viewport=PHONE, java_script_enabled=False)
    page.goto(f"/insight/events/{event}")
    page.get_by_label("Find words").fill("lonely chat")
    page.get_by_role("button", name="Show these").click()
    page.get_by_role("link", name="I am lonely").click()
    page.locator("select[name=code]").select_option(label="Company")
    page.get_by_label("Only for these words").fill("want a chat")
    page.get_by_role("button", name="Save and stay").click()
    expect(page.locator("mark")).to_have_text("want a chat")
    page.locator(".gin-tree").get_by_role("button", name="Buses").click()
    page.locator("#taking-off").get_by_role("button", name="Buses").click()
    expect(page.get_by_text("The code is taken off.")).to_be_visible()
    page.goto(f"/insight/events/{event}?which=not-translated")
    page.locator(".gin-points a").click()
    expect(page.locator("blockquote[lang=ar]")).to_have_attribute("dir", "rtl")
    page.get_by_label("In English").fill("The park is dark at night")
    page.get_by_role("button", name="Keep the translation").click()
    expect(page.locator("blockquote[lang=en]")).to_contain_text("The park is dark")
    page.get_by_label("What did you think?").fill("Ask about lamps")
    page.get_by_role("button", name="Keep the memo").click()
    expect(page.get_by_text("Ask about lamps")).to_be_visible()
    page.get_by_role("button", name="Nothing fits").click()
    expect(page.get_by_text("That was the last of this list.")).to_be_visible()
    with demo_ready.app.test_request_context():
        assert db.session.scalar(of_event(PointRead, event)) == 1
