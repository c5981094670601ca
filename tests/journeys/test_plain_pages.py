"""What only a browser can see of the plain pages: colours, order of digits, room on a small screen."""

import pytest

from tests.browser import SMALLEST

pytestmark = pytest.mark.browser

PAGES = [
    "help-now",
    "get-help",
    "have-your-say",
    "about-the-data",
    "accessibility",
    "privacy",
    "ways-to-read",
]

COLOURS = """() => ['body', 'main a', '.govuk-button'].map((where, at) => {
  const style = getComputedStyle(document.querySelector(where))
  return at === 1 ? style.color : style.backgroundColor
})"""

DIGITS = """() => {
  const words = document.querySelector('main a[href^="tel:0113"] bdi').firstChild
  const at = index => {
    const range = document.createRange()
    range.setStart(words, index)
    range.setEnd(words, index + 1)
    return range.getBoundingClientRect().left
  }
  return [...words.data].map((digit, index) => at(index))
}"""


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (None, ["rgb(251, 248, 241)", "rgb(11, 90, 80)", "rgb(15, 79, 71)"]),
        ("contrast", ["rgb(0, 0, 0)", "rgb(255, 223, 122)", "rgb(255, 223, 122)"]),
        ("calm", ["rgb(243, 241, 234)", "rgb(11, 90, 80)", "rgb(44, 84, 77)"]),
    ],
)
def test_a_reading_choice_changes_the_colours(open_page, live, choice, expected):
    page = open_page()
    if choice:
        page.context.add_cookies([{"name": "reading", "value": choice, "url": live.url}])
    page.goto("/ways-to-read")
    assert page.evaluate(COLOURS) == expected


def test_bigger_words_are_a_quarter_bigger(open_page, live):
    page = open_page()
    size = "() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    page.goto("/about")
    before = page.evaluate(size)
    page.context.add_cookies([{"name": "reading", "value": "large", "url": live.url}])
    page.reload()
    assert page.evaluate(size) == pytest.approx(before * 1.25, rel=0.01)


def test_a_telephone_number_reads_from_the_left_in_arabic(open_page):
    page = open_page()
    page.goto("/ar/get-help")
    places = page.evaluate(DIGITS)
    assert places == sorted(places)


@pytest.mark.parametrize("prefix", ["", "/pl", "/ar"])
@pytest.mark.parametrize("choice", [None, "large"])
def test_nothing_runs_off_the_smallest_screen(open_page, live, prefix, choice):
    page = open_page(viewport=SMALLEST)
    if choice:
        page.context.add_cookies([{"name": "reading", "value": choice, "url": live.url}])
    for slug in PAGES:
        page.goto(f"{prefix}/{slug}")
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST["width"], slug


def test_a_choice_can_be_made_and_taken_back_without_a_script(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/ways-to-read")
    page.get_by_label("High contrast").check()
    page.get_by_role("button", name="Use this").click()
    assert page.get_by_label("High contrast").is_checked()
    page.get_by_label("High contrast").uncheck()
    page.get_by_role("button", name="Use this").click()
    assert page.context.cookies() == []


def test_leaving_quickly_puts_another_page_in_the_place_of_this_one(open_page, live):
    page = open_page()
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    page.goto("/help-now")
    before = page.evaluate("history.length")
    assert page.locator("[data-exit]").get_attribute("href") == "https://www.bbc.co.uk/weather"
    page.evaluate("document.querySelector('[data-exit]').href = '/about'")
    page.locator("[data-exit]").click()
    page.wait_for_url("**/about")
    assert page.evaluate("history.length") == before
