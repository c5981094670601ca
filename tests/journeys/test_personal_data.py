"""A browser finds the same places in the same words as Python does."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.personal_data import find, rules
from tests.invented_comments import INVENTED, invented, pieces

pytestmark = pytest.mark.browser

FIND = """([rules, texts]) => texts.map(text =>
  ginnelPersonalData.find(text, rules).map(one => [one.kind, one.start, one.end]))"""


def in_browser_units(text):
    """What Python finds, with positions as JavaScript counts them."""
    at = [0, *itertools.accumulate(1 if ord(letter) < 0x10000 else 2 for letter in text)]
    return [[one.kind.value, at[one.start], at[one.end]] for one in find(text)]


@pytest.fixture
def in_browser(browser):
    page = browser.new_page()
    page.add_script_tag(path="app/static/personal-data.js")
    yield lambda texts: page.evaluate(FIND, [rules(), texts])
    page.close()


def test_a_browser_and_python_find_the_same(in_browser):
    comments = [comment.text for comment in invented()] if INVENTED.exists() else ["Tel 07700 900518"]
    texts = [f"{before}{text}" for text in comments for before in ("", "😀 ", "سلام، ")]
    assert in_browser(texts) == [in_browser_units(text) for text in texts]
    piece = st.sampled_from(pieces()) | st.text(max_size=4)
    made = st.lists(st.lists(piece, max_size=12).map("".join), min_size=30, max_size=60)

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(made)
    def agree(texts):
        for text, theirs in zip(texts, in_browser(texts), strict=True):
            assert theirs == in_browser_units(text), text

    agree()
