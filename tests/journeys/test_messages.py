"""Messages that failed, for an administrator; and those a demonstration would have sent, for everybody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.models.messages import Message
from app.operations import outbox, sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from playwright.sync_api import Page

    from tests.browser import Live

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]


def failed() -> None:
    outbox.tell(
        MessageKind.REPORT_RECEIVED, key="one", to="pat@beckside.example", language="ar", reason="time"
    )
    message = db.session.scalars(select(Message)).one()
    message.failed_at, message.tries, message.error = clock.now(), 8, "postponed 451"
    db.session.commit()


@pytest.mark.parametrize("width", [360, 1280])
def test_failed_message_goes_again(
    demo_app: Flask, live: Live, open_page: Callable[..., Page], width: int
) -> None:
    failed()
    account = AccountFactory(role=Role.ADMINISTRATOR)
    token = sessions.start_for_account(account.id, roles=frozenset({Role.ADMINISTRATOR}), device="Test")
    db.session.commit()
    page = open_page(viewport={"width": width, "height": 800})
    page.context.add_cookies([{"name": cookie_name(), "value": token, "url": live.url}])
    page.goto("/admin/messages")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name=re.compile("^Send again")).click()
    assert "1 message is in the queue again" in page.get_by_role("status").inner_text()
    assert page.get_by_role("heading", name="Every message arrived").is_visible()


@pytest.mark.parametrize("language", ["", "/ar"])
def test_everybody_reads_what_a_demonstration_would_have_sent(
    demo_app: Flask, page: Page, language: str
) -> None:
    failed()
    page.goto(f"{language}/")
    page.locator(".gin-note--demo a").click()
    assert page.url.endswith(f"{language}/demo/messages")
    assert page.locator("article").get_attribute("dir") == "rtl"
    assert violations(page) == []
