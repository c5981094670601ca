"""Somebody with no script in their browser finds a page that is wrong, and says so from its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.page_problems import ProblemReason
from app.models.page_problems import PageProblem
from tests.accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

LINK = "Is there anything wrong with this page?"
PUFF = "/activities/puff-and-natter"


def test_reader_without_scripts_says_what_is_wrong_from_the_foot_of_a_page(demo_app, open_page: OpenPage):
    page = open_page(java_script_enabled=False)
    page.goto(PUFF)
    page.get_by_role("contentinfo").get_by_role("link", name=LINK).click()
    assert page.get_by_text(PUFF).is_visible()

    page.get_by_label("Tell us more").fill("I cannot reach the map with Tab.")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Choose what is wrong").click()
    assert page.evaluate("document.activeElement.name") == "reason"
    assert page.get_by_label("Tell us more").input_value() == "I cannot reach the map with Tab."

    page.get_by_label("I cannot use it with my keyboard or switch").check()
    page.get_by_role("button", name="Send").click()
    assert page.get_by_text("We answer by 1 December 2026.").is_visible()
    page.get_by_role("link", name="Back to the page").click()
    assert page.url.endswith(PUFF)
    kept = db.session.scalars(select(PageProblem).where(PageProblem.page == PUFF)).one()
    assert (kept.page, kept.reason) == (PUFF, ProblemReason.KEYBOARD)

    scripted = open_page()
    for address in (f"/page-problem?page={PUFF}", "/ar/accessibility"):
        scripted.goto(address)
        assert violations(scripted) == [], address
