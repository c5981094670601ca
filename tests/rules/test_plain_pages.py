"""Our own words on plain pages: easy to read, owned, true, and leading somewhere."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from werkzeug.exceptions import NotFound

from app.gateways import place_pages, vocabulary_file
from app.web import prose
from app.web.plain_pages import ENDPOINTS
from config import ROOT
from tools import plain_english, reading_grades

PAGES = sorted(ROOT.glob("places/**/pages/*.en.md"))
EASY = [path for path in PAGES if path.name.endswith(reading_grades.EASY)]
PLAIN = [path for path in PAGES if path not in EASY]
LINK = re.compile(r"\]\((/[^)\s]*)\)")
BLOCK = re.compile(r"!(?P<drawing>[a-z-]+)\n(?P<words>[^\n!#]+)")
EMERGENCY = re.compile(r'^key = "([^"]+)"', re.MULTILINE)
PAGES_WITH_THEIR_OWN_END = {"accessibility", "get-help", "have-your-say", "help-now"}
"""The law orders the end of one; on the others a form or numbers follow."""

COOKIES = {
    "app/blueprints/capture/blueprint.py": ["ginnel_capture"],
    "app/blueprints/insight/keys.py": ["reading-keys"],
    "app/blueprints/suggest/blueprint.py": ["ginnel-suggestion"],
    "app/web/journey_held.py": ["ginnel-get-help", "ginnel-refer"],
    "app/web/known_browser.py": ["ginnel-browser"],
    "app/web/reading.py": ["reading"],
    "app/web/saving.py": ["my_list"],
    "app/web/sessions.py": ["ginnel-session"],
    "app/web/shared_computer.py": ["shared-computer"],
}
"""Where a cookie is set, and which. A new one stands on the page about cookies before it stands here."""


def told(paths):
    return pytest.mark.parametrize(
        "path", paths, ids=[str(path.relative_to(ROOT / "places")) for path in paths]
    )


def drawing_is_there(name):
    return (ROOT / "app" / "static" / "drawings" / f"{name}.svg").is_file()


def test_no_page_is_hard_to_read():
    read = reading_grades.readings()
    assert len(read) == len(PAGES) > 30
    assert [one for one in read if one.is_too_hard] == []


@told(PAGES)
def test_a_page_says_who_keeps_it_and_when_it_is_read_again(path):
    text = path.read_text(encoding="utf-8")
    page = place_pages.parse(text, "en")
    assert place_pages.unknown_lines(text) == []
    assert page.owner.endswith("team")
    assert page.review and page.group and page.order and page.summary
    assert drawing_is_there(page.drawing)


@told(PAGES)
def test_every_gap_is_one_that_something_fills(path):
    numbers = EMERGENCY.findall((ROOT / "places" / "emergency_numbers.toml").read_text(encoding="utf-8"))
    for gap in prose.GAP.finditer(path.read_text(encoding="utf-8")):
        assert gap["name"] in (prose.PLAIN if gap["value"] is None else prose.KEYED), gap[0]
        if gap["name"] in ("ring", "line"):
            assert gap["value"] in numbers, gap[0]


@told([path for path in PLAIN if path.name.partition(".")[0] not in PAGES_WITH_THEIR_OWN_END])
def test_a_page_ends_with_what_to_do_next(path):
    _before, heading, end = path.read_text(encoding="utf-8").rpartition("## What to do next\n")
    assert heading and LINK.search(end)
    assert "{helpline}" in end or path.name.startswith(("about.", "contact."))


@told(EASY)
def test_easy_read_has_one_idea_and_one_drawing_at_a_time(path):
    text = path.read_text(encoding="utf-8")
    blocks = [part for part in place_pages.parse(text, "en").body.split("\n\n") if not part.startswith("## ")]
    assert 12 <= len(blocks) <= 25
    for block in blocks:
        found = BLOCK.fullmatch(block)
        assert found, block
        assert drawing_is_there(found["drawing"]), block
        assert len(plain_english.sentences(plain_english.plain(found["words"]))) <= 2, block


def test_easy_read_stands_beside_a_page():
    slugs = {path.name.partition(".")[0] for path in PLAIN}
    assert {path.name.partition(".")[0] for path in EASY} <= slugs
    assert len(EASY) == 8


def linked():
    """Every address within the site that a page leads to."""
    return sorted({address for path in PAGES for address in LINK.findall(path.read_text(encoding="utf-8"))})


def test_links_lead_to_an_address_there_is(app):
    every = app.url_map.bind("localhost")
    guides = {path.name.partition(".")[0] for path in PLAIN} - ENDPOINTS.keys()
    for address in linked():
        path = urlsplit(address).path
        try:
            endpoint, arguments = every.match(path, method="GET")
        except NotFound:
            pytest.fail(f"no page at {address}")
        if endpoint == "pages.guide":
            assert arguments["slug"] in guides, address


def test_links_to_the_search_ask_for_what_it_knows():
    known = vocabulary_file.of_root(ROOT).terms
    for address in linked():
        for group, term in parse_qsl(urlsplit(address).query):
            assert f"{group}:{term}" in known, address


def test_linked_pages_open(demo_client):
    for path in sorted({urlsplit(address).path for address in linked()}):
        assert demo_client.get(path).status_code == 200, path


def test_the_page_about_cookies_names_every_cookie_we_set():
    sets = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "app").rglob("*.py")
        if ".set_cookie(" in path.read_text(encoding="utf-8")
    }
    assert sets == COOKIES.keys()
    page = (ROOT / "places/pages/cookies.en.md").read_text(encoding="utf-8")
    for path, names in COOKIES.items():
        assert [name for name in names if f"`{name}`" not in page] == [], path
