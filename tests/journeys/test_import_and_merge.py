"""A directory editor brings in a table, and makes one listing of two; without a script, at any width.

GINNEL_SHOTS names a folder to which pictures go.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from app.database import db
from app.domain.roles import Role
from app.jobs import runner
from app.models.directory import Service
from app.operations import duplicates, sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
DESK = {"width": 1280, "height": 900}
SHOTS = os.environ.get("GINNEL_SHOTS")
TABLE = (
    "Title;Group;What;Tel no;Where it is;Post code;Day;From\n"
    "Tea on the step;Beckside Neighbours;A brew;0113 496 0000;Beckside Hall;LS9 7UF;Tuesday;10:00\n"
    "Cake on the step;Beckside Neighbours;A bun;0113 496 0001;Beckside Hall;LS9 7UF;Thursday;14:00\n"
)


def shot(page: Page, name: str) -> None:
    if SHOTS:
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)


@pytest.fixture
def as_editor(live: Any, demo_ready: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """A window in which a directory editor is signed in."""

    def opened(**options: Any) -> Page:
        with demo_ready.app.test_request_context():
            account = AccountFactory(role=Role.DIRECTORY_EDITOR)
            token = sessions.start_for_account(
                account.id, roles=frozenset({Role.DIRECTORY_EDITOR}), device="Chromium"
            )
            db.session.commit()
            name = cookie_name()
        page = open_page(**options)
        page.context.add_cookies([{"name": name, "value": token, "url": live.url}])
        return page

    return opened


def work(demo_ready: Any) -> None:
    with demo_ready.app.app_context():
        while runner.run_one("journey"):
            pass
        db.session.remove()


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_import_a_table_with_columns_of_its_own(
    as_editor: Callable[..., Page], live: Any, demo_ready: Any, tmp_path: Path, viewport: dict[str, int]
) -> None:
    table = tmp_path / "autumn.csv"
    table.write_text(TABLE)
    page = as_editor(viewport=viewport, java_script_enabled=False)
    page.goto(f"{live.url}/listings/imports")
    shot(page, "imports")
    page.get_by_role("link", name="Send a file").click()
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file")
    page.get_by_label("The file").set_input_files(table)
    page.get_by_label("What to call it").fill("Beckside autumn")
    shot(page, "imports-upload")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What is in each column?")
    expect(page.get_by_label("Title")).to_have_value("name")
    expect(page.get_by_label("Post code")).to_have_value("postcode")
    page.get_by_label("Group").select_option(label="Organisation")
    page.get_by_label("What", exact=True).select_option(label="What it is, in a line")
    shot(page, "imports-columns")
    page.get_by_role("button", name="See what would happen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Please wait a moment")
    shot(page, "imports-wait")
    work(demo_ready)
    page.get_by_role("link", name="See how far it is").click()
    expect(page.get_by_text("2 listings were given")).to_be_visible()
    shot(page, "imports-plan")
    page.get_by_role("button", name="Do it").click()
    work(demo_ready)
    page.get_by_role("link", name="See how far it is").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What was done")
    shot(page, "imports-done")
    page.get_by_role("link", name="Back to this feed").click()
    shot(page, "imports-feed")
    page.goto(f"{live.url}/activities/tea-on-the-step")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tea on the step")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_merge_two_and_undo_it(
    as_editor: Callable[..., Page], live: Any, demo_ready: Any, viewport: dict[str, int]
) -> None:
    with demo_ready.app.app_context():
        one = db.session.scalars(sa.select(Service).where(Service.slug == "puff-and-natter")).one()
        other = db.session.scalars(
            sa.select(Service).where(Service.slug != one.slug).order_by(Service.number)
        ).first()
        assert other is not None
        other.name, other.description, other.organization_id = (
            "Puff & Natter",
            one.description,
            one.organization_id,
        )
        slug = other.slug
        db.session.commit()
        duplicates.find()
        db.session.commit()
        db.session.remove()
    page = as_editor(viewport=viewport, java_script_enabled=False)
    page.goto(f"{live.url}/listings/duplicates")
    shot(page, "duplicates")
    page.get_by_role("link", name="Compare Puff").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Are these one?")
    shot(page, "duplicates-compare")
    page.locator("tr", has_text="Which address stays?").get_by_role("radio").nth(
        0 if page.locator("thead a").first.get_attribute("href") == "/activities/puff-and-natter" else 1
    ).check()
    page.get_by_role("button", name="Make them one").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("They are one now")
    shot(page, "duplicates-merged")
    page.goto(f"{live.url}/activities/{slug}")
    assert page.url.endswith("/activities/puff-and-natter")
    page.goto(f"{live.url}/listings/duplicates")
    page.get_by_role("link", name="into Puff").first.click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("They are two again")
    page.goto(f"{live.url}/activities/{slug}")
    assert page.url.endswith(slug)


def test_pages_of_imports_and_duplicates_pass_axe(
    as_editor: Callable[..., Page], live: Any, demo_ready: Any
) -> None:
    with demo_ready.app.app_context():
        duplicates.find()
        db.session.commit()
        db.session.remove()
    page = as_editor(viewport=PHONE)
    for path in (
        "/listings/imports",
        "/listings/imports/upload",
        "/listings/imports/new",
        "/listings/duplicates",
    ):
        page.goto(f"{live.url}{path}")
        assert not violations(page), path
        assert page.evaluate(SIDEWAYS) <= 0, path
