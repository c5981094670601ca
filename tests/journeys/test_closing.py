"""A case comes to its end, put together page by page; a lead agrees; later it goes on where it stopped."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app import clock
from app.database import begin_writing, db
from app.domain.case import CaseStatus
from app.domain.roles import Role
from app.models.cases import Case
from app.models.introductions import Introduction
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import CaseFactory, IntroductionFactory, PlanFactory, reaching

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PLAN = {"goals": [{"id": "a1b2c3d4", "words": "Walk to the market", "status": "under-way"}]}
PICKED = 9020
"""A number that a lead looks at."""


def begun(account: uuid.UUID, role: Role) -> str:
    """A session of theirs."""
    return sessions.start_for_account(account, roles=frozenset({role}), device="Chromium")


@dataclass
class Ending:
    case: uuid.UUID
    introduction: uuid.UUID
    worker_id: uuid.UUID
    worker: str
    lead: str
    """Their sessions."""


@pytest.fixture
def ending(demo_ready: Any) -> Ending:
    """Marek, under way for a while, with an agreed plan and an introduction that runs."""
    with demo_ready.app.test_request_context():
        begin_writing()
        team = TeamFactory().id

        def signed_in(role: Role) -> tuple[uuid.UUID, str]:
            account = AccountFactory(role=role, role__team_id=team)
            return account.id, begun(account.id, role)

        worker, worker_token = signed_in(Role.LINK_WORKER)
        _lead, lead_token = signed_in(Role.TEAM_LEAD)
        case = CaseFactory(
            number=PICKED,
            is_sampled=True,
            worker_id=worker,
            team_id=team,
            status=CaseStatus.ACTIVE,
            started_at=clock.now(),
            person__given_name="Marek",
            person__reaching=reaching(channels=["letter"]),
        )
        PlanFactory(case=case, document=PLAN, agreed_on=clock.today(), agreed_how="spoken")
        runs = IntroductionFactory(case=case, service_name="Sewing on Tuesdays")
        db.session.commit()
        return Ending(case.id, runs.id, worker, worker_token, lead_token)


class Desk:
    """Somebody at work on a phone without scripts, with a second window in which axe looks at each page."""

    def __init__(self, open_page: Callable[..., Page], cookie: dict[str, str]) -> None:
        self.page = open_page(java_script_enabled=False, viewport=PHONE)
        self.second = open_page(viewport=PHONE)
        for window in (self.page, self.second):
            window.context.add_cookies([cookie])  # type: ignore[list-item]  # name, value and url

    def look(self, heading: str) -> None:
        """The page is the one that was meant, fits, and breaks no rule of accessibility."""
        expect(self.page.get_by_role("heading", level=2, name=heading, exact=True)).to_be_visible()
        assert self.page.evaluate(SIDEWAYS) <= 0, self.page.url
        self.second.goto(self.page.url)
        assert violations(self.second) == [], self.page.url

    def follow(self, name: str, heading: str) -> None:
        self.page.locator("main a", has_text=name).first.click()
        self.look(heading)

    def press(self, name: str) -> None:
        self.page.locator("main button", has_text=name).click()

    def says(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


def test_a_case_is_closed_with_all_that_belongs_to_it_a_lead_agrees_and_it_is_opened_again(
    live: Any, demo_ready: Any, open_page: Callable[..., Page], ending: Ending, clock: Any
) -> None:
    with demo_ready.app.test_request_context():
        name = cookie_name()
    moves = f"/cases/{ending.case}/moves"
    worker = Desk(open_page, {"name": name, "value": ending.worker, "url": live.url})
    # Given a case under way, of which the link worker begins to see the end
    worker.page.goto(moves)
    worker.look("What can I do with this case?")
    worker.follow("Go to this page: Begin to close", "Begin to close")
    worker.press("Begin to close")
    worker.look("How it ends")
    # When they close it with nothing put together, the page says what is missing
    worker.page.get_by_label("They got where they wanted to get").check()
    worker.press("Ask a lead to agree")
    expect(worker.page.get_by_role("alert")).to_be_visible()
    # So they say what came of each goal
    worker.follow("Do this: What came of the goals", "What came of the goals")
    worker.page.get_by_label("Got there").check()
    worker.page.get_by_label("In a few words").fill("He walks there every Saturday")
    worker.press("Save")
    # And that the introduction goes on by itself
    worker.follow("Do this: Introductions that still run", "Introductions that still run")
    worker.press("Hand on: Sewing on Tuesdays")
    worker.says("Handed on")
    worker.page.get_by_role("link", name="Back to the closing").click()
    # And why nobody asked the questions once more
    worker.follow("Do this: The questions at the end", "The questions at the end")
    worker.page.get_by_label("Why are they not asked?").fill("He would rather not")
    worker.press("Save why not")
    # And the letter, begun with what was reached, is read out
    worker.follow("Do this: The closing letter", "The closing letter")
    expect(worker.page.get_by_label("The letter", exact=True)).to_have_value(re.compile("Walk to the market"))
    worker.page.get_by_label("On paper").check()
    worker.page.get_by_label("They have the letter").check()
    worker.press("Save")
    expect(worker.page.get_by_text("Missing")).to_have_count(0)
    worker.page.get_by_label("They got where they wanted to get").check()
    worker.press("Ask a lead to agree")
    worker.look("What can I do with this case?")
    # Then a lead reads all of it and agrees
    lead = Desk(open_page, {"name": name, "value": ending.lead, "url": live.url})
    lead.page.goto(moves)
    lead.follow("Agree to the closing", "Agree to the closing")
    for words in ("Got there", "He walks there every Saturday", "He would rather not", "Sewing on Tuesdays"):
        lead.says(words)
    lead.press("I agree: close it")
    lead.look("What can I do with this case?")
    with demo_ready.app.app_context():
        assert db.session.get_one(Case, ending.case).status is CaseStatus.CLOSED
        assert db.session.get_one(Introduction, ending.introduction).handed_on
    # And when he rings two months later, it goes on where it stopped, with the same link worker
    clock.move(days=60)
    with demo_ready.app.test_request_context():
        token = begun(ending.worker_id, Role.LINK_WORKER)
        db.session.commit()
    worker = Desk(open_page, {"name": name, "value": token, "url": live.url})
    worker.page.goto(moves)
    worker.follow("Go to this page: Open again", "Open again")
    worker.press("Open again")
    expect(worker.page.get_by_role("alert")).to_contain_text("Write why, in a few words")
    worker.page.get_by_label("Why?").fill("His hip is mended, and he is alone again")
    worker.press("Open again")
    worker.look("What can I do with this case?")
    with demo_ready.app.app_context():
        case = db.session.get_one(Case, ending.case)
        assert (case.status, case.reopened, case.worker_id) == (CaseStatus.ACTIVE, 1, ending.worker_id)
