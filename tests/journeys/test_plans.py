"""From the first conversation to an agreed plan, at a kitchen table; and the questions by one's own link."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app import clock
from app.database import begin_writing, db
from app.domain.case import CaseStatus
from app.domain.measures import MeasureKind, MeasureMoment
from app.domain.roles import Role
from app.domain.viewer import Viewer
from app.models.messages import Message
from app.operations import measures, sessions
from app.queries.measures import listed
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import CaseFactory, reaching

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def case(demo_ready: Any) -> tuple[uuid.UUID, str, str]:
    """Somebody reached by e-mail in Arabic: the case, the worker's session, and a link to the questions."""
    with demo_ready.app.test_request_context():
        begin_writing()
        team = TeamFactory().id
        worker = AccountFactory(role=Role.LINK_WORKER, role__team_id=team)
        token = sessions.start_for_account(worker.id, roles=frozenset({Role.LINK_WORKER}), device="Chromium")
        made = CaseFactory(
            number=9001,
            worker_id=worker.id,
            team_id=team,
            status=CaseStatus.ACTIVE,
            started_at=clock.now(),
            person__given_name="Amal",
            person__language="ar",
            person__email="amal@example.org",
            person__reaching=reaching(channels=["email"]),
        )
        kinds = [MeasureKind.ONS4, MeasureKind.LONELINESS]
        measures.ask_by_link(made, kinds, MeasureMoment.START, by=Viewer(account_id=worker.id))
        asked = str(db.session.query(Message).filter_by(case_id=made.id).one().parameters["token"])
        db.session.commit()
        return made.id, token, asked


def looked_at(page: Page) -> None:
    """Nothing breaks a rule of accessibility, and nothing runs out of the window."""
    assert violations(page) == []
    assert page.evaluate(SIDEWAYS) <= 0


def test_from_the_first_conversation_to_an_agreed_plan_without_a_script(
    live: Any, demo_ready: Any, open_page: Callable[..., Page], case: tuple[uuid.UUID, str, str]
) -> None:
    case_id, token, _asked = case
    with demo_ready.app.test_request_context():
        name = cookie_name()
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
    seen: list[str] = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    # Given a first conversation, asked a question at a time
    page.goto(f"/cases/{case_id}/what-matters")
    assert page.evaluate(SIDEWAYS) <= 0
    page.get_by_role("link", name="Go through it together").click()
    assert page.evaluate(SIDEWAYS) <= 0
    page.get_by_label("In their own words").fill("Sews\nA daughter next door")
    page.get_by_role("button", name="Save, and on to the next").click()
    page.get_by_label("In their own words").fill("That somebody knocks")
    page.get_by_role("button", name="Save, and back to the list").click()
    expect(page.locator("main")).to_contain_text("That somebody knocks")
    # When they say where they would like to get to, and the next small step
    page.get_by_role("link", name="To the plan").click()
    page.get_by_role("link", name="Add a goal").click()
    assert page.evaluate(SIDEWAYS) <= 0
    page.get_by_label("Where would you like to get to?").fill("Sew with others")
    page.get_by_label("How important is it").select_option("8")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a step").click()
    page.get_by_label("What is the next step?").fill("Go to the sewing group on Tuesday")
    page.get_by_label("How sure are you").select_option("7")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("7 out of 10")
    assert page.evaluate(SIDEWAYS) <= 0
    # Then it is read through together and agreed, with a day to look at it again
    page.get_by_role("link", name="They agree to it").click()
    assert page.evaluate(SIDEWAYS) <= 0
    page.get_by_label("They said yes").check()
    page.get_by_role("button", name="They agree to it").click()
    expect(page.locator("main")).to_contain_text("Version 1, agreed with Amal")
    # And theirs to keep, in their language
    page.get_by_role("link", name="Print it for them").click()
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("main")).to_contain_text("Sew with others")
    assert page.evaluate(SIDEWAYS) <= 0
    # And none of the pages on the way breaks a rule of accessibility, which only a script can tell
    again = open_page(viewport=PHONE)
    again.context.add_cookies([{"name": name, "value": token, "url": live.url}])
    for address in dict.fromkeys(seen):
        again.goto(address)
        looked_at(again)


def test_somebody_answers_the_questions_by_their_own_link_in_arabic(
    demo_ready: Any, open_page: Callable[..., Page], case: tuple[uuid.UUID, str, str]
) -> None:
    case_id, _token, asked = case
    page = open_page(viewport=PHONE)
    page.goto(f"/ar/measure/{asked}")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    # The standard's English stands beside our translation
    expect(page.locator("main")).to_contain_text("Overall, how happy did you feel yesterday?")
    looked_at(page)
    # Given nothing chosen, the page says so and keeps them there
    page.locator("main form button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at(page)
    # When they answer two of the questions and send them
    page.locator("label[for=happy-3]").click()
    page.locator("label[for=lonely-0]").click()
    page.locator("main form button").click()
    page.wait_for_url("**/thanks")
    looked_at(page)
    # Then the answers are kept, once, and the link has done its work
    page.goto(f"/ar/measure/{asked}")
    assert page.locator("main form").count() == 0
    looked_at(page)
    with demo_ready.app.test_request_context():
        kept = {one.kind: one.answers for one in listed(case_id)}
    assert kept == {MeasureKind.ONS4: {"happy": 3}, MeasureKind.LONELINESS: {"lonely": "often-always"}}
