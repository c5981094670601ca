"""Somebody suggests something good; an organiser claims a listing by a code and changes when it happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from app.database import db
from app.domain.stewardship import ChangeStatus
from app.extensions import limiter
from app.models.messages import Message
from app.models.stewardship import ListingChange
from tests.accessibility import violations
from tests.browser import SMALLEST

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

OpenPage = Callable[..., "Page"]
LISTING = "puff-and-natter"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    limiter.reset()


def go_on(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()


def wide(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def sound(page: Page) -> None:
    """Nothing sticks out, and axe finds nothing."""
    page.wait_for_load_state()
    page.locator("h1").wait_for()
    assert wide(page) <= 0
    assert violations(page) == []


def changes(demo_app: object) -> list[ListingChange]:
    db.session.rollback()
    return db.session.query(ListingChange).all()


@pytest.mark.parametrize("scripts", [True, False])
def test_suggest_something_good(open_page: OpenPage, live: object, demo_app: object, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts, viewport=SMALLEST)
    check = sound if scripts else (lambda _page: None)
    page.goto("/")
    page.get_by_role("link", name="Tell us about something good").click()
    check(page)
    page.get_by_label("Activity", exact=True).check()
    go_on(page)
    check(page)
    page.get_by_label("What is it called?").fill("Pram Walk")
    page.get_by_label("What is it, in a sentence or two?").fill("A slow walk round the park with prams.")
    go_on(page)
    page.get_by_label("In person").check()
    page.get_by_label("Name of the place").fill("Harehills Park")
    page.get_by_label("Postcode").fill("LS8 3QG")
    check(page)
    go_on(page)
    page.get_by_label("Every week").check()
    check(page)
    go_on(page)
    page.get_by_label("Wednesday").check()
    page.get_by_label("It starts at").fill("half 10")
    page.get_by_label("It ends at").fill("12")
    page.get_by_role("button", name="Show me the next dates").click()
    assert "Every Wednesday, 10:30am to noon" in page.locator("main").inner_text()
    assert page.locator(".gin-dates > li").count() == 6
    check(page)
    page.get_by_role("button", name="Yes, go on").click()
    page.get_by_label("What does it cost?").fill("0")
    go_on(page)
    page.get_by_label("Or in a few words").fill("Just turn up at the gate.")
    check(page)
    go_on(page)
    page.get_by_label("Your e-mail address").fill("sam@people.example")
    go_on(page)
    check(page)
    page.get_by_role("button", name="Send").click()
    assert "Your reference is" in page.locator("main").inner_text()
    check(page)
    (change,) = changes(demo_app)
    assert (change.status, change.contact) == (ChangeStatus.WAITING, "sam@people.example")


def test_claim_by_code_and_change_when_it_happens(
    open_page: OpenPage, live: object, demo_app: object
) -> None:
    page = open_page(viewport=SMALLEST)
    page.goto(f"/activities/{LISTING}")
    page.get_by_role("link", name="Change the page yourself").click()
    sound(page)
    page.get_by_role("button", name="Send me a code").click()
    sound(page)
    db.session.rollback()
    (message,) = db.session.query(Message).all()
    page.get_by_label("The code").fill(str(message.parameters["code"]))
    go_on(page)
    sound(page)
    page.locator("main a[href$='/edit/when']").click()
    sound(page)
    page.get_by_role("link", name="Add another time").click()
    page.get_by_label("Every other week").check()
    sound(page)
    go_on(page)
    page.get_by_label("Thursday").check()
    page.get_by_label("It starts at").fill("7")
    page.get_by_label("It ends at").fill("9pm")
    page.get_by_role("button", name="Show me the next dates").click()
    assert "Every other Thursday needs a first date" in page.locator("main").inner_text()
    sound(page)
    page.get_by_label("First date").fill("3 December")
    page.get_by_role("button", name="Show me the next dates").click()
    assert "Every other Thursday, 7pm to 9pm" in page.locator("main").inner_text()
    page.get_by_role("button", name="Yes, keep these times").click()
    page.get_by_role("link", name="Back to all parts").click()
    page.get_by_role("link", name="See it as readers will").click()
    assert "Every other Thursday, 7pm to 9pm" in page.locator("main").inner_text()
    sound(page)
    page.get_by_role("link", name="Back to all parts").click()
    page.get_by_role("button", name="Send my changes").click()
    assert "Somebody who keeps these pages looks at it" in page.locator("main").inner_text()
    sound(page)
    (change,) = changes(demo_app)
    assert (change.status, change.fields) == (ChangeStatus.WAITING, ["schedules"])


def test_advice_comes_while_somebody_writes(open_page: OpenPage, live: object, demo_app: object) -> None:
    page = open_page()
    page.goto(f"/claim/{LISTING}")
    page.get_by_role("button", name="Send me a code").click()
    db.session.rollback()
    (message,) = db.session.query(Message).all()
    page.get_by_label("The code").fill(str(message.parameters["code"]))
    go_on(page)
    page.locator("main a[href$='/edit/what']").click()
    page.get_by_label("In a sentence or two").fill("We facilitate breathing for individuals.")
    page.locator("#summary-words li").first.wait_for()
    assert page.locator("#summary-words li").all_inner_texts() == [
        "“facilitate”: people say “run”.",
        "“individuals”: people say “people”.",
    ]
    sound(page)


@pytest.mark.parametrize("address", ["/ar/suggest", f"/ar/claim/{LISTING}"])
def test_pages_hold_in_arabic(open_page: OpenPage, live: object, demo_app: object, address: str) -> None:
    page = open_page(viewport=SMALLEST)
    page.goto(address)
    assert page.locator("html").get_attribute("dir") == "rtl"
    sound(page)
