"""How heavy the ten most used pages are, in a real Chromium: bytes as they come over the line, and requests.

Each page first with a browser that was never here, then again with one that was: the page itself and
whatever is new. What the worker fetches once the page is there (Help now, for when there is no signal) is
counted by itself. Then the same first visit on a line of 2G (280 kbit/s, 800 ms) with a processor six times
as slow: how long until the words are there, as information only.

Run: `python benchmarks/weights.py http://127.0.0.1:8000` against a running server with the demonstration. It
prints the table of RESULTS.md and ends with 1 where a page is over the limit.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

FIRST, AFTER = 100_000, 30_000
"""Units: bytes."""
PAGES = (
    "/",
    "/activities",
    "/activities?q=singing&near=LS9",
    "/activities/long-table",
    "/help-now",
    "/get-help",
    "/have-your-say",
    "/my-list",
    "/what-happened",
    "/you-said",
)
ARABIC = "/ar/activities?near=LS9"
URDU = tuple(f"/ur{page}" for page in PAGES)
SLOW = {"offline": False, "latency": 800, "downloadThroughput": 280_000 / 8, "uploadThroughput": 256_000 / 8}
SLOWER_CPU = 6
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Line:
    """What came over it."""

    bytes: int = 0
    requests: int = 0
    elsewhere: set[str] = field(default_factory=set)

    def watch(self, session: CDPSession, origin: str) -> None:
        session.send("Network.enable")
        session.on("Network.loadingFinished", self.came)
        session.on("Network.requestWillBeSent", lambda event: self.asked(event["request"]["url"], origin))

    def came(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])
        self.requests += event["encodedDataLength"] > 0

    def asked(self, url: str, origin: str) -> None:
        if not url.startswith((origin, "data:")):
            self.elsewhere.add(url)


def visit(page: Page, origin: str, address: str) -> Line:
    line, session = Line(), page.context.new_cdp_session(page)
    line.watch(session, origin)
    page.goto(origin + address, wait_until="networkidle")
    session.detach()
    return line


def weighed(browser: Browser, origin: str, address: str) -> tuple[Line, Line]:
    """The first visit to the site on this page; then this page after the first page of the site."""
    context = browser.new_context(service_workers="block")
    first = visit(context.new_page(), origin, address)
    context.close()
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(origin + ("/" if address != "/" else "/about"), wait_until="networkidle")
    after = visit(page, origin, address)
    context.close()
    return first, after


def behind(browser: Browser, origin: str) -> Line:
    """What is fetched for the day without a signal, after the first page."""
    context, line = browser.new_context(), Line()

    def came(answer: object) -> None:
        request = answer.request  # type: ignore[attr-defined]
        if request.service_worker:
            line.requests += 1
            sizes = request.sizes()
            line.bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]

    context.on("response", came)
    page = context.new_page()
    page.goto(origin + "/about")
    page.wait_for_function("async () => !!(await caches.match('/help-now'))")
    page.wait_for_timeout(500)
    context.close()
    return line


def slow_seconds(browser: Browser, origin: str, address: str) -> float:
    """Until the words are there, on 2G with a slow processor. Units: seconds."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
    page.goto(origin + address, wait_until="load", timeout=120_000)
    found = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
    context.close()
    return float(found) / 1000


def main(origin: str) -> int:
    heavy = 0
    with sync_playwright() as driver:
        found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = driver.chromium.launch(executable_path=found, args=CHROMIUM)
        print("| page | first, kB | requests | after, kB | requests | elsewhere | words on 2G, s |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        for address in (*PAGES, *URDU, ARABIC):
            first, after = weighed(browser, origin, address)
            strangers = len(first.elsewhere | after.elsewhere)
            heavy += first.bytes > FIRST or after.bytes > AFTER or strangers > 0
            seconds = slow_seconds(browser, origin, address)
            print(
                f"| `{address}` | {first.bytes / 1000:.1f} | {first.requests} | {after.bytes / 1000:.1f}"
                f" | {after.requests} | {strangers} | {seconds:.1f} |"
            )
        worker = behind(browser, origin)
        print(f"\nBehind the first page, once: {worker.bytes / 1000:.1f} kB in {worker.requests} requests.")
        browser.close()
    return 1 if heavy else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
