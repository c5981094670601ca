"""Somebody chooses Easy Read for one page and asks for a link worker: a phone, no script, no cookie."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from app.database import db
from app.extensions import limiter
from app.models.referrals import Referral
from tests.accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Clock

pytestmark = [pytest.mark.browser]

PHONE = {"width": 360, "height": 740}


def go_on(page: Page) -> None:
    page.locator("main form[action] .govuk-button[type=submit]").first.click()


def is_easy(page: Page) -> None:
    """Drawings, the honest label, and nothing that sticks out."""
    assert page.locator(".gin-easy img").first.is_visible(), page.url
    assert page.get_by_text("This Easy Read is a draft").is_visible(), page.url
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url


def test_easy_read_for_this_page_only_to_the_end_of_asking(
    open_page: Callable[..., Page], live: object, demo_app: object, clock: Clock
) -> None:
    limiter.reset()
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.goto("/get-help")
    page.get_by_role("link", name="How do you want to read this?").click()
    page.get_by_label("Easy Read", exact=True).check()
    assert page.get_by_label("No, only for this page").is_checked()
    page.get_by_role("button", name="Use this").click()
    assert page.url.endswith("/get-help?read=easy")
    is_easy(page)
    page.get_by_label("For me", exact=True).check()
    go_on(page)
    is_easy(page)
    page.locator("[name=given]").fill("Marek")
    go_on(page)
    is_easy(page)
    go_on(page)
    assert page.locator(".govuk-error-summary a").get_attribute("href") == "#born-day"
    for place, part in enumerate(("4", "2", "1944")):
        page.locator("[name=born]").nth(place).fill(part)
    go_on(page)
    page.get_by_label("I would rather not say").check()
    go_on(page)
    go_on(page)
    page.get_by_label("Letter", exact=True).check()
    go_on(page)
    page.locator("[name=address]").fill("12 Chapel Lane")
    go_on(page)
    page.get_by_label("Feeling lonely").check()
    go_on(page)
    page.get_by_label("Yes", exact=True).first.check()
    go_on(page)
    page.get_by_label("No, nothing that I know of").check()
    go_on(page)
    for name in ("contact", "record", "feedback"):
        page.locator(f"[name={name}][value=yes]").check()
    is_easy(page)
    go_on(page)
    is_easy(page)
    clock.move(seconds=90)
    page.get_by_role("button", name="Send to a link worker").click()
    is_easy(page)
    db.session.rollback()
    assert db.session.query(Referral).one().reference in page.locator("main").inner_text()
    assert "reading" not in {cookie["name"] for cookie in page.context.cookies()}


def test_easy_read_is_sound(open_page: Callable[..., Page], live: object, demo_app: object) -> None:
    limiter.reset()
    page = open_page(viewport=PHONE)
    page.goto("/ways-to-read?next=/get-help")
    assert violations(page) == []
    page.goto("/get-help?read=easy")
    assert violations(page) == []
    page.get_by_label("For me", exact=True).check()
    go_on(page)
    is_easy(page)
    assert violations(page) == []


@pytest.mark.parametrize(("way", "points"), [("large", 16), ("easy", 14)])
def test_a_small_sheet_keeps_the_size_that_was_chosen(
    open_page: Callable[..., Page], way: str, points: int
) -> None:
    page = open_page()
    page.emulate_media(media="print")
    for address in (f"/privacy?print=a5&read={way}", f"/get-help/on-paper?size=a5&read={way}"):
        page.goto(address)
        sizes = page.locator("main :is(p, li)").evaluate_all(
            "all => all.filter(a => a.offsetParent).map(a => parseFloat(getComputedStyle(a).fontSize))"
        )
        assert round(min(sizes) * 0.75, 1) >= points, address
