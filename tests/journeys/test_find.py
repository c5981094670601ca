"""Somebody finds something real near home, and takes it along."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.accessibility import violations
from tests.browser import SMALLEST

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

OpenPage = Callable[..., "Page"]

PUFF = "/activities/puff-and-natter"
PAGES = (
    "/",
    "/activities?q=lonely&near=LS9+7&within=3&access=step-free",
    "/activities?q=zzxxqq&near=banana&cost=free&day=su",
    PUFF,
    f"{PUFF}/share",
    f"{PUFF}/right",
    f"{PUFF}/print",
    "/needs",
    "/a-to-z/p",
    "/areas",
    "/map?near=LS9",
)
WIDTHS = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}

# Numbers on a crowded map may be smaller: the list under it leads to the same places.
TOO_SMALL = """() => [...document.querySelectorAll('main :is(a, button, input, summary, select)')]
  .filter(one => one.type !== 'hidden')
  .filter(one => one.checkVisibility() && !one.closest('p, dd, td, caption, .govuk-list--spaced'))
  .map(one => [one, (one.closest('label') || one).getBoundingClientRect()])
  .filter(([one, box]) => box.height < (one.closest('svg') ? 34 : 43.5) || box.width < 24)
  .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.width.toFixed()}x${box.height.toFixed()}`)"""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

COVERED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one)
  const ring = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || one.closest('svg')
  return {name: one.outerHTML.slice(0, 90), ring: !!ring, inView: box.bottom > 0 && box.top < innerHeight}
}"""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_a_postcode_to_a_sheet_of_paper(open_page: OpenPage, scripts: bool) -> None:
    page = open_page(java_script_enabled=scripts)
    # Given somebody on the first page who says what they want and where they are
    page.goto("/")
    page.get_by_label("What would you like?").fill("bad chest")
    page.get_by_label("Near", exact=True).fill("ls9 7uf")
    page.get_by_role("button", name="Find it").click()
    assert re.search(r"\d+ places for “bad chest” near LS9 7UF", page.locator("h1").inner_text())
    # When they choose a filter
    page.get_by_label("Step-free way in").check()
    page.get_by_role("button", name="Show results").click()
    assert "access=step-free" in page.url and "q=bad+chest" in page.url
    # and open what they find
    page.get_by_role("link", name="Puff and Natter").click()
    assert "Today, Tuesday 24 November, 2pm to 3:30pm" in page.locator("main").inner_text()
    assert "miles from ls9 7uf" in page.locator("main").inner_text()
    # Then they can print it
    page.get_by_role("link", name="Print", exact=True).click()
    assert "Tulip Hall" in page.locator("main").inner_text()
    assert page.get_by_role("img", name=re.compile("point a phone at")).is_visible()
    # and the way back is the search they came from
    page.get_by_role("link", name="Back to the page").click()
    assert page.url.endswith(PUFF)
    # and nothing was kept on the device
    assert page.context.cookies() == []


def test_a_filter_is_taken_off_and_the_back_button_works(page: Page) -> None:
    page.goto("/activities?near=LS9&cost=free&how=in-person")
    before = page.locator("h1").inner_text()
    page.get_by_role("link", name="Remove Free").click()
    after = page.locator("h1").inner_text()
    assert before != after and "cost" not in page.url
    page.go_back()
    assert page.locator("h1").inner_text() == before


def test_the_next_page_follows_on(page: Page) -> None:
    page.goto("/activities?near=Harehills")
    first = page.locator(".gin-card h2").all_inner_texts()
    page.get_by_role("link", name="Next page").click()
    assert "Showing 11 to 20" in page.get_by_role("status").inner_text()
    assert not set(first) & set(page.locator(".gin-card h2").all_inner_texts())


@pytest.mark.parametrize("language", ["", "/pl", "/ar"])
def test_by_need_in_each_language(page: Page, language: str) -> None:
    page.goto(f"{language}/")
    page.locator(".gin-doors a").first.click()
    assert page.url.endswith(f"{language}/activities?need=lonely")
    assert page.locator(".gin-card").count() == 10
    page.locator(".gin-card h2 a").first.click()
    assert f"{language}/activities/" in page.url
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "/ar" else "ltr")


def test_nothing_found_leads_on(page: Page) -> None:
    page.goto("/activities?need=breath&near=LS9&within=0.5&day=su&part=evening")
    assert "Nothing" in page.locator("h1").inner_text()
    page.get_by_role("link", name=re.compile(r"There (is|are) \d+")).click()
    assert page.locator(".gin-card").count() > 0


def test_a_ward_is_chosen_on_the_map(open_page: OpenPage) -> None:
    page = open_page(viewport=WIDTHS["desk"])
    page.goto("/map")
    page.get_by_role("link", name=re.compile("^Gipton & Harehills: ")).first.click()
    assert "Gipton & Harehills" in page.locator("h1").inner_text()


def test_one_tap_says_that_it_is_right(page: Page) -> None:
    page.goto(PUFF)
    page.get_by_role("button", name="The time is wrong").click()
    assert "Thank you. We have it." in page.locator("h1").inner_text()
    page.get_by_label("Anything else?").fill("It is at three now.")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("button", name="Send").count() == 0
    assert page.context.cookies() == []


def test_a_fault_in_the_form_takes_the_focus(page: Page) -> None:
    page.goto(f"{PUFF}/right")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Choose what you would like to tell us").click()
    assert page.evaluate("document.activeElement.type") == "radio"


@pytest.mark.parametrize("language", ["", "/pl", "/ar"])
def test_no_page_scrolls_sideways_on_the_smallest_phone(open_page: OpenPage, language: str) -> None:
    page = open_page(viewport=SMALLEST)
    wide = []
    for address in PAGES:
        page.goto(language + address)
        if page.evaluate(SIDEWAYS) > 0:
            wide.append(address)
    assert wide == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["", "/pl", "/ar"])
def test_axe_finds_nothing(open_page: OpenPage, width: str, language: str) -> None:
    page = open_page(viewport=WIDTHS[width])
    found = {}
    for address in PAGES:
        page.goto(language + address)
        if faults := violations(page):
            found[address] = faults
    assert found == {}


def test_everything_to_tap_is_big_enough(open_page: OpenPage) -> None:
    page = open_page(viewport=WIDTHS["phone"])
    small = {}
    for address in PAGES:
        page.goto(address)
        if found := page.evaluate(TOO_SMALL):
            small[address] = found
    assert small == {}


@pytest.mark.parametrize("address", ["/activities?q=lonely&near=LS9+7", PUFF])
def test_a_keyboard_goes_everywhere_and_one_sees_where(open_page: OpenPage, address: str) -> None:
    page = open_page(viewport=WIDTHS["desk"])
    page.goto(address)
    page.keyboard.press("Tab")
    assert "govuk-skip-link" in page.evaluate(COVERED)["name"]
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(COVERED)
        if stop["name"].startswith("<body"):
            break  # past the last link, and round again
        assert stop["ring"] and stop["inView"], stop["name"]


def test_the_sheet_is_one_page_of_a4_and_the_card_one_of_a5(open_page: OpenPage) -> None:
    page = open_page()
    for size, paper in (("a4", "A4"), ("a5", "A5")):
        page.goto(f"{PUFF}/print?size={size}")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 1, size
