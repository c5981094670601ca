"""From triage to a link worker's day, without a script on a phone: accepted, shared out, planned, printed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import db
from app.domain.referral import ReferralStatus
from app.domain.roles import Role
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import ReferralFactory, document, reaching

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Team:
    """A lead and a link worker of one team, and a referral that somebody reads already."""

    def __init__(self, ready: Any, url: str) -> None:
        self.ready, self.url = ready, url
        self.accounts: dict[Role, uuid.UUID] = {}
        with ready.app.test_request_context():
            team = TeamFactory(name="Journey team")
            for role, name in ((Role.TEAM_LEAD, "Gill Marsh"), (Role.LINK_WORKER, "Nadia Osei")):
                self.accounts[role] = AccountFactory(name=name, role=role, role__team_id=team.id).id
            said = document(
                given_name="Shanice",
                family_name="Cole",
                born_on="1997-03-01",
                phone="07700 900418",
                reaching=reaching(channels=["text"], never="Never ring the house."),
                concerns=["lonely"],
            )
            ReferralFactory(team_id=team.id, status=ReferralStatus.IN_TRIAGE, document=dict(said))
            db.session.commit()

    def sign_in(self, page: Page, role: Role) -> None:
        with self.ready.app.test_request_context():
            token = sessions.start_for_account(
                self.accounts[role], roles=frozenset({role}), device="Chromium"
            )
            db.session.commit()
            name = cookie_name()
        page.context.add_cookies([{"name": name, "value": token, "url": self.url}])


class Looking:
    """A second window with scripts, which axe takes, beside the one without."""

    def __init__(self, team: Team, page: Page, window: Page) -> None:
        self.team, self.page, self.window = team, page, window

    def sign_in(self, role: Role) -> None:
        for page in (self.page, self.window):
            page.context.clear_cookies()
            self.team.sign_in(page, role)

    def well(self) -> None:
        """What the first window shows has no fault, and does not scroll sideways."""
        self.window.goto(self.page.url)
        assert violations(self.window) == [], self.page.url
        assert self.window.evaluate(SIDEWAYS) == 0, self.page.url


def test_from_triage_to_the_day_of_a_link_worker(
    live: Any, demo_ready: Any, open_page: Callable[..., Page]
) -> None:
    team = Team(demo_ready, live.url)
    page = open_page(java_script_enabled=False, viewport=PHONE)
    looking = Looking(team, page, open_page(viewport=PHONE))
    looking.sign_in(Role.TEAM_LEAD)
    # The lead accepts the referral: somebody new, soon
    page.goto(f"{live.url}/referrals")
    page.get_by_role("link", name="Shanice Cole").first.click()
    page.get_by_role("link", name="Accept it").click()
    page.get_by_label("Nobody we know: somebody new").check()
    page.get_by_label("Soon", exact=True).check()
    page.get_by_role("button", name="Accept, and put them on the waiting list").click()
    # and sees on the team's page that they wait
    page.get_by_role("link", name="Team", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("1 person waits for a link worker.")
    looking.well()
    page.get_by_role("link", name="Share out who waits").click()
    looking.well()
    page.get_by_label("Give to: Shanice Cole").select_option(label="Nadia Osei, room for 35")
    page.get_by_role("button", name="Share them out").click()
    expect(page.get_by_role("status")).to_contain_text("1 person has a link worker now.")
    expect(page.get_by_role("heading", name="Nobody waits")).to_be_visible()

    # The link worker finds them on the day, with why and how to reach them
    looking.sign_in(Role.LINK_WORKER)
    page.goto(f"{live.url}/today")
    expect(page.get_by_role("heading", level=1)).to_contain_text("One person needs you today.")
    main = page.get_by_role("main")
    expect(main).to_contain_text("New to you")
    expect(main).to_contain_text("They want help with: Feeling lonely or cut off.")
    expect(main).to_contain_text("How to reach: text.")
    looking.well()
    # plans a meeting, which is refused while it makes no sense and kept as it was typed
    page.get_by_role("link", name="My diary, by week").click()
    looking.well()
    page.get_by_role("link", name="Add to my diary").click()
    page.get_by_label("Something else").check()
    page.get_by_label("What is it about?").fill("Team catch-up")
    page.get_by_label("When does it start?").fill("teatime")
    page.get_by_role("button", name="Put it in my diary").click()
    expect(page.get_by_role("alert")).to_contain_text("Write a time, such as 2:30pm")
    expect(page.get_by_label("What is it about?")).to_have_value("Team catch-up")
    looking.well()
    page.get_by_label("When does it start?").fill("3pm")
    page.get_by_role("button", name="Put it in my diary").click()
    expect(page.get_by_role("status")).to_contain_text("It is in your diary.")
    # and takes the day along on paper
    page.goto(f"{live.url}/today")
    page.get_by_role("link", name="Print my day").click()
    page.emulate_media(media="print")
    sheet = page.get_by_role("main")
    expect(sheet).to_contain_text("3pm, Team catch-up")
    expect(sheet).to_contain_text("Shanice Cole, 29")
    expect(sheet).to_contain_text("Never ring the house.")
    expect(page.get_by_role("link", name="Back to the page")).to_be_hidden()
    page.emulate_media(media="screen")
    looking.well()
    # The first button of the row settles it: the case, where a contact is recorded
    page.goto(f"{live.url}/today")
    page.get_by_role("link", name="Read and say hello").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Shanice Cole")
