"""Many pages at a glance: one small window goes from page to page, and asks each what can be asked there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from access.checks import Check, Look
from access.found import Found
from access.window import Windows, stored
from tests.accessibility import axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SMALLEST = {"width": 320, "height": 256}


class Glance(Windows):
    """One window for all readers. Whoever reads, the page before is forgotten."""

    def __init__(self, browser: Browser, address: str, cookie_name: str, *, with_axe: bool = True) -> None:
        super().__init__(browser, address, cookie_name)
        self.window = browser.new_context(service_workers="block", viewport=SMALLEST, locale="en-GB")
        if with_axe:
            self.window.add_init_script(axe())
        self.page = self.window.new_page()
        self.listen(self.page)

    def looks(
        self, found: Found, language: str, checks: tuple[Check, ...]
    ) -> Iterator[tuple[Check, list[str]]]:
        self.told.clear()
        self.refused.clear()
        self.window.clear_cookies()
        self.sign_in(self.window, found)
        where = self.address_of(found, language)
        if found.answer_to_form:
            self.page.route(where, lambda route: route.fulfill(**stored(found)), times=1)
        self.page.goto(where, wait_until="load")
        yield from self.made(Look(self.page, found, language, self.told), checks)

    def close(self) -> None:
        self.window.close()
        super().close()
