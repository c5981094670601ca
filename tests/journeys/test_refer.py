"""Somebody at work refers a person in at most twelve fields: signed in without a script, and by a link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from app.database import db
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.extensions import limiter
from app.models.referrals import Referral
from app.operations import access_links, referrer_news, sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory, OrganizationFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

OpenPage = Callable[..., Page]
PHONE = {"width": 360, "height": 740}
MOST_FIELDS = 12
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    limiter.reset()


class Walk:
    """The short path, counting every field that is shown on it."""

    def __init__(self, page: Page, clock: Any, *, looked_at: bool) -> None:
        self.page, self.clock, self.looked_at, self.fields = page, clock, looked_at, 0

    def look(self) -> None:
        if self.looked_at:
            assert self.page.evaluate(SIDEWAYS) <= 0
            assert violations(self.page) == []

    def go_on(self) -> None:
        names = self.page.locator("main form :is(input:not([type=hidden]), select, textarea)").all()
        self.fields += len({one.get_attribute("name") for one in names})
        self.look()
        self.page.get_by_role("button", name="Go on").click()

    def answer(self, *, says_who: str = "") -> None:
        page = self.page
        page.get_by_label("First name").fill("Halina")
        page.get_by_label("Last name").fill("Nowak")
        for part, value in (("Day", "2"), ("Month", "5"), ("Year", "1944")):
            page.get_by_label(part).fill(value)
        page.get_by_label("Postcode").fill("LS9 7UF")
        self.go_on()
        page.get_by_label("Text message").check()
        page.get_by_label("The number or address for it").fill("07700 900417")
        self.go_on()
        page.get_by_label("Feeling lonely or cut off").check()
        page.get_by_label("why are you referring them?").fill("Her husband died in May.")
        page.get_by_label("Yes, they told me so").check()
        self.go_on()
        page.get_by_label("No known risks").check()
        page.get_by_label("No", exact=True).check()
        if says_who:
            page.get_by_label("Your name, and where you work").fill(says_who)
        self.go_on()

    def send(self) -> None:
        self.look()
        self.clock.move(seconds=60)
        self.page.get_by_role("button", name="Send to a link worker").click()
        self.look()


def the_referral(demo_ready: Any) -> tuple[Referral, str]:
    """What this journey sent, and the token of its referrer's door."""
    with demo_ready.app.app_context():
        db.session.rollback()
        sent = db.session.query(Referral).order_by(Referral.received_at.desc(), Referral.id).first()
        assert sent is not None
        token = referrer_news.door(sent, by=SYSTEM)
        db.session.commit()
        db.session.refresh(sent)
        db.session.expunge(sent)
        return sent, token


def test_signed_in_without_a_script(open_page: OpenPage, live: Any, demo_ready: Any, clock: Any) -> None:
    # Given somebody of a surgery, signed in, on a phone without scripts
    with demo_ready.app.test_request_context():
        surgery = OrganizationFactory(name="Beck Side Surgery")
        account = AccountFactory(role=Role.REFERRER, role__organization_id=surgery.id)
        token = sessions.start_for_account(account.id, roles=frozenset({Role.REFERRER}), device="Chromium")
        db.session.commit()
        name = cookie_name()
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
    # When they refer somebody by the short path
    page.goto("/refer/own")
    page.get_by_role("link", name="Refer somebody").click()
    assert "Not for emergencies" in page.locator("main").inner_text()
    page.get_by_role("button", name="Begin").click()
    walk = Walk(page, clock, looked_at=False)
    walk.answer()
    # Then it took twelve fields at most, and they read all of it back
    assert 0 < walk.fields <= MOST_FIELDS
    assert "Her husband died in May." in page.locator("main").inner_text()
    walk.send()
    # And they have a reference, numbers to ring, and see where it stands
    assert "The reference is" in page.locator("main").inner_text()
    assert "999" in page.locator("main").inner_text()
    page.get_by_role("link", name="See where it stands").click()
    assert "Halina Nowak" in page.locator("h1").inner_text()
    assert "Nobody has read it yet" in page.locator("main").inner_text()


def test_by_an_invited_link(open_page: OpenPage, live: Any, demo_ready: Any, clock: Any) -> None:
    # Given a link in an e-mail
    with demo_ready.app.app_context():
        made = access_links.make(LinkPurpose.REFER, arguments={"email": "sam@chemist.example"}, uses=5)
        db.session.commit()
    page = open_page(viewport=PHONE)
    # When its page is opened and the button pressed
    page.goto(f"/refer/by/{made.token}")
    assert page.context.cookies() == []
    walk = Walk(page, clock, looked_at=True)
    walk.look()
    page.get_by_role("button", name="Begin").click()
    walk.answer(says_who="Sam Ali, Oak Chemist")
    # Then twelve fields at most were asked, the referrer's own name among them
    assert 0 < walk.fields <= MOST_FIELDS
    page.get_by_role("link", name="Add more").click()
    walk.look()
    page.get_by_label("Do they need an interpreter?").fill("Polish")
    page.get_by_role("button", name="Go on").click()
    assert "Polish" in page.locator("main").inner_text()
    walk.send()
    # And it is there, from whom and how to answer
    assert "The reference is" in page.locator("main").inner_text()
    referral, door = the_referral(demo_ready)
    assert (referral.referrer_name, referral.referrer_contact) == ("Sam Ali", "sam@chemist.example")
    # And the link of its letter leads to where it stands, without the person's name
    page.goto(f"/referral/{door}")
    walk.look()
    assert "H. N." in page.locator("h1").inner_text() and "Halina" not in page.content()
