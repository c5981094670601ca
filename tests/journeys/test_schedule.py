"""A plan meets a clash on a phone without scripts, and is kept with a reason; the pages let all in."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import begin_writing, db
from app.domain.engagement import TagGroup
from app.domain.roles import Role
from app.models.engagement import ActivityTag
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.factories_engagement import ActivityFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
ROLES = frozenset({Role.ENGAGEMENT_OFFICER})
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def as_officer(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A page of an engagement officer's, with somebody else's plan in the schedule."""
    with demo_ready.app.test_request_context():
        begin_writing()
        account = AccountFactory(role=Role.ENGAGEMENT_OFFICER)
        for number in range(2):
            made = ActivityFactory(
                name=f"Routes {number}",
                led_by=f"Bus Board {number}",
                starts_on=dt.date(2027, 5, 3 + number),
                ends_on=dt.date(2027, 5, 4 + number),
                lead_contact="0113 496 0001",
            )
            made.tags = [
                ActivityTag(group=TagGroup.COMMUNITY, value="Unpaid carers"),
                ActivityTag(group=TagGroup.TOPIC, value="Transport"),
            ]
        token = sessions.start_for_account(account.id, roles=ROLES, device="Chromium")
        db.session.commit()
        name = cookie_name()

    def opened(**options: Any) -> Page:
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


def test_a_plan_meets_a_clash_and_is_kept_with_a_reason_on_a_phone_without_scripts(
    as_officer: Callable[..., Page], live: Any
) -> None:
    page = as_officer(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{live.url}/engagement")
    page.get_by_role("link", name="Plan something").click()
    page.get_by_label("What is it called?").fill("Getting about")
    page.get_by_label("Who leads it?").fill("Carers' Voice")
    page.get_by_label("With whom? 1").fill("carers")
    page.get_by_label("About what? 1").fill("Buses")
    for part, value in (("Day", "20"), ("Month", "5"), ("Year", "2027")):
        page.get_by_role("group", name="First day").get_by_label(part).fill(value)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("2 other teams ask this community about Buses in May 2027")).to_be_visible()
    expect(page.get_by_text("0113 496 0001").first).to_be_visible()
    page.get_by_label("Why ask them now all the same?").fill("We go to their own meeting.")
    page.get_by_role("button", name="Keep it all the same").click()
    expect(page.get_by_role("heading", name="Getting about")).to_be_visible()
    expect(page.get_by_text("We go to their own meeting.")).to_be_visible()


def test_every_page_of_the_schedule_lets_everybody_in(as_officer: Callable[..., Page], live: Any) -> None:
    page = as_officer(viewport=PHONE)
    page.goto(f"{live.url}/engagement")
    looked_at(page, "list")
    page.get_by_role("link", name="Routes 0").click()
    looked_at(page, "one")
    one = page.url
    for name, address in (
        ("brief", f"{one}/brief"),
        ("edit", f"{one}/edit"),
        ("month", f"{live.url}/engagement/month?month=2027-05"),
        ("public-ar", f"{live.url}/ar/engagement-calendar?month=2027-05"),
    ):
        page.goto(address)
        looked_at(page, name)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # width and height, as it asks
    page.goto(f"{live.url}/engagement/month?month=2027-05")
    looked_at(page, "month-desk")
