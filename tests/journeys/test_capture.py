"""Somebody who never saw it takes down a chat: by the code on the table, with no script, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.database import db
from app.domain.engagement import ConversationState
from app.models.conversations import Conversation
from tests.accessibility import violations
from tests.hall import JOIN, Hall

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 760}


def wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until it has the focus. Raises: AssertionError where it is never reached."""
    wanted = page.get_by_role(role, name=name).element_handle()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("one => one === document.activeElement", wanted):
            return
    raise AssertionError(f"{name} is not reached by Tab")


def press(page: Page, role: str, name: str) -> None:
    tab_to(page, role, name)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def said() -> dict[str, ConversationState]:
    db.session.rollback()
    return {one.points[0].words or "": one.state for one in db.session.query(Conversation)}


def heading(page: Page, words: str) -> None:
    """Waits for the page with this heading: a key that is pressed does not wait for what it leads to."""
    page.locator("h1", has_text=words).wait_for()


def test_by_the_code_on_the_table_with_no_script_and_the_keyboard_alone(hall: Hall, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"{hall.url}/capture/join/{JOIN}")
    press(page, "button", "Start")
    heading(page, "What did they tell you?")
    tab_to(page, "textbox", "1. What do you say about love?")
    page.keyboard.type("The allotments")
    press(page, "button", "Save this chat")
    heading(page, "Saved")
    press(page, "button", "Undo: take this chat back")
    heading(page, "Taken back")
    press(page, "link", "Start the next chat")
    heading(page, "What did they tell you?")
    tab_to(page, "textbox", "2. What do you say about better?")
    page.keyboard.type("A bus after six")
    tab_to(page, "radio", "1")
    page.keyboard.press("ArrowRight")
    press(page, "button", "Save this chat")
    heading(page, "Saved")
    assert said() == {
        "The allotments": ConversationState.TAKEN_BACK,
        "A bus after six": ConversationState.KEPT,
    }
    kept = db.session.query(Conversation).filter_by(state=ConversationState.KEPT).one()
    assert kept.people == 2
    context.close()


def test_the_pages_hold_on_a_phone_in_arabic_too(hall: Hall, browser: Browser) -> None:
    context = browser.new_context(viewport=PHONE)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(f"{hall.url}/ar/capture/join/{JOIN}")
    found = {"join": violations(page)}
    page.locator("main form button").click()
    page.wait_for_url("**/ar/capture/market-hall*")
    page.locator("#capture-form").wait_for()
    found |= {"form": violations(page)}
    assert page.locator("html").get_attribute("dir") == "rtl" and wide(page) <= 0
    page.goto(f"{hall.url}/ar/capture/market-hall/kept")
    found |= {"kept": violations(page)}
    assert found == {"join": [], "form": [], "kept": []} and wide(page) <= 0
    context.close()
