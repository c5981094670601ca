"""Somebody says what matters to them: in Arabic without a script on a phone, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from app.database import db
from app.domain.engagement import CaptureWay
from app.domain.insight import QuotePermission
from app.models.conversations import Conversation, EqualityProfile, ReplyRequest
from tests.accessibility import violations
from tests.factories_engagement import EventFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Clock

pytestmark = [pytest.mark.browser]

OpenPage = Callable[..., "Page"]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def event(live: object, demo_app: object, clock: Clock) -> None:
    EventFactory(is_online=True, name="Buses after six", slug="buses-after-six", asks__keys="love better")
    db.session.commit()


def looked_at(page: Page, beside: Page) -> None:
    """Nothing sticks out, and axe finds nothing. It needs scripts, so it looks in a window beside."""
    page.wait_for_load_state()
    beside.set_content(page.content())
    assert beside.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
    assert violations(beside) == [], page.locator("h1").inner_text()


def go_on(page: Page) -> None:
    page.locator("main form .govuk-button[type=submit]").first.click()
    page.wait_for_load_state()


def said() -> list[tuple[str, str | None]]:
    """What came in online, and in which language."""
    db.session.rollback()
    new = db.session.query(Conversation).filter_by(way=CaptureWay.ONLINE, submission_id=newest())
    return [(point.language, point.words) for one in new for point in one.points]


def asked_whether_to_show() -> list[QuotePermission]:
    found = db.session.query(Conversation).filter_by(way=CaptureWay.ONLINE, submission_id=newest())
    return [one.may_quote for one in found]


def newest() -> object:
    event = db.session.query(EventFactory._meta.model).filter_by(slug="buses-after-six").one()
    return db.session.query(Conversation.submission_id).filter_by(event_id=event.id).scalar()


def test_in_arabic_on_a_phone_without_a_script_through_to_the_end(
    open_page: OpenPage, live: object, demo_app: object, event: None
) -> None:
    page, beside = open_page(java_script_enabled=False, viewport=PHONE), open_page(viewport=PHONE)
    beside.goto("/ar/have-your-say")
    page.goto("/have-your-say")
    looked_at(page, beside)
    page.get_by_role("link", name="Buses after six").click()
    page.locator(".gin-chips a[hreflang=ar]").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("dir") == "rtl"
    looked_at(page, beside)
    page.locator("#helped").check()
    go_on(page)
    looked_at(page, beside)
    page.locator("[name=age][value=adult]").check()
    go_on(page)
    page.locator("[name=words]").fill("الحديقة قرب الماء. 0113 496 0999")
    go_on(page)
    looked_at(page, beside)
    page.locator("[type=radio][value=out]").check()
    go_on(page)
    looked_at(page, beside)
    page.go_back()
    assert "الحديقة" in page.locator("[name=words]").input_value()
    page.go_forward()
    go_on(page)
    page.locator("[name=quote][value=yes]").check()
    go_on(page)
    for _ in range(2):
        looked_at(page, beside)
        go_on(page)
    looked_at(page, beside)
    page.locator("main button[value=send]").click()
    page.wait_for_load_state()
    looked_at(page, beside)
    ((language, words),) = said()
    assert asked_whether_to_show() == [QuotePermission.YES]
    assert language == "ar" and "الحديقة" in str(words) and "0113" not in str(words)
    apart(page, beside)
    assert page.context.cookies() == []


def apart(page: Page, beside: Page) -> None:
    """The questions about equality, and a way to hear back."""
    page.locator("main a[href$='about-you']").click()
    looked_at(page, beside)
    page.locator("[name=religion][value='not-said']").check()
    go_on(page)
    page.locator("main a[href$='hear-back']").click()
    looked_at(page, beside)
    go_on(page)
    assert page.locator(".govuk-error-summary a").count() == 1
    looked_at(page, beside)
    page.locator("[name=way][value=email]").check()
    page.locator("[name=email]").fill("sam@people.example")
    go_on(page)
    looked_at(page, beside)
    db.session.rollback()
    assert [kept.reach for kept in db.session.query(ReplyRequest)][-1:] == ["sam@people.example"]
    assert {"religion": "not-said"} in [kept.answers for kept in db.session.query(EqualityProfile)]


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, selector: str) -> None:
    """With the Tab key alone."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_by_keyboard_alone_with_the_language_changed_on_the_way(
    open_page: OpenPage, live: object, demo_app: object, event: None
) -> None:
    page = open_page(viewport=PHONE)
    page.goto("/have-your-say/buses-after-six")
    tab_to(page, "main .govuk-button")
    enter(page)
    tab_to(page, "[name=age]")
    press(page, "ArrowDown", "ArrowDown")
    tab_to(page, "main .govuk-button")
    enter(page)
    tab_to(page, "[name=words]")
    page.keyboard.type("A bus after six")
    page.locator(".gin-langs button[lang=ar]").focus()
    enter(page)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("[name=words]").input_value() == "A bus after six"
    page.locator(".gin-langs button[lang=en]").focus()
    enter(page)
    for name in ("words", "words", "quote", "area", "community"):
        tab_to(page, f"[name={name}]")
        if name == "community":
            page.keyboard.type("Carers")
            enter(page)
            break
        tab_to(page, "main .govuk-button")
        enter(page)
    assert page.locator("input[name=step]").get_attribute("value") == "check"
    assert "Carers" in page.locator("main").inner_text()
    assert violations(page) == []
    tab_to(page, "main button[value=send]")
    enter(page)
    assert [words for _language, words in said()] == ["A bus after six"]
