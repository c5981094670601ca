"""An editor decides a change shown beside what is there, and goes back; without a script, at any width."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import begin_writing, db
from app.domain.roles import Role
from app.domain.stewardship import ChangeKind, ChangeSource
from app.domain.viewer import SYSTEM
from app.models.directory import Service
from app.operations import listings, sessions
from app.queries.listing_documents import document_of
from app.web.ground import ground
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory
from tests.factories_stewardship import sent

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
TOO_SMALL = """() => [...document.querySelectorAll('main :is(a, button, input, summary, select, textarea)')]
  .filter(one => one.type !== 'hidden' && one.checkVisibility() && !one.closest('p, dd, td'))
  .map(one => [one, (one.closest('label') || one).getBoundingClientRect()])
  .filter(([one, box]) => box.height < 23.5 || box.width < 23.5)
  .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.width.toFixed()}x${box.height.toFixed()}`)"""


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


def puff() -> Service:
    return db.session.query(Service).filter_by(slug="puff-and-natter").one()


@pytest.fixture
def waiting(demo_ready: Any) -> dict[str, str]:
    """Changes that wait: one that could do harm, two small ones, a new listing; the address of each."""
    with demo_ready.app.test_request_context():
        begin_writing()
        listing = puff()
        document = document_of(listing.id)
        first = {**document["schedules"][0], "opens_at": "13:00", "closes_at": "15:00"}
        other = (
            db.session.query(Service)
            .filter(Service.slug != "puff-and-natter")
            .order_by(Service.number)
            .first()
        )
        assert other is not None
        made = {
            "risky": sent(
                listing,
                source=ChangeSource.ORGANISER,
                contact="bev@beckside.example",
                schedules=[first, *document["schedules"][1:]],
                phones=["0113 496 0321"],
                summary=document["summary"] + " Bring a friend.",
            ),
            "small": sent(listing, quote="It gets me out of the house."),
            "other": sent(other, quote="Best day of the week."),
            "new": sent(
                None,
                kind=ChangeKind.NEW,
                name="Mending Table",
                summary="Bring what is broken.",
                join="Turn up.",
                places=[{"name": "Mill Hall", "postcode": "LS12 2QF"}],
            ),
        }
        ids = {name: f"/listings/changes/{change.id}" for name, change in made.items()}
        db.session.remove()
    return ids


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_change_is_looked_at_taken_in_part_and_undone(
    as_editor: Callable[..., Page], waiting: dict[str, str], scripts: bool
) -> None:
    page = as_editor(java_script_enabled=scripts, viewport=PHONE)
    # Given an editor at the queue, where what could do harm comes first
    page.goto("/listings/changes")
    rows = page.locator(".gin-rows > li")
    expect(rows.first).to_contain_text("Look closely")
    rows.filter(has_text="Telephone").get_by_role("link", name="Look at it").click()
    # When they read what it was and what it would be
    main = page.locator("main")
    expect(main.locator("del").first).to_be_visible()
    expect(main).to_contain_text("1pm to 3pm")
    expect(main).to_contain_text("The next dates:")
    # and take all of it but the telephone number
    page.locator("section", has=page.get_by_role("heading", name="Telephone")).get_by_role(
        "checkbox"
    ).uncheck()
    page.get_by_label("A word to them").fill("We could not reach anybody at that number.")
    page.get_by_role("button", name="Put what is ticked on the page").click()
    expect(main).to_contain_text("Saved.")
    expect(main).to_contain_text("Part of it is on the page")
    # Then readers see it
    page.goto("/activities/puff-and-natter")
    expect(page.locator("main")).to_contain_text("Bring a friend.")
    expect(page.locator("main")).to_contain_text("1pm to 3pm")
    # and when the editor thinks again, they put the version before back
    page.goto("/listings?q=puff")
    rows.filter(has_text="Puff and Natter").get_by_role("link", name="History").click()
    page.get_by_role("link", name="Look at it").last.click()
    page.get_by_role("button", name="Put version 1 back").click()
    expect(page.locator("main")).to_contain_text("is back on the page")
    page.goto("/activities/puff-and-natter")
    expect(page.locator("main")).not_to_contain_text("Bring a friend.")


def test_small_changes_are_taken_together(as_editor: Callable[..., Page], waiting: dict[str, str]) -> None:
    page = as_editor(java_script_enabled=False, viewport=PHONE)
    page.goto("/listings/changes")
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Look at the ticked ones together").click()
    expect(page.locator("main")).to_contain_text("It gets me out of the house.")
    page.get_by_role("button", name="Put all 2 on their pages").click()
    expect(page.locator("main")).to_contain_text("2 changes are on their pages now.")


def test_pages_hold_at_every_width_and_for_every_reader(
    as_editor: Callable[..., Page], waiting: dict[str, str], demo_ready: Any
) -> None:
    with demo_ready.app.test_request_context():
        begin_writing()
        listing = puff()
        theirs = {**document_of(listing.id), "quote": "Theirs."}
        listings.apply(listing, theirs, by=SYSTEM, ground=ground(), source=ChangeSource.EDITOR)
        db.session.commit()
        history = f"/listings/{listing.id}/history"
        db.session.remove()
    page = as_editor()
    paths = (
        *("/listings", "/listings?q=zzxxqq", "/listings/changes", "/listings/changes?shelf=sample"),
        *(waiting["risky"], waiting["small"], waiting["new"], history, f"{history}/2", f"{history}/1"),
        *("/listings/organisations", "/listings/bulk?q=puff", "/listings/words?q=lonely"),
        *("/listings/words/need/lonely", f"/listings/changes/together?change={waiting['other'][-36:]}"),
    )
    faults = []
    for path in paths:
        for width in (PHONE, DESK):
            page.set_viewport_size(width)  # type: ignore[arg-type]
            page.goto(path)
            where = f"{path} at {width['width']}"
            faults += [f"{where}: {one}" for one in violations(page)]
            faults += [f"{where}: too small: {one}" for one in page.evaluate(TOO_SMALL)]
            if page.evaluate(SIDEWAYS) > 0:
                faults.append(f"{where}: wider than the window")
    assert faults == []
