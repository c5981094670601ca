"""An officer brings in a file of feedback from elsewhere, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import begin_writing, db
from app.domain.roles import Role
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHEET = "Comment,Received,Consent\nA bench by the shops,3/5/2025,yes\nThe clinic moved,soon,no\n"


@pytest.fixture
def officer(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Page:
    with demo_ready.app.test_request_context():
        begin_writing()
        account = AccountFactory(role=Role.ENGAGEMENT_OFFICER)
        roles = frozenset({Role.ENGAGEMENT_OFFICER})
        token = sessions.start_for_account(account.id, roles=roles, device="Chromium")
        db.session.commit()
        name = cookie_name()
    page = open_page(viewport=PHONE)
    page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
    return page


def looked_at(page: Page) -> None:
    assert violations(page) == [], page.url
    assert page.evaluate(SIDEWAYS) == 0, page.url


def test_a_file_is_sent_its_columns_named_and_brought_in(officer: Page, live: Any, tmp_path: Path) -> None:
    file = tmp_path / "letters.csv"
    file.write_text(SHEET)
    page = officer
    page.goto(f"{live.url}/insight/outside")
    looked_at(page)
    page.get_by_role("link", name="Bring in a file").click()
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what it is called")
    looked_at(page)
    page.get_by_label("What is it called?").fill("Letters to the clinic")
    page.get_by_label("Complaints and compliments").check()
    page.get_by_label("The file", exact=True).set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_label("What people said")).to_have_value("Comment")
    expect(page.get_by_label("May we show these words to others?")).to_have_value("Consent")
    looked_at(page)
    page.get_by_role("button", name="Show me what would come in").click()
    expect(page.locator("main")).to_contain_text("the day with its year")
    looked_at(page)
    page.get_by_role("button", name="Bring in 1 comment").click()
    expect(page.get_by_role("status")).to_contain_text("1 comment came in.")
    looked_at(page)
    page.get_by_role("link", name="Letters to the clinic").click()
    expect(page.locator("main")).to_contain_text("A bench by the shops")
