"""A reader says that a page is wrong, an editor answers, and the reader is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from app.database import db
from app.domain.roles import Role
from app.extensions import limiter
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from playwright.sync_api import Page

    from tests.browser import Live

    OpenPage = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PUFF = "/activities/puff-and-natter"
NARROW = {"width": 360, "height": 740}


@pytest.fixture(autouse=True)
def nobody_is_held_back():
    limiter.reset()
    yield
    limiter.reset()


@pytest.fixture
def editor(demo_app: Flask, live: Live, open_page: OpenPage) -> Page:
    """An editor's browser, signed in."""
    account = AccountFactory(role=Role.DIRECTORY_EDITOR)
    token = sessions.start_for_account(account.id, roles=frozenset({Role.DIRECTORY_EDITOR}), device="Test")
    db.session.commit()
    page = open_page(viewport=NARROW)
    page.context.add_cookies([{"name": cookie_name(), "value": token, "url": live.url}])
    return page


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(
    ("language", "scripts"),
    [("", True), ("", False), ("/ar", False)],
    ids=["scripts", "no scripts", "Arabic"],
)
def test_report_and_be_told(
    demo_app: Flask, open_page: OpenPage, editor: Page, language: str, scripts: bool
) -> None:
    reader = open_page(java_script_enabled=scripts, viewport=NARROW)
    # Given a reader who stood before a closed door
    reader.goto(f"{language}{PUFF}")
    # When they say so with one tap, and leave a few words and an address
    reader.locator("button[name=reason][value=closed]").click()
    assert "thanks=closed" in reader.url
    assert not scripts or fits(reader)
    reader.locator("textarea[name=words]").fill("There is a sign on the door.")
    reader.locator("input[name=email]").fill("pat@beckside.example")
    reader.locator("main form button").click()
    assert "pat" not in reader.url and reader.locator("input[name=email]").count() == 0
    assert reader.context.cookies() == []
    # Then an editor finds it in the queue
    editor.goto("/listings/reports")
    assert fits(editor)
    assert violations(editor) == []
    editor.get_by_role("link", name=re.compile("Puff and Natter")).first.click()
    assert "There is a sign on the door." in editor.locator("blockquote").inner_text()
    assert fits(editor)
    assert violations(editor) == []
    # and answers it
    editor.get_by_label("It was right").check()
    editor.get_by_label("A few words for the people").fill("They only moved the sign.")
    editor.get_by_role("button", name="Send the answer").click()
    assert "1 report is answered" in editor.get_by_role("status").inner_text()
    # And the reader is told, in their own language
    reader.goto(f"{language}/demo/messages")
    told = reader.locator("article", has_text="They only moved the sign.")
    assert told.count() == 1
    assert told.get_attribute("dir") == ("rtl" if language else "ltr")
    assert "Puff and Natter" in told.inner_text()


def test_warning_is_seen_before_somebody_sets_out(demo_app: Flask, open_page: OpenPage, page: Page) -> None:
    # Given two readers from different corners of the net
    for corner in ("203.0.113.7", "198.51.100.7"):
        client = demo_app.test_client()
        shown = client.get(f"{PUFF}/right").text
        found = re.search(r'name="form_token" value="([^"]+)"', shown)
        assert found
        client.post(
            f"{PUFF}/right",
            data={"form_token": found[1], "reason": "closed"},
            environ_base={"REMOTE_ADDR": corner},
        )
    # When a third opens the page or finds it
    for address in (PUFF, "/activities?q=puff+natter"):
        page.goto(address)
        # Then they are warned
        assert page.get_by_text("Two people told us this has closed. We are checking.").first.is_visible()
        assert violations(page) == []
