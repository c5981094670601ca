"""An officer plans an event, opens it and prints its poster; questions get a next version."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.database import begin_writing, db
from app.domain.roles import Role
from app.models.engagement import Event
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.factories_engagement import CaptureRecordFactory, QuestionSetVersionFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def officer(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A phone with an engagement officer signed in."""

    def opened(**options: Any) -> Page:
        with demo_ready.app.test_request_context():
            begin_writing()
            account = AccountFactory(role=Role.ENGAGEMENT_OFFICER, name="Nadia Osei")
            QuestionSetVersionFactory(question_set__name="Buses after six")
            roles = frozenset({Role.ENGAGEMENT_OFFICER})
            token = sessions.start_for_account(account.id, roles=roles, device="Chromium")
            db.session.commit()
            name = cookie_name()
        page = open_page(viewport=PHONE, **options)
        page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
        return page

    return opened


def looked_at(page: Page, name: str) -> None:
    """Nobody is kept out, and nothing has to be moved sideways."""
    if folder := os.environ.get("GINNEL_SCREENS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    assert violations(page) == []
    assert page.evaluate(SIDEWAYS) == 0


def test_an_event_is_planned_from_ready_questions_and_its_poster_printed(
    officer: Callable[..., Page], live: Any, demo_ready: Any
) -> None:
    page = officer()
    page.goto(f"{live.url}/events")
    page.get_by_role("link", name="Questions to ask").click()
    looked_at(page, "question-sets")
    page.get_by_role("link", name="Big Leeds Chat 2018").click()
    page.get_by_role("link", name="Plan an event with them").click()
    page.get_by_label("What is it called?").fill("Kirkgate Market")
    page.get_by_label("In a place, for people who live near it").check()
    page.get_by_label("When does it start?").fill("10am")
    page.get_by_label("When does it end?").fill("4pm")
    page.get_by_label("Who looks the same day").select_option(label="Nadia Osei")
    looked_at(page, "event-new")
    page.get_by_role("button", name="Keep the event").click()
    expect(page.get_by_text("What do you do to stay healthy?")).to_be_visible()
    page.get_by_role("link", name="Open it").click()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("The event is open.")).to_be_visible()
    looked_at(page, "event-open")
    page.get_by_role("link", name="Watch it come in").click()
    expect(page.locator(".gin-fig")).to_have_text("0")
    with demo_ready.app.test_request_context():
        begin_writing()
        event = db.session.scalars(select(Event).where(Event.name == "Kirkgate Market")).one()
        CaptureRecordFactory(event_id=event.id)
        db.session.commit()
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".gin-fig")).to_have_text("1")
    looked_at(page, "event-count")
    page.go_back()
    page.get_by_role("link", name="Print it as a poster").click()
    expect(page.get_by_role("heading", name="Start here")).to_be_visible()
    looked_at(page, "event-poster")


def test_questions_are_published_and_get_a_next_version_without_a_script(
    officer: Callable[..., Page], live: Any
) -> None:
    page = officer(java_script_enabled=False)
    page.goto(f"{live.url}/question-sets")
    page.get_by_role("link", name="Buses after six").click()
    page.get_by_role("button", name="Make the next version").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Version 2")
    page.get_by_role("link", name="One from a list").click()
    page.get_by_label("Question, English").fill("How do you travel after six?")
    page.get_by_role("button", name="More room for answers").click()
    page.get_by_label("Answer 1, English").fill("By bus")
    page.get_by_label("Answer 7, English").fill("On foot")
    page.get_by_role("button", name="Keep the question").click()
    rows = page.locator("ol.gin-rows > li")
    rows.filter(has_text="How do you travel after six?").get_by_role("button", name="Move up").click()
    assert page.evaluate(SIDEWAYS) == 0
    rows.filter(has_text="What do you say about love?").get_by_role("button", name="Take out").click()
    expect(rows.get_by_role("heading", level=2)).to_have_text(
        ["What do you say about better?", "How do you travel after six?", "What do you say about matter?"]
    )
    page.get_by_role("button", name="It is ready to ask").click()
    expect(page.get_by_text("It never changes from now on.")).to_be_visible()
    expect(page.get_by_role("button", name="Take out")).to_have_count(0)
    page.get_by_role("link", name="Buses after six").click()
    expect(page.get_by_text("Ready to ask")).to_have_count(2)
