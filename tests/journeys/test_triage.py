"""A referral is read and accepted on a phone; two records of one person become one, and two again."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import begin_writing, db
from app.domain.roles import Role
from app.operations import sessions
from app.operations.matching import note_person
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import CaseFactory, PersonFactory, ReferralFactory, document, reaching

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def team(demo_ready: Any) -> uuid.UUID:
    """A team with somebody on its list twice, and a referral that may be about them."""
    with demo_ready.app.test_request_context():
        begin_writing()
        found: uuid.UUID = TeamFactory(name="East team").id
        for family in ("Zielonka", "Żelonka"):
            person = PersonFactory(given_name="Marek", family_name=family)
            CaseFactory(person=person, team_id=found)
            note_person(person)
        said = document(reaching=reaching(never="Never ring the landline.", leave_message=False))
        ReferralFactory(team_id=found, document=said, is_urgent=True)
        db.session.commit()
    return found


@pytest.fixture
def as_somebody(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(role: Role, team_id: uuid.UUID, **options: Any) -> Page:
        with demo_ready.app.test_request_context():
            account = AccountFactory(role=role, role__team_id=team_id)
            token = sessions.start_for_account(account.id, roles=frozenset({role}), device="Chromium")
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


def test_a_referral_is_read_and_accepted_on_a_phone(
    as_somebody: Callable[..., Page], live: Any, team: uuid.UUID
) -> None:
    page = as_somebody(Role.LINK_WORKER, team, viewport=PHONE)
    page.goto(f"{live.url}/referrals")
    looked_at(page, "queue")
    page.get_by_role("link", name="Read it").click()
    expect(page.get_by_role("heading", name="Stop: safe contact")).to_be_visible()
    looked_at(page, "referral")
    page.get_by_role("button", name="I will decide about this one").click()
    page.get_by_role("link", name="Accept it").click()
    expect(page.get_by_text("They have an open case with East team.").first).to_be_visible()
    looked_at(page, "accept")
    page.get_by_role("button", name="Accept, and put them").click()
    expect(page.get_by_role("link", name="Choose who it is")).to_be_visible()
    page.get_by_label("M. Z., born in 1944").first.check()
    page.get_by_label("Soon").check()
    page.get_by_role("button", name="Accept, and put them").click()
    expect(page.get_by_role("heading", name="How it ended")).to_be_visible()
    looked_at(page, "accepted")


def test_two_records_become_one_and_two_again_without_a_script(
    as_somebody: Callable[..., Page], live: Any, team: uuid.UUID
) -> None:
    page = as_somebody(Role.TEAM_LEAD, team, viewport=DESK, java_script_enabled=False)
    page.goto(f"{live.url}/people/duplicates")
    page.get_by_role("link", name="Compare").click()
    last_name = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Last name"))
    last_name.get_by_role("cell").filter(has_text="Żelonka").get_by_role("radio").check()
    page.get_by_label("How do you know").fill("He told us that his name is written both ways.")
    page.get_by_role("button", name="Make them one").click()
    expect(page.get_by_role("heading", name="They are one person now")).to_be_visible()
    page.get_by_role("link", name="See their cases").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Marek Żelonka")
    page.get_by_role("link", name="into").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="They are two people again")).to_be_visible()
