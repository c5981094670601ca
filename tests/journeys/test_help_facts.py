"""An editor without scripts says that a number of Help now is right, puts another right, and reads both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from app.database import db
from app.domain.roles import Role
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_fact_is_checked_and_another_put_right_for_everybody(
    live: Any, demo_ready: Any, open_page: Callable[..., Page]
) -> None:
    with demo_ready.app.test_request_context():
        editor = AccountFactory(role=Role.DIRECTORY_EDITOR)
        roles = frozenset({Role.DIRECTORY_EDITOR})
        token = sessions.start_for_account(editor.id, roles=roles, device="Chromium")
        db.session.commit()
        name = cookie_name()
    page = open_page(java_script_enabled=False, viewport=PHONE)
    page.context.add_cookies([{"name": name, "value": token, "url": live.url}])

    page.goto("/help-now/facts")
    page.get_by_role("button", name=re.compile("I checked it today.*Connect helpline")).click()
    expect(page.get_by_role("status")).to_contain_text("checked today")

    page.get_by_role("link", name=re.compile("Put it right.*Dial House")).click()
    page.get_by_label("Telephone number").fill("12")
    page.get_by_label("When it is open: English").fill("Every night from 6pm to 2am.")
    page.get_by_role("button", name="Save it").click()
    page.get_by_role("link", name="This is no phone number").click()
    expect(page.get_by_label("When it is open: English")).to_have_value("Every night from 6pm to 2am.")
    page.get_by_label("Telephone number").fill("0113 496 0101")
    page.get_by_role("button", name="Save it").click()
    expect(page.get_by_role("status")).to_contain_text("Everybody reads it like this now.")
    assert page.evaluate(SIDEWAYS) == 0

    everybody = open_page(viewport=PHONE)
    everybody.goto("/help-now")
    card = everybody.get_by_role("region", name="You cannot go on")
    expect(card.get_by_role("link", name="0113 496 0101")).to_be_visible()
    assert card.get_by_text("Checked on 24 November 2026.").count() == 2
    everybody.context.add_cookies([{"name": name, "value": token, "url": live.url}])
    for address in ("/help-now/facts", "/help-now/facts/dial-house", "/help-now/facts/dial-house/correct"):
        everybody.goto(address)
        assert violations(everybody) == [], address
