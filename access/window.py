"""The browser: opens a page as its reader and makes the checks on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from access.checks import Check, Look
from access.found import Found
from tests.browser import QUIET, executable

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright

MOST_WINDOWS = 8
PATIENCE = 30_000
"""Units: milliseconds."""


def launched(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=executable(), args=QUIET)


class Windows:
    """One window with scripts and one without for each reader, kept as long as the reader stays the same."""

    def __init__(self, browser: Browser, address: str, cookie_name: str) -> None:
        self.browser = browser
        self.address = address
        self.cookie_name = cookie_name
        self.kept: dict[tuple[str, bool], BrowserContext] = {}
        self.told: list[str] = []
        self.refused: set[str] = set()

    def looks(
        self, found: Found, language: str, checks: tuple[Check, ...]
    ) -> Iterator[tuple[Check, list[str]]]:
        """Each check and its faults. One that fails by itself is a fault."""
        self.forget_others(found)
        self.told.clear()
        self.refused.clear()
        page = self.opened(found, language, scripts=True)
        bare = (
            self.opened(found, language, scripts=False)
            if any(one.key == "no-scripts" for one in checks)
            else None
        )
        try:
            yield from self.made(Look(page, found, language, self.told, bare), checks)
        finally:
            page.close()
            if bare:
                bare.close()

    def made(self, look: Look, checks: tuple[Check, ...]) -> Iterator[tuple[Check, list[str]]]:
        for check in checks:
            if look.language not in check.languages:
                continue
            try:
                faults = list(check.run(look))
            except Exception as error:
                faults = [f"the check broke: {str(error)[:160]}"]
            yield check, faults

    def opened(self, found: Found, language: str, *, scripts: bool) -> Page:
        context = self.context(found, scripts)
        self.sign_in(context, found)
        page = context.new_page()
        if scripts:
            self.listen(page)
        where = self.address_of(found, language)
        if found.answer_to_form:
            page.route(where, lambda route: route.fulfill(**stored(found)))
        page.goto(where, wait_until="load")
        return page

    def address_of(self, found: Found, language: str) -> str:
        return self.address + ("" if language == "en" else f"/{language}") + found.address

    def sign_in(self, context: BrowserContext, found: Found) -> None:
        if found.reader.cookie:
            context.add_cookies(
                [{"name": self.cookie_name, "value": found.reader.cookie, "url": self.address}]
            )

    def listen(self, page: Page) -> None:
        page.on("request", lambda request: self.asked(request.url))
        page.on("response", lambda answer: self.refused.add(answer.url) if answer.status >= 400 else None)
        page.on("pageerror", lambda error: self.told.append(f"script error: {error}"))
        page.on("console", self.said)

    def forget_others(self, found: Found) -> None:
        """Close the windows of other readers once there are many."""
        if len(self.kept) > MOST_WINDOWS:
            for key in [key for key in self.kept if key[0] != found.reader.cookie]:
                self.kept.pop(key).close()

    def context(self, found: Found, scripts: bool) -> BrowserContext:
        key = (found.reader.cookie, scripts)
        if key not in self.kept:
            made = self.browser.new_context(
                service_workers="block",
                java_script_enabled=scripts,
                viewport={"width": 1280, "height": 720},
                locale="en-GB",
            )
            made.set_default_timeout(PATIENCE)
            self.kept[key] = made
        return self.kept[key]

    def close(self) -> None:
        for context in self.kept.values():
            context.close()
        self.kept.clear()

    def asked(self, url: str) -> None:
        if not url.startswith((self.address + "/", "data:", "blob:", "about:")):
            self.told.append(f"a request left the machine: {url}")

    def said(self, message: ConsoleMessage) -> None:
        if "Failed to load resource" in message.text and message.location.get("url") in self.refused:
            return  # a page that is meant to answer 404 or 422
        if message.text == "Service Worker registration blocked by Playwright":
            return  # these windows have none, so that each page comes from the server
        self.told.append(f"console: {message.text[:150]}")


def stored(found: Found) -> dict[str, Any]:
    """What the form was answered with, shown again."""
    return {
        "status": found.status,
        "headers": {**dict(found.headers), "Content-Type": "text/html; charset=utf-8"},
        "body": found.markup,
    }
