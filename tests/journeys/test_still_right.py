"""An organiser opens a reminder and says with one tap that the page is right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.people import LinkPurpose
from app.models.directory import Service
from tests.accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

OpenPage = Callable[..., "Page"]
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PHONE = {"width": 360, "height": 740}


def link(ready: Any, *slugs: str) -> str:
    from app.database import db
    from app.operations import access_links

    with ready.app.app_context():
        ids = [db.session.query(Service.id).filter_by(slug=slug).scalar() for slug in slugs]
        db.session.rollback()
        made = access_links.make(
            LinkPurpose.STILL_RIGHT,
            service=ids[0] if len(ids) == 1 else None,
            arguments={"listings": [str(one) for one in ids]},
        )
        db.session.commit()
    return f"/still-right/{made.token}"


def remind(ready: Any) -> None:
    """The night's job, some months on: letters go to those whose listings are due."""
    from app.jobs import freshness

    with ready.app.app_context():
        freshness.run({})


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_letter_to_checked_today(open_page: OpenPage, demo_ready: Any, scripts: bool) -> None:
    # Given a night on which letters went out
    remind(demo_ready)
    page = open_page(java_script_enabled=scripts, viewport=PHONE)
    # When an organiser opens theirs and follows its link
    page.goto("/demo/messages")
    page.locator("a[href*='/still-right/']").first.click()
    # Then the page shows what is said of them, and has changed nothing yet
    name = page.locator("h1 .govuk-caption-xl, h2.govuk-heading-l").first.inner_text()
    assert "still right?" in page.locator("h1").inner_text()
    assert page.evaluate(SIDEWAYS) <= 0
    # When they tap the one button, and say that there is a waiting list
    page.get_by_role("button", name="Still right").first.click()
    assert "you checked it today" in page.locator("h1").inner_text()
    assert name in page.locator("h1").inner_text()
    page.get_by_label("It is full, with a waiting list").check()
    page.get_by_label("About how many weeks").fill("3")
    page.get_by_role("button", name="Save").click()
    # Then their page says both
    page.get_by_role("link", name="See the whole page").click()
    page.get_by_text("Checked today by the organiser").wait_for()
    page.get_by_text("waiting list of about 3 weeks").wait_for()


def test_something_changed_opens_the_form_of_that_listing(open_page: OpenPage, demo_ready: Any) -> None:
    page = open_page()
    page.goto(link(demo_ready, "puff-and-natter"))
    page.get_by_role("button", name="Something changed").click()
    page.wait_for_url("**/edit")
    assert "Puff and Natter" in page.locator("main").inner_text()


def test_it_has_stopped_says_what_happens_next(open_page: OpenPage, demo_ready: Any) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(link(demo_ready, "puff-and-natter"))
    page.get_by_role("link", name="It has stopped").click()
    page.get_by_label("Where could people go instead?").fill("Go to the Long Table.")
    page.get_by_role("button", name="Take it off the list").click()
    page.get_by_text("Somebody looks at it in the next days").wait_for()


@pytest.mark.parametrize("language", ["", "/pl", "/ar"])
@pytest.mark.parametrize("slugs", [("puff-and-natter",), ("puff-and-natter", "the-loft")], ids=["one", "two"])
def test_every_page_of_it_stands_up_to_axe_on_a_small_phone(
    open_page: OpenPage, demo_ready: Any, language: str, slugs: tuple[str, ...]
) -> None:
    from app.database import db

    page = open_page(viewport=PHONE)
    address = language + link(demo_ready, *slugs)
    with demo_ready.app.app_context():
        listing = db.session.query(Service.id).filter_by(slug="puff-and-natter").scalar()
        db.session.rollback()
    for path in ("", f"/{listing}/thanks", f"/{listing}/stopped", f"/{listing}/has-stopped"):
        page.goto(address + path)
        assert violations(page) == [], path
        assert page.evaluate(SIDEWAYS) <= 0, path
