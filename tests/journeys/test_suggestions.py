"""On a phone without scripts a team learns from what it coded, sees how far it is, and reads the card."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.database import begin_writing, db
from app.domain.insight import WorkStatus
from app.domain.roles import Role
from app.jobs import suggestions
from app.models.coding_rounds import SuggestionModel
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.taught import team_coded

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]
ROLES = frozenset({Role.ENGAGEMENT_OFFICER})
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_a_team_learns_again_sees_how_far_it_is_and_reads_the_card(
    live: Any, demo_ready: Any, open_page: Callable[..., Page]
) -> None:
    with demo_ready.app.test_request_context():
        begin_writing()
        account = AccountFactory(role=Role.ENGAGEMENT_OFFICER)
        point = team_coded().new_point("An hour in Otley and the bus is late")
        token = sessions.start_for_account(account.id, roles=ROLES, device="Chromium")
        db.session.commit()
        name, point_id = cookie_name(), point.id
    page, beside = open_page(java_script_enabled=False), open_page()
    for one in (page, beside):
        one.context.add_cookies([{"name": name, "value": token, "url": live.url}])
    page.goto(f"{live.url}/insight/suggestions")
    page.get_by_role("button", name="Learn from them").click()
    expect(page.get_by_text("It begins as soon as the computer is free.")).to_be_visible()
    waiting = told(demo_ready, done=2, total=6)
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("2 of 6 steps are done.")).to_be_visible()
    looked_at(page, beside)
    with demo_ready.app.app_context():
        suggestions.learn({"model_id": str(waiting)})
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("button", name="Learn again")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Buses")).to_be_visible()
    looked_at(page, beside)
    page.goto(f"{live.url}/insight/points/{point_id}")
    expect(page.get_by_role("checkbox", name="Buses")).not_to_be_checked()
    page.get_by_role("link", name="Points like this one").click()
    looked_at(page, beside)


def told(ready: Any, **far: int) -> uuid.UUID:
    """How far learning is, as the job would tell it."""
    with ready.app.app_context():
        begin_writing()
        model = db.session.scalars(
            select(SuggestionModel).where(SuggestionModel.status == WorkStatus.WAITING)
        ).one()
        model.done, model.total = far["done"], far["total"]
        model_id = model.id
        db.session.commit()
    return model_id


def looked_at(page: Page, beside: Page) -> None:
    """Nothing has to be moved sideways, and nobody is kept out; axe needs scripts."""
    beside.goto(page.url)
    assert violations(beside) == []
    assert page.evaluate(SIDEWAYS) == 0
