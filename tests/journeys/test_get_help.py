"""Somebody asks for a link worker: with and without scripts at 360 pixels, and in Arabic."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from app.database import db
from app.domain.referral import ReferralSource
from app.extensions import limiter
from app.models.referrals import Referral
from tests.accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Clock

pytestmark = [pytest.mark.browser]

OpenPage = Callable[..., "Page"]
PHONE = {"width": 360, "height": 740}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    limiter.reset()


def go_on(page: Page) -> None:
    page.locator("main form[action] .govuk-button[type=submit]").first.click()


def sound(page: Page) -> None:
    """Nothing sticks out, and axe finds nothing."""
    page.wait_for_load_state()
    page.locator("h1").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    assert violations(page) == [], page.url


def choose(page: Page, name: str, *values: str) -> None:
    for value in values:
        page.locator(f"[name={name}][value={value}]").check()


def write(page: Page, **words: str) -> None:
    for name, value in words.items():
        page.locator(f"[name={name}]").fill(value)


def write_day(page: Page, *parts: str) -> None:
    for place, part in enumerate(parts):
        page.locator("[name=born]").nth(place).fill(part)


def walk(page: Page, look: Callable[[Page], None]) -> None:
    """From the first question to the page of answers, with two slips on the way."""
    write(page, given="Marek", family="Zielonka")
    go_on(page)
    write_day(page, "4", "2", "2044")
    go_on(page)
    assert page.locator(".govuk-error-summary a").count() == 1
    look(page)
    write_day(page, "4", "2", "1944")
    go_on(page)
    choose(page, "home", "given")
    write(page, postcode="ls9 7uf")
    look(page)
    go_on(page)
    go_on(page)
    go_on(page)
    assert page.locator(".govuk-error-summary a").get_attribute("href") == "#ways-0"
    look(page)
    choose(page, "ways", "text", "email")
    go_on(page)
    write(page, phone="07700 900417", email="marek@people.example", safe_times="After 10")
    choose(page, "leave_message", "no")
    look(page)
    go_on(page)
    choose(page, "concerns", "lonely", "long-term-condition")
    write(page, words="I used to walk to the market.")
    look(page)
    go_on(page)
    choose(page, "english", "no")
    write(page, interpreter="Polski")
    page.locator("main form details summary").click()
    choose(page, "formats", "large-print")
    look(page)
    go_on(page)
    choose(page, "risks", "none-known")
    go_on(page)
    for name in ("contact", "record", "feedback"):
        choose(page, name, "yes")
    look(page)
    go_on(page)


def referral() -> Referral:
    db.session.rollback()
    return db.session.query(Referral).one()


@pytest.mark.parametrize("scripts", [True, False])
def test_ask_for_oneself_on_a_phone(
    open_page: OpenPage, live: object, demo_app: object, clock: Clock, scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts, viewport=PHONE)
    look = sound if scripts else (lambda _page: None)
    page.goto("/")
    page.get_by_role("link", name="Get help", exact=True).click()
    look(page)
    page.get_by_label("For me", exact=True).check()
    go_on(page)
    walk(page, look)
    assert "Marek Zielonka" in page.locator("main").inner_text()
    look(page)
    page.locator("main a[href*='/ways?change']").click()
    choose(page, "ways", "letter")
    go_on(page)
    write(page, address="12 Chapel Lane")
    go_on(page)
    page.get_by_role("link", name="A few more questions, if you like").click()
    page.get_by_label("What is your ethnic group?").select_option("not-said")
    look(page)
    go_on(page)
    assert "Prefer not to say" in page.locator("main").inner_text()
    clock.move(seconds=90)
    page.get_by_role("button", name="Send to a link worker").click()
    said = page.locator("main").inner_text()
    look(page)
    made = referral()
    assert made.reference in said and "Thursday 26 November" in said
    assert made.document["reaching"]["channels"] == ["text", "email", "letter"]
    assert made.document["address"] == "12 Chapel Lane"


def test_save_come_back_and_send_in_arabic(
    open_page: OpenPage, live: object, demo_app: object, clock: Clock
) -> None:
    page = open_page(viewport=PHONE)
    page.goto("/ar/get-help")
    assert page.locator("html").get_attribute("dir") == "rtl"
    sound(page)
    choose(page, "who", "carer")
    go_on(page)
    write(page, given="ليلى", family="حداد")
    go_on(page)
    write(page, cares_for="أمي")
    go_on(page)
    write_day(page, "4", "2", "1944")
    page.locator("main [name=do][value=save]").click()
    sound(page)
    go_on(page)
    code = page.locator("main .govuk-heading-xl bdi").inner_text()
    sound(page)
    page.context.clear_cookies()
    page.goto("/ar/get-help/come-back")
    sound(page)
    write(page, code=code)
    write_day(page, "4", "2", "1944")
    go_on(page)
    choose(page, "home", "withheld")
    go_on(page)
    go_on(page)
    choose(page, "ways", "somebody-i-trust")
    go_on(page)
    write(page, trusted_name="سلمى", trusted_phone="0113 496 0000")
    sound(page)
    go_on(page)
    choose(page, "concerns", "domestic-abuse")
    go_on(page)
    choose(page, "english", "yes")
    assert page.locator("[data-exit]").is_visible()
    sound(page)
    go_on(page)
    choose(page, "risks", "none-known")
    go_on(page)
    for name in ("contact", "record", "feedback"):
        choose(page, name, "yes")
    go_on(page)
    sound(page)
    clock.move(seconds=90)
    page.locator("form[action$='/get-help/send'] button").click()
    sound(page)
    made = referral()
    assert (made.source, made.language, made.name) == (ReferralSource.CARER_SELF, "ar", "ليلى حداد")
    assert made.reference in page.locator("main").inner_text()
