"""Somebody opens their own page by a link, on a phone without scripts; and one page in Arabic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app import clock
from app.database import begin_writing, db
from app.domain.case import CaseStatus
from app.domain.consent import ConsentPurpose
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.extensions import limiter
from app.models.introductions import Introduction
from app.models.persons import Consent
from app.operations import access_links
from tests.accessibility import violations
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import (
    AppointmentFactory,
    CaseFactory,
    CaseMessageFactory,
    ConsentFactory,
    IntroductionFactory,
    PlanFactory,
    reaching,
)

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PLAN = {"strengths": ["Mends things"], "goals": [{"id": "a1", "words": "Walk to the market"}]}


@dataclass
class Own:
    token: str
    introduction: Any
    consent: Any


@pytest.fixture
def own(demo_ready: Any) -> Own:
    """Marek, half-way, with a bit of everything."""
    limiter.reset()
    with demo_ready.app.test_request_context():
        begin_writing()
        team = TeamFactory().id
        worker = AccountFactory(role=Role.LINK_WORKER, role__team_id=team, name="Nadia Osei")
        case = CaseFactory(
            number=9002,
            worker_id=worker.id,
            team_id=team,
            status=CaseStatus.ACTIVE,
            started_at=clock.now(),
            person__given_name="Marek",
            person__reaching=reaching(channels=["email"], leave_message=False),
        )
        PlanFactory(case=case, document=PLAN)
        AppointmentFactory(
            case_id=case.id, worker_id=worker.id, starts_at=clock.now(), place="Compton Library"
        )
        CaseMessageFactory(case=case, from_person=False, sent_by=worker.id, words="See you at two.")
        one = IntroductionFactory(case=case)
        said = ConsentFactory(person_id=case.person_id, purpose=ConsentPurpose.FEEDBACK, wording="feedback/1")
        token = access_links.make(LinkPurpose.MY, person=case.person_id, uses=2).token
        db.session.commit()
        return Own(token, one.id, said.id)


def fits(page: Page) -> None:
    """Nothing runs out of the window."""
    page.locator("h1").wait_for()
    assert page.evaluate(SIDEWAYS) <= 0, page.url


def sound(page: Page) -> None:
    """And nothing breaks a rule of accessibility."""
    fits(page)
    assert violations(page) == [], page.url


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()
    fits(page)


def test_read_the_plan_write_change_ones_mind_and_say_it_helped(
    live: Any, demo_ready: Any, open_page: Callable[..., Page], own: Own
) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE)
    seen: list[str] = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    page.goto("/my")
    fits(page)
    page.goto(f"/my/in/{own.token}")
    fits(page)
    page.get_by_role("button", name="Open my page").click()
    expect(page.locator("h1")).to_have_text("Hello Marek")
    expect(page.locator("main")).to_contain_text("You meet your link worker")
    fits(page)
    follow(page, "Your plan")
    expect(page.locator("main")).to_contain_text("Walk to the market")
    page.get_by_label("Add something to your plan").fill("I want to see the sea.")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("main")).to_contain_text("I want to see the sea.")
    follow(page, "Back to your page")
    follow(page, "One message to read")
    page.get_by_role("button", name="Send the message").click()
    fits(page)
    page.get_by_label("Your message").fill("I am there at two.")
    page.get_by_role("button", name="Send the message").click()
    expect(page.locator("[role=status]")).to_contain_text("Sent.")
    expect(page.locator("main")).to_contain_text("I am there at two.")
    follow(page, "Back to your page")
    follow(page, "What you agree to")
    page.locator(f"a[href*='{own.consent}']").click()
    fits(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("[role=status]")).to_contain_text("You took it back.")
    follow(page, "Back to your page")
    follow(page, "Whom we told about you")
    expect(page.locator("main")).to_contain_text("Nadia Osei, 0113 496 0150")
    follow(page, "Say how it was")
    page.get_by_label("A bit").check()
    page.get_by_role("button", name="Send your answer").click()
    expect(page.locator("main")).to_contain_text("You said: A bit")
    for name in ("When you meet", "Your answers about how things are", "Who has looked", "It is not right"):
        follow(page, "Back to your page")
        follow(page, name)
    for name in ("I want to stop", "May we share your story?"):
        follow(page, "Back to your page")
        follow(page, name)
    second = open_page(viewport=PHONE)  # axe needs scripts
    second.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # as they were given
    for address in dict.fromkeys(one.partition("?")[0] for one in seen):
        if address.startswith(live.url):
            second.goto(address)
            sound(second)
    page.get_by_role("button", name="Close my page").click()
    expect(page.locator("h1")).to_have_text("Your page is closed")
    page.goto("/my/plan")
    assert page.url.endswith("/my?over=1")
    with demo_ready.app.app_context():
        assert db.session.get(Consent, own.consent).withdrawn_at is not None  # type: ignore[union-attr]
        assert db.session.get(Introduction, own.introduction).helped == "partly"  # type: ignore[union-attr]


def test_ones_page_in_arabic_and_the_way_out(live: Any, open_page: Callable[..., Page], own: Own) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"/ar/my/in/{own.token}")
    page.locator("main form button").click()
    page.wait_for_url("**/ar/my/home")
    assert page.locator("html").get_attribute("dir") == "rtl"
    sound(page)
    page.goto("/ar/my/consents")
    sound(page)
    # Somebody comes in: one press shows something else, and shuts the page
    page.evaluate("document.querySelector('[data-exit]').href = '/about'")
    page.locator("[data-exit]").click()
    page.wait_for_url("**/about")
    for _ in range(20):  # the note that shuts it travels beside
        page.wait_for_timeout(200)
        page.goto("/my/home")
        if page.url.endswith("/my?over=1"):
            break
    assert page.url.endswith("/my?over=1")
