"""Comparing with somebody and introducing them, and the provider's answer by link; on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.database import begin_writing, db
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.models.directory import Service
from app.models.messages import Message
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory, OrganizationFactory, TeamFactory
from tests.factories_connect import AgreementFactory, CaseFactory, PersonFactory, PlanFactory, reaching

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
GOAL = {"id": "ab12", "words": "Walk to the market again"}


@pytest.fixture
def marek(demo_ready: Any) -> dict[str, Any]:
    """Nadia's session and Marek's case; Puff and Natter's organisation has signed."""
    with demo_ready.app.test_request_context():
        begin_writing()
        team = TeamFactory()
        account = AccountFactory(role=Role.LINK_WORKER, role__team_id=team.id)
        person = PersonFactory(
            given_name="Marek",
            reaching=reaching(support=["step-free"], interpreter="pl", formats=["large-print"]),
        )
        case = CaseFactory(team_id=team.id, worker_id=account.id, person=person, concerns=["lonely"])
        PlanFactory(case=case, document={"goals": [GOAL]})
        listing = db.session.scalars(select(Service).where(Service.slug == "puff-and-natter")).one()
        listing.email = "hello@chests.example"
        if listing.organization_id is None:
            listing.organization_id = OrganizationFactory().id
        AgreementFactory(organization_id=listing.organization_id)
        token = sessions.start_for_account(account.id, roles=frozenset({Role.LINK_WORKER}), device="Chromium")
        db.session.commit()
        made = {"token": token, "cookie": cookie_name(), "at": f"/cases/{case.id}", "id": str(listing.id)}
        db.session.remove()
    return made


def check(page: Page) -> None:
    """No fault for anybody who reads it another way, and nothing wider than the window."""
    assert violations(page) == [], page.url
    assert page.evaluate(SIDEWAYS) <= 0, page.url


def letter(demo_ready: Any) -> str:
    """Where the link of the provider's e-mail leads."""
    with demo_ready.app.test_request_context():
        told = db.session.scalars(select(Message).where(Message.kind == MessageKind.INTRODUCTION_SENT)).one()
        token = (told.parameters or {})["token"]
        db.session.remove()
    return f"/provider/{token}"


def test_choices_are_compared_together_and_the_provider_says_yes(
    live: Any, demo_ready: Any, marek: dict[str, Any], open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=True, viewport=PHONE)
    page.context.add_cookies([{"name": marek["cookie"], "value": marek["token"], "url": live.url}])
    main = page.locator("main")
    # Given a search that begins with what is known of Marek
    page.goto(f"{marek['at']}/find")
    expect(main).to_contain_text("Loneliness")
    check(page)
    # When two are put side by side
    page.get_by_role("link", name="Remove Loneliness").click()
    page.get_by_role("link", name="Remove Polish").click()
    page.get_by_label("What are you looking for?").fill("puff and natter")
    page.get_by_role("button", name="Look again").click()
    page.get_by_role("button", name="Add to compare Puff and Natter").click()
    page.get_by_label("What are you looking for?").fill("")
    page.get_by_role("button", name="Look again").click()
    page.get_by_role("button", name="Add to compare").first.click()
    page.get_by_role("link", name="Look at 2 side by side").click()
    check(page)
    expect(main).to_contain_text("Can they get in?")
    page.get_by_label("What Marek says about Puff and Natter").fill("I will try it once.")
    page.get_by_label("Which goal does Puff and Natter fit?").select_option("Walk to the market again")
    page.get_by_role("button", name="Introduce to Puff and Natter").click()
    # Then what would be shared is put together, without what is not safe
    expect(main).not_to_contain_text("By phone")
    page.get_by_label("By text message").check()
    page.get_by_label("When they would like to start").fill("After Christmas")
    check(page)
    page.get_by_role("button", name="Look at it before it goes").click()
    expect(main).to_contain_text("07700 900417")
    expect(main).not_to_contain_text("Zielonka")
    check(page)
    page.get_by_label("They told me").check()
    page.get_by_role("button", name="Marek agrees: send it").click()
    expect(main).to_contain_text("It is on its way.")
    check(page)

    # and the provider, who has no account and no script, answers by the link
    other = open_page(java_script_enabled=False, viewport=PHONE)
    said = other.locator("main")
    other.goto(letter(demo_ready))
    expect(said).not_to_contain_text("Marek")
    other.get_by_role("button", name="Open it").click()
    expect(said).to_contain_text("Marek would like to come")
    expect(said).to_contain_text("After Christmas")
    other.get_by_role("link", name="Put them on our waiting list").click()
    other.get_by_role("button", name="Put them on the list").click()
    expect(said).to_contain_text("Write about how many weeks")
    other.get_by_label("About how many weeks will they wait?").fill("3")
    other.get_by_role("button", name="Put them on the list").click()
    expect(said).to_contain_text("About 3 weeks")
    # and the link worker hears of it
    page.reload()
    expect(main).to_contain_text("On their waiting list")
    page.get_by_role("button", name="I have read this").click()
    expect(main).to_contain_text("It is off your day.")


def test_pages_of_providers_hold_for_every_reader_without_a_script(
    live: Any, demo_ready: Any, marek: dict[str, Any], open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.context.add_cookies([{"name": marek["cookie"], "value": marek["token"], "url": live.url}])
    # Given details of one listing and an introduction to another, made without a script
    page.goto(f"{marek['at']}/give-details/{marek['id']}")
    page.get_by_role("button", name="I gave them the details").click()
    expect(page.locator("main")).to_contain_text("Details given")
    page.goto(f"{marek['at']}/introduce/{marek['id']}")
    page.get_by_role("button", name="Look at it before it goes").click()
    expect(page.locator("main")).to_contain_text("Choose one way to reach them")
    page.get_by_label("Through their link worker").check()
    page.get_by_role("button", name="Look at it before it goes").click()
    page.get_by_label("They wrote it down").check()
    page.get_by_role("button", name="Marek agrees: send it").click()
    page.get_by_role("link", name="Plan the first visit").click()
    page.get_by_label("Day", exact=True).fill("1")
    page.get_by_label("Month", exact=True).fill("12")
    page.get_by_label("Year", exact=True).fill("2026")
    page.get_by_label("What time?").fill("2pm")
    page.get_by_label("I go along: put it in my diary").check()
    page.get_by_role("button", name="Keep the first visit").click()
    expect(page.locator("main")).to_contain_text("1 December 2026, 2:00pm")
    page.goto(f"{marek['at']}/missing")
    page.get_by_label("Feeling lonely or cut off").check()
    page.get_by_label("It is too far away").check()
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("main")).to_contain_text("It is written down as missing.")
    # Then every page a provider meets holds
    reader = open_page(viewport=PHONE)
    link = letter(demo_ready)
    reader.goto(link)
    check(reader)
    reader.get_by_role("button", name="Open it").click()
    check(reader)
    for answer in ("accept", "decline", "waiting-list"):
        reader.goto(f"{link}/{answer}")
        check(reader)
