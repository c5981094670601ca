"""An officer looks at what would leave, is asked what for, and takes it, on a phone without scripts."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import begin_writing, db
from app.domain.roles import Role
from app.models.conversations import Point
from app.models.insight import PointCheck
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.factories_engagement import ConversationFactory, EventFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
ROLES = frozenset({Role.ENGAGEMENT_OFFICER})
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def as_officer(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A page of an engagement officer's, after a chat about buses."""
    with demo_ready.app.test_request_context():
        begin_writing()
        account = AccountFactory(role=Role.ENGAGEMENT_OFFICER)
        event = EventFactory(slug="bus-chat-to-take", name="Bus chat to take")
        held = [
            ConversationFactory(event_id=event.id, said={"love": f"=Bus {number}"}) for number in range(6)
        ]
        db.session.flush()
        for point in db.session.query(Point).filter(Point.conversation_id.in_([one.id for one in held])):
            db.session.add(PointCheck(point_id=point.id))
        token = sessions.start_for_account(account.id, roles=ROLES, device="Chromium")
        db.session.commit()
        name = cookie_name()

    def opened(**options: Any) -> Page:
        page = open_page(**options)
        page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
        return page

    return opened


def test_an_export_says_what_would_leave_asks_what_for_and_comes_with_its_note(
    as_officer: Callable[..., Page], live: Any
) -> None:
    page = as_officer(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{live.url}/exports")
    page.get_by_role("link", name="Make an export").click()
    page.get_by_label("What people said at").select_option("Bus chat to take")
    page.get_by_role("button", name="See what would leave").click()
    expect(page.get_by_text("Comments in it")).to_be_visible()
    look = page.url

    page.get_by_label("What will you use it for?").fill("report")
    page.get_by_role("button", name="Download the files").click()
    expect(page.get_by_role("link", name="Say in a few more words what you will use it for")).to_be_visible()
    expect(page.get_by_label("What will you use it for?")).to_have_value("report")

    page.get_by_label("What will you use it for?").fill("A report to the board about buses")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the files").click()
    with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as archive:
        note = json.loads(archive.read("manifest.json"))
        assert archive.read("comments.csv").decode("utf-8-sig").count("\"'=Bus ") == 6
    assert note["purpose"] == "A report to the board about buses"

    page.goto(f"{live.url}/exports")
    page.get_by_role("link", name="Bus chat to take").click()
    expect(page.get_by_text(note["files"][0]["sha256"])).to_be_visible()

    second = as_officer(viewport=PHONE)
    for address in ("/exports", "/exports/new", look.removeprefix(live.url), page.url.removeprefix(live.url)):
        second.goto(live.url + address)
        assert violations(second) == []
        assert second.evaluate(SIDEWAYS) == 0
