"""A first conversation is recorded: what is typed survives a lost session, and it works without a script."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import db
from app.domain.roles import Role
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import CaseFactory, CaseMessageFactory, PersonFactory, TaskFactory, reaching

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Worker:
    """A link worker with one case, whose sessions end when the test says so."""

    def __init__(self, ready: Any, url: str) -> None:
        self.ready, self.url = ready, url
        with ready.app.test_request_context():
            team = TeamFactory()
            account = AccountFactory(role=Role.LINK_WORKER, role__team_id=team.id)
            person = PersonFactory(
                given_name="Marek",
                reaching=reaching(
                    interpreter="Polish",
                    never="Never the landline.",
                    methods=["no-telephone-contact"],
                    words="Deaf in one ear.",
                ),
            )
            case = CaseFactory(team_id=team.id, worker_id=account.id, person=person)
            TaskFactory(case=case)
            CaseMessageFactory(case=case)
            db.session.commit()
            self.account: uuid.UUID = account.id
            self.case: uuid.UUID = case.id

    def sign_in(self, page: Page) -> None:
        with self.ready.app.test_request_context():
            token = sessions.start_for_account(
                self.account, roles=frozenset({Role.LINK_WORKER}), device="Chromium"
            )
            db.session.commit()
            name = cookie_name()
        page.context.add_cookies([{"name": name, "value": token, "url": self.url}])


@pytest.fixture
def worker(live: Any, demo_ready: Any) -> Worker:
    return Worker(demo_ready, live.url)


def well(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate(SIDEWAYS) == 0


def fill(page: Page, note: str) -> None:
    page.get_by_label("Text message", exact=True).check()
    page.get_by_label("We talked, or they answered").check()
    page.get_by_label("What was said and done?").fill(note)
    page.get_by_role("group", name="Were their needs met?").get_by_label("Yes", exact=True).check()


def test_a_note_survives_a_lost_session(worker: Worker, open_page: Callable[..., Page]) -> None:
    page = open_page(viewport=DESK)
    worker.sign_in(page)
    page.goto(f"{worker.url}/cases")
    well(page)
    page.get_by_role("link", name="Marek Zielonka, 82").first.click()
    expect(page.get_by_role("region", name="How to talk with Marek")).to_contain_text("Do not telephone.")
    expect(page.get_by_role("region", name="Stop: safe contact")).to_contain_text("Never the landline.")
    well(page)
    page.get_by_role("link", name="Record a contact").click()
    fill(page, "He wants to walk to the market and buy his own bread.")
    expect(page.locator("[data-draft-said]")).to_contain_text("Kept at 10am", timeout=6000)
    well(page)

    page.context.clear_cookies()
    page.get_by_label("What was said and done?").press_sequentially(" Soon.")
    page.get_by_role("button", name="Record this contact").click()
    expect(page.get_by_role("alert")).to_contain_text("You were signed out. Your words are still here.")
    page.goto(f"{worker.url}/cases/{worker.case}/contacts/new")
    expect(page).to_have_url(re.compile("/sign-in"))

    worker.sign_in(page)
    page.goto(f"{worker.url}/cases/{worker.case}/contacts/new")
    expect(page.get_by_role("heading", name="We kept what you typed at 10am")).to_be_visible()
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_label("What was said and done?")).to_have_value(re.compile("buy his own bread"))
    page.get_by_role("button", name="Record this contact").click()
    expect(page.get_by_role("status")).to_contain_text("Recorded.")
    expect(page.get_by_role("main")).to_contain_text("buy his own bread")
    page.get_by_role("link", name="Story").click()
    expect(page.get_by_role("heading", name="In touch for the first time")).to_be_visible()
    page.goto(f"{worker.url}/cases/{worker.case}/contacts/new")
    expect(page.get_by_role("heading", name=re.compile("We kept"))).to_have_count(0)
    page.set_viewport_size(PHONE)
    for part in ("", "/contacts", "/contacts/new", "/messages", "/who-has-looked"):
        page.goto(f"{worker.url}/cases/{worker.case}{part}")
        well(page)


def test_a_contact_on_a_phone_without_a_script(worker: Worker, open_page: Callable[..., Page]) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    worker.sign_in(page)
    page.goto(f"{worker.url}/cases/{worker.case}/contacts/new")
    fill(page, "Said who I am.")
    page.get_by_label("Phone", exact=True).check()
    page.get_by_role("button", name="Keep for later").click()
    page.get_by_role("link", name="Go on with it").click()
    expect(page.get_by_label("What was said and done?")).to_have_value("Said who I am.")
    page.get_by_role("button", name="Record this contact").click()
    expect(page.get_by_role("alert")).to_contain_text("If it was used, say why.")
    page.get_by_label("Why this way, if it is not safe or not what they need").fill("He asked me to ring.")
    page.get_by_label("What is the next step?").fill("Ask Puff and Natter")
    for name, value in (("Day", "30"), ("Month", "11"), ("Year", "2026")):
        page.get_by_role("group", name="By when?").get_by_label(name).fill(value)
    page.get_by_role("button", name="Record this contact").click()
    expect(page.get_by_role("main")).to_contain_text("Next: Ask Puff and Natter, by Monday 30 November.")
    for part in ("", "/contacts", "/contacts/new", "/messages", "/who-has-looked"):
        page.goto(f"{worker.url}/cases/{worker.case}{part}")
        assert page.evaluate(SIDEWAYS) == 0, part
    page.goto(f"{worker.url}/cases")
    assert page.evaluate(SIDEWAYS) == 0
