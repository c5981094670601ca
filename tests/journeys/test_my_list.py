"""Somebody keeps what they found, puts it in order, and takes it along."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import icalendar
import pytest

from app.web.qr import qr_code
from tests.accessibility import violations
from tests.browser import SMALLEST

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser import Live

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

OpenPage = Callable[..., "Page"]

KEPT = ("puff-and-natter", "night-line", "long-table")
DIGITS = """() => {
  const words = document.querySelector('.gin-card a[href^="tel:"] bdi').firstChild
  return [...words.data].map((digit, index) => {
    const range = document.createRange()
    range.setStart(words, index)
    range.setEnd(words, index + 1)
    return range.getBoundingClientRect().left
  })
}"""


def token(page: Page) -> str:
    return page.locator("input[name=form_token]").first.get_attribute("value") or ""


def given_a_list(page: Page, slugs: tuple[str, ...] = KEPT) -> None:
    """A list that was kept earlier."""
    page.goto("/my-list")
    for slug in slugs:
        page.request.post(
            "/my-list/add", form={"form_token": token(page), "listing": slug, "next": "/my-list"}
        )
    page.goto("/my-list")


def on_the_list(page: Page) -> list[str]:
    return page.locator("ol.gin-cards h2").all_inner_texts()


def when_shared(page: Page) -> str:
    """The short address, after the owner has made one."""
    page.goto("/my-list/share")
    page.get_by_label("Show my notes too").check()
    page.get_by_role("button", name="Make a link").click()
    return page.locator(".gin-give a").get_attribute("href") or ""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_keeping_from_a_search_and_from_a_page(open_page: OpenPage, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    # Given a search
    page.goto("/activities?q=tea&near=LS9")
    first, second = page.locator(".gin-card h2 a").all()[:2]
    names = [first.inner_text(), second.inner_text()]
    # When one is saved from its card, the reader is still at the card, and told of the cookie
    page.get_by_role("button", name=f"Save {names[0]}").click()
    assert "q=tea&near=LS9" in page.url
    said = page.locator(".gin-card", has_text=names[0]).get_by_role("status")
    assert "Saved on your list." in said.inner_text()
    assert "We put one cookie on this device" in said.inner_text()
    # and another from its own page
    page.get_by_role("link", name=names[1]).click()
    page.get_by_role("button", name=f"Save {names[1]}").click()
    page.get_by_role("link", name="See My list").click()
    # Then both are there, behind one cookie
    assert on_the_list(page) == names
    assert [cookie["name"] for cookie in page.context.cookies()] == ["my_list"]
    assert page.context.cookies()[0]["httpOnly"]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_order_note_removal_and_undo(open_page: OpenPage, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    given_a_list(page)
    first, second, third = on_the_list(page)
    page.get_by_role("button", name=f"Up {third}").click()
    assert on_the_list(page) == [first, third, second]
    assert page.get_by_role("status").inner_text() == "It is number 2 now."
    page.get_by_role("button", name=f"Down {first}").click()
    assert on_the_list(page) == [third, first, second]
    page.get_by_role("link", name=f"Add a note {first}").click()
    page.get_by_label("Your note").fill("Ask for Bev")
    page.get_by_role("button", name="Keep the note").click()
    assert "Ask for Bev" in page.locator(".gin-card", has_text=first).inner_text()
    page.get_by_role("button", name=f"Take off {first}").click()
    assert on_the_list(page) == [third, second]
    page.get_by_role("button", name="Put it back").click()
    assert on_the_list(page) == [third, first, second]
    assert "Ask for Bev" in page.locator(".gin-card", has_text=first).inner_text()


def test_a_note_too_long_takes_the_reader_to_the_fault(page: Page) -> None:
    given_a_list(page)
    page.get_by_role("link", name="Add a note").first.click()
    page.get_by_label("Your note").fill("b" * 501)
    page.get_by_role("button", name="Keep the note").click()
    assert page.title().startswith("Error:")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    page.get_by_role("link", name="Make the note shorter").click()
    assert page.evaluate("document.activeElement.name") == "note"
    assert page.get_by_label("Your note").input_value() == "b" * 501


def test_sharing_by_link_and_square(page: Page, open_page: OpenPage, live: Live) -> None:
    given_a_list(page)
    # When the owner makes a link
    address = when_shared(page)
    # Then the square on the page says that very address
    assert address.startswith(f"{live.url}/l/")
    path = page.locator(".gin-give svg path").last.get_attribute("d")
    assert path
    assert f'd="{path}"' in qr_code(address, label="My list")
    # and a reader with it sees the list, gets no cookie, and can keep a copy
    reader = open_page()
    reader.goto(address)
    assert on_the_list(reader) == ["Puff and Natter", "The Night Line", "The Long Table"]
    assert reader.context.cookies() == []
    assert reader.locator("meta[name=robots]").get_attribute("content") == "noindex"
    reader.get_by_role("button", name="Copy to my list").click()
    assert "Copied to your list." in reader.get_by_role("status").inner_text()
    assert len(on_the_list(reader)) == 3
    # and when the owner ends it, it opens nothing
    page.get_by_role("button", name="End the link").click()
    assert reader.goto(address).status == 404  # type: ignore[union-attr]


def test_a_worker_makes_two_lists_in_a_row(page: Page) -> None:
    given_a_list(page, KEPT[:1])
    page.get_by_role("button", name="Start a list for somebody else").click()
    addresses = set()
    for slug in KEPT[1:]:
        page.goto(f"/activities/{slug}")
        page.locator("button[name=listing]").first.click()
        page.get_by_role("link", name="See that list").click()
        page.get_by_role("button", name="Finish this list").click()
        assert "The list is ready to give" in page.locator("h1").inner_text()
        addresses.add(page.locator(".gin-give a").get_attribute("href"))
        page.get_by_role("button", name="Start the next list").click()
        assert "Nothing is on this list yet." in page.locator("main").inner_text()
    assert len(addresses) == 2
    page.get_by_role("button", name="Go back to my own list").click()
    assert on_the_list(page) == ["Puff and Natter"]


def test_print_fits_on_paper_in_both_sizes(page: Page) -> None:
    given_a_list(page)
    when_shared(page)
    page.emulate_media(media="print")
    for size, points in (("a4", 14), ("large", 18)):
        page.goto(f"/my-list/print?size={size}")
        assert not page.locator(".gin-screen").is_visible()
        words = page.locator("main").inner_text()
        for name in ("Puff and Natter", "The Night Line", "The Long Table", "0113 496 0177", "/l/"):
            assert name in words
        smallest = page.evaluate(
            "Math.min(...[...document.querySelectorAll('.gin-card p')]"
            ".map(one => parseFloat(getComputedStyle(one).fontSize)))"
        )
        assert smallest * 72 / 96 >= points - 0.3
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_calendar_of_all_can_be_read(page: Page) -> None:
    given_a_list(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Put all dates in my calendar").click()
    assert download.value.suggested_filename == "my-list.ics"
    file = icalendar.Calendar.from_ical(download.value.path().read_bytes())
    assert {str(event["summary"]) for event in file.walk("VEVENT")} == {
        "Puff and Natter",
        "The Night Line",
        "The Long Table",
    }


def test_by_keyboard_alone(page: Page) -> None:
    given_a_list(page)
    before = on_the_list(page)

    def to(words: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.innerText.replace(/\\s+/g, ' ')").startswith(words):
                return
        pytest.fail(f"no way by Tab to {words}")

    to(f"Down {before[0]}")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert on_the_list(page) == [before[1], before[0], before[2]]
    # The way goes on from the one that was moved.
    to(f"Up {before[0]}")
    with page.expect_navigation():
        page.keyboard.press("Space")
    assert on_the_list(page) == before


@pytest.mark.parametrize("prefix", ["", "/pl", "/ar"])
def test_every_page_fits_the_smallest_screen_and_breaks_no_rule(
    open_page: OpenPage, live: Live, prefix: str
) -> None:
    page = open_page(viewport=SMALLEST)
    page.goto(f"{prefix}/my-list")
    faults = looked_at(page)
    given_a_list(page)
    note = page.locator("a[href$=note]").first.get_attribute("href") or ""
    address = when_shared(page).removeprefix(live.url)
    paths = ["/my-list", "/my-list/share", "/my-list/name", "/my-list/forget", "/my-list/forgotten", note]
    for path in [*paths, address, f"{address}/print", f"/my-list/ready/{address.rpartition('/')[2]}"]:
        page.goto(prefix + path)
        faults += looked_at(page)
    assert faults == []


def looked_at(page: Page) -> list[str]:
    """What is wrong on the page as it stands: too wide, too small to tap, against a rule of axe."""
    faults = [f"{page.url}: {fault}" for fault in violations(page)]
    if page.evaluate("document.documentElement.scrollWidth") > SMALLEST["width"]:
        faults.append(f"{page.url}: runs off the screen")
    small = page.evaluate(
        "[...document.querySelectorAll('main button, main .gin-big, main .gin-chip')]"
        ".filter(one => one.getClientRects().length && one.getBoundingClientRect().height < 44)"
        ".map(one => one.innerText)"
    )
    return faults + ([f"{page.url}: too small to tap: {json.dumps(small)}"] if small else [])


def test_arabic_reads_from_the_right_and_numbers_from_the_left(page: Page) -> None:
    given_a_list(page)
    page.goto("/ar/my-list")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    places: list[Any] = page.evaluate(DIGITS)
    assert places == sorted(places)
    heading = page.locator("h1").evaluate(
        "h => { const r = document.createRange(); r.selectNodeContents(h);"
        " return [r.getBoundingClientRect().right, h.getBoundingClientRect().right] }"
    )
    assert heading[0] == pytest.approx(heading[1], abs=2)
