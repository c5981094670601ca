"""A statement with three answers, one of them asked for: late by itself, answered by a link, and shown."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.database import begin_writing, db
from app.domain.insight import StatementStatus
from app.domain.roles import Role
from app.models.messages import Message
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.factories_insight import AnswerFactory, StatementFactory, StatementSourceFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
ROLES = frozenset({Role.ENGAGEMENT_OFFICER})
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SAID = "It is hard to walk to the shops with nowhere to sit."


@pytest.fixture
def officer(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """Opens pages of an engagement officer's. There is a draft of which two answers are there."""
    with demo_ready.app.test_request_context():
        begin_writing()
        account = AccountFactory(role=Role.ENGAGEMENT_OFFICER).id
        draft = StatementFactory(
            words=SAID, slug="nowhere-to-sit", status=StatementStatus.DRAFT, published_on=None
        )
        StatementSourceFactory(statement_id=draft.id)
        done = {"statement_id": draft.id, "asked_on": None, "due_on": None, "owner_email": None}
        AnswerFactory(**done, number=1, title="Eleven benches are back", status="met", words="They are back.")
        AnswerFactory(**done, number=2, title="A toilet", status="cannot", words="There is no drain near.")
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


def looked_at(page: Page, name: str) -> None:
    """Nobody is kept out, and nothing has to be moved sideways."""
    if folder := os.environ.get("GINNEL_SCREENS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    assert violations(page) == []
    assert page.evaluate(SIDEWAYS) == 0


def link_sent(demo_ready: Any) -> str:
    with demo_ready.app.test_request_context():
        told = db.session.scalars(select(Message).where(Message.kind == "answer-asked")).one()
        return str((told.parameters or {})["token"])


def ask_and_publish(page: Page, live: Any) -> None:
    page.goto(f"{live.url}/statements")
    page.get_by_role("link", name=SAID).click()
    page.get_by_role("link", name="Add an answer, or ask for one").click()
    page.get_by_label("What is it about, in a few words?").fill("A crossing that gives you longer")
    page.get_by_label("Which team or organisation answers?").fill("Highways")
    page.get_by_label("Their e-mail at work").fill("nadia@streets.example")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Show it to everybody").click()
    expect(page.get_by_text("Everybody can read it now.")).to_be_visible()


def test_an_answer_that_is_late_says_so_until_its_owner_answers_by_the_link(
    officer: Callable[..., Page], live: Any, demo_ready: Any, open_page: Callable[..., Page], clock: Any
) -> None:
    desk = officer(viewport=PHONE, java_script_enabled=False)
    ask_and_publish(desk, live)
    clock.set("2027-03-05T10:00")  # due on 23 January
    reader = open_page(viewport=PHONE)
    reader.goto(f"{live.url}/you-said/nowhere-to-sit")
    expect(reader.get_by_text("No answer yet. 41 days late")).to_be_visible()
    looked_at(reader, "you-said-late")
    owner = open_page(viewport=PHONE, java_script_enabled=False)
    owner.goto(f"{live.url}/answer/{link_sent(demo_ready)}")
    owner.get_by_label("Partly met").check()
    owner.get_by_label("What do you do about it?").fill("The lights stay green for five seconds longer.")
    owner.get_by_role("button", name="Send this answer").click()
    expect(owner.get_by_text("We have it.")).to_be_visible()
    desk = officer(viewport=PHONE)
    desk.goto(f"{live.url}/statements")
    looked_at(desk, "statements")
    desk.get_by_role("link", name="A crossing that gives you longer").click()
    looked_at(desk, "statements-check")
    desk.get_by_role("button", name="Show it to everybody").click()
    looked_at(desk, "statements-shown")
    reader.reload()
    expect(reader.get_by_text("five seconds longer")).to_be_visible()
    expect(reader.get_by_text("days late")).to_have_count(0)
    for name, address in (("you-said-ar", "/ar/you-said/nowhere-to-sit"), ("you-said", "/you-said")):
        reader.goto(f"{live.url}{address}")
        looked_at(reader, name)
