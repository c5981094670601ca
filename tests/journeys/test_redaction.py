"""On a phone somebody hides what tells who is speaking, by keyboard and by selecting; another looks again.

The second person has no script: they type the words.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import begin_writing, db
from app.domain.roles import Role
from app.models.conversations import Point
from app.operations import looking, sessions
from app.queries.shown_words import shown_words
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.factories_engagement import ConversationFactory, EventFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

WORDS = "Thanks to Imran Hussain \U0001f600\r\nwho runs the blue barber's on Town Street. Buses are late"
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SELECT = """words => {
  const walk = document.createTreeWalker(document.querySelector("[data-hide-words]"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf(words);
    if (at >= 0) {
      const range = document.createRange();
      range.setStart(walk.currentNode, at);
      range.setEnd(walk.currentNode, at + words.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
  }
}"""


@pytest.fixture
def person(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(role: Role, **options: Any) -> Page:
        with demo_ready.app.test_request_context():
            account = AccountFactory(role=role)
            token = sessions.start_for_account(account.id, roles=frozenset({role}), device="Chromium")
            db.session.commit()
            name = cookie_name()
        page = open_page(**options)
        page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
        return page

    return opened


@pytest.fixture
def point(demo_ready: Any) -> uuid.UUID:
    with demo_ready.app.test_request_context():
        begin_writing()
        made = ConversationFactory(event_id=EventFactory(name="Chat in the hall").id, said={"love": WORDS})
        db.session.commit()
        looking.look_through_new(demo_ready.app.config["PLACE_DATA"])
        db.session.commit()
        return made.points[0].id


def looked_at(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate(SIDEWAYS) == 0


def test_two_people_hide_what_tells_who_is_speaking(
    person: Callable[..., Page], demo_ready: Any, point: uuid.UUID
) -> None:
    page = person(Role.ENGAGEMENT_OFFICER)
    page.goto("/insight/hide")
    looked_at(page)
    page.goto(f"/insight/points/{point}/hide")
    looked_at(page)
    page.get_by_role("button", name="Hide it").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Hidden.")
    page.evaluate(SELECT, "the blue barber's")
    expect(page.locator("[data-selected]")).to_contain_text("You selected: the blue barber's")
    page.get_by_label("A place that tells who it is").check()
    page.get_by_role("button", name="Hide the words I selected").click()
    expect(page.get_by_role("blockquote")).to_contain_text("runs [a place, hidden] on Town Street")
    page.get_by_role("button", name="Nothing more here tells who is speaking").click()
    expect(page.get_by_text("One person has looked", exact=True)).to_be_visible()
    looked_at(page)
    page.get_by_role("link", name="See what is hidden").click()
    page.get_by_label("Why do you need to see what is hidden?").fill("A worry about safety")
    page.get_by_role("button", name="Show it to me").click()
    expect(page.get_by_role("blockquote")).to_contain_text("Imran Hussain")
    looked_at(page)

    second = person(Role.ANALYST, java_script_enabled=False)
    second.goto(f"/insight/points/{point}/hide")
    expect(second.get_by_role("button", name="Hide the words I selected")).to_be_hidden()
    second.get_by_label("Words to hide").fill("on town street")
    second.get_by_label("A place that tells who it is").check()
    second.get_by_role("button", name="Hide the words I typed").click()
    second.get_by_role("button", name="I looked too").click()
    expect(second.get_by_text("Two people have looked", exact=True)).to_be_visible()
    with demo_ready.app.test_request_context():
        shown = shown_words([db.session.get_one(Point, point)])[point]
        assert shown.is_checked
        assert shown.plain() == "Thanks to \u2026 \U0001f600\r\nwho runs \u2026 \u2026. Buses are late"
