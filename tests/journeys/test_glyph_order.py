"""In an Arabic or Urdu page a telephone number, a postcode, a time and a reference run from left to right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from access.checks.words import GLYPHS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = (
    "/ar/",
    "/ar/activities?near=LS9+7UF",
    "/ar/help-now",
    "/ar/contact",
    "/ar/areas",
    "/ar/get-help",
    "/ar/results",
    "/ur/",
    "/ur/activities?near=LS9+7UF",
    "/ur/help-now",
    "/ur/contact",
    "/ur/my-list",
    "/ur/languages",
    "/ur/accessibility",
)


def test_numbers_are_not_turned_round_in_arabic_or_urdu(open_page: Callable[..., Page]) -> None:
    page = open_page()
    turned = {}
    for address in PAGES:
        page.goto(address)
        if found := page.evaluate(GLYPHS):
            turned[address] = found
        if "near=" in address:
            page.goto(str(page.locator(".gin-card a[href]").first.get_attribute("href")))
            if found := page.evaluate(GLYPHS):
                turned[f"a listing from {address}"] = found
    assert turned == {}
    page.set_content("<p dir=rtl>اتصل 0113 222 4444</p>")
    assert page.evaluate(GLYPHS)
