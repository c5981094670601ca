"""A box of paper cards is typed in with the keyboard only, or without a script; printed cards are whole.

GINNEL_CARDS says how many cards (100 is the full trial). The keys pressed beyond the letters of the answers
are counted and printed.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.database import begin_writing, db
from app.domain.engagement import QuestionKind
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.models.conversations import Conversation
from app.models.engagement import Event
from app.operations import cards, sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.factories_engagement import EventFactory, QuestionFactory, QuestionSetVersionFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

CARDS = int(os.environ.get("GINNEL_CARDS") or 10)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOST_KEYS = 9  # 8 and the one that says whether the words may be shown
"""For a card with two questions in words, a choice, a scale, how many, a community and who wrote it."""


@pytest.fixture
def box(demo_ready: Any) -> tuple[uuid.UUID, uuid.UUID]:
    """An event with cards printed: it and their block."""
    with demo_ready.app.test_request_context():
        begin_writing()
        asked = QuestionSetVersionFactory(keys="love better")
        QuestionFactory(
            in_version=asked,
            key="travel",
            position=2,
            kind=QuestionKind.CHOICE,
            words={"en": {"text": "How did you get here?"}},
            choices=[{"key": "foot", "words": {"en": "I walked"}}, {"key": "bus", "words": {"en": "By bus"}}],
        )
        QuestionFactory(
            in_version=asked,
            key="belong",
            position=3,
            kind=QuestionKind.SCALE,
            words={"en": {"text": "How much do you belong here?"}},
            lowest=1,
            highest=5,
        )
        event: Event = EventFactory(asks=asked, name="Big chat in the hall")
        block = cards.print_block(event, max(CARDS, 10), by=SYSTEM)
        db.session.commit()
        return event.id, block.id


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


class Keys:
    """Presses keys, and counts those that are no letter of an answer. A chord is one."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.beyond = 0

    def say(self, words: str) -> None:
        self.page.keyboard.insert_text(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.beyond += 1


def test_a_box_is_typed_in_with_the_keyboard_only(
    officer: Callable[..., Page], demo_ready: Any, box: tuple[uuid.UUID, uuid.UUID]
) -> None:
    event, _block = box
    page = officer(viewport=DESK)
    page.goto("/cards")
    looked_at(page)
    page.goto(f"/events/{event}/keying")
    looked_at(page)
    keys = Keys(page)
    for number in range(1, CARDS + 1):
        keys.say(str(number))
        keys.press("Enter")
        keys.say(f"The allotments, path {number}")
        keys.press("Control+Enter")
        keys.say("A bus after six")
        keys.press("Control+Enter")
        keys.press("2", "4", "1", "1")  # a choice, a scale, how many, may we show it: one key each
        keys.press("Enter")
        keys.press("Enter")
        expect(page.get_by_role("status")).to_contain_text(f"Card {number} is saved.")
        expect(page.get_by_label("Number of the card")).to_be_focused()
    a_card = keys.beyond / CARDS
    print(  # noqa: T201 - the figure of the trial
        f"\n{CARDS} cards. Keys for a card beyond the letters of its answers: {a_card:.1f}"
    )
    assert a_card <= MOST_KEYS
    with demo_ready.app.test_request_context():
        held = select(func.count()).select_from(Conversation).filter_by(event_id=event)
        assert db.session.scalar(held) == CARDS


@pytest.mark.parametrize("look", ["?language=ar", "?kind=easy-read"])
def test_printed_cards_are_whole_and_nobody_is_kept_out(
    officer: Callable[..., Page], box: tuple[uuid.UUID, uuid.UUID], look: str
) -> None:
    event, block = box
    page = officer(viewport=DESK)
    page.goto(f"/events/{event}/cards/{block}{look}")
    looked_at(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Print these cards")).to_be_hidden()
    first = page.get_by_role("article").first
    square, lines = first.get_by_role("img").last.bounding_box(), first.locator(".gin-slip__lines").first
    assert square and square["width"] == square["height"] > 80
    ruled = lines.bounding_box()
    assert ruled and ruled["height"] >= 56 and ruled["width"] > 200


def test_a_card_is_typed_in_on_a_phone_without_a_script(
    officer: Callable[..., Page], box: tuple[uuid.UUID, uuid.UUID]
) -> None:
    event, _block = box
    page = officer(viewport=PHONE, java_script_enabled=False)
    page.goto(f"/events/{event}/keying")
    expect(page.get_by_label("Number of the card")).to_be_focused()
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.type("Ring me on 07700 900518 about the allotments")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Type a number from 1 to 2")).to_be_visible()
    page.get_by_label("How did you get here?").fill("1")
    page.get_by_label("Take it out").check()
    page.get_by_role("button", name="Save, and type the next").click()
    expect(page.get_by_text("Card 3 is saved.")).to_be_visible()
    assert page.locator("html").evaluate(SIDEWAYS) == 0
