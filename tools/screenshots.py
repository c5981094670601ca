"""Takes the README's pictures: `.venv/bin/python tools/screenshots.py ADDRESS DATA`.

ADDRESS is where a demonstration serves, DATA its data folder with the password of its people. Start it with
`GINNEL_NOW=2026-11-24T10:00`, so that the pictures do not change from day to day, after
`flask jobs run --once`, so that letters have been written.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser import QUIET, executable  # noqa: E402

FOLDER = ROOT / "docs" / "screens"
PICTURES = (
    ("home", "/", 1280, 1500),
    ("results", "/activities?q=lonely&near=LS9+7&access=step-free", 1280, 1500),
    ("listing", "/activities/puff-and-natter?near=LS9+7", 1280, 1500),
    ("results-phone", "/activities?q=lonely&near=LS9+7", 360, 1200),
    ("home-arabic", "/ar/", 360, 1200),
    ("developers", "/developers", 1280, 1500),
    ("help-now", "/help-now", 360, 1200),
    ("guides", "/guides", 1280, 1500),
    ("easy-read", "/guides/what-is-a-link-worker/easy", 360, 1200),
    ("home-urdu", "/ur/", 360, 1200),
    ("get-help-easy", "/get-help?read=easy", 360, 1200),
    ("ways-to-read", "/ways-to-read", 360, 1200),
)
EDITOR = "directory-editor@demo.example"
LINK_WORKER = "link-worker@demo.example"
OFFICER = "engagement-officer@demo.example"
HELPLINE = "helpline-worker@demo.example"


def main(address: str, data: Path) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        for name, path, width, height in PICTURES:
            page = sized(browser, width, height)
            page.goto(address + path)
            keep(page, name)
        page = sized(browser, 360, 1200)
        page.goto(address + letter(page, address))
        keep(page, "still-right")
        page = sized(browser, 1280, 1200)
        sign_in(page, address, (data / "secrets" / "demo-password").read_text().strip())
        keep(page, "today", close=False)
        page.goto(address + "/listings/changes")
        page.get_by_role("link", name="Puff and Natter").first.click()
        keep(page, "change")
        page.close()
        connect(browser, address, (data / "secrets" / "demo-password").read_text().strip())
        heard(browser, address, (data / "secrets" / "demo-password").read_text().strip())
        answered(browser, address, (data / "secrets" / "demo-password").read_text().strip())
        on_the_phone(browser, address, (data / "secrets" / "demo-password").read_text().strip())
        browser.close()


def on_the_phone(browser: Browser, address: str, password: str) -> None:
    """The one screen of whoever answers the telephone."""
    page = sized(browser, 1280, 1500)
    sign_in(page, address, password, HELPLINE)
    page.goto(address + "/helpline?q=lonely&near=LS9+7")
    page.locator("form[action*='/helpline/list/add'] button").first.click()
    page.wait_for_load_state()
    page.goto(address + "/helpline?q=lonely&near=LS9+7")  # from the top: the button leads to the list's part
    keep(page, "helpline")


def answered(browser: Browser, address: str, password: str) -> None:
    """What becomes of what was said: read, counted, answered."""
    page = sized(browser, 1280, 1500)
    sign_in(page, address, password, OFFICER)
    page.goto(address + "/insight")
    page.get_by_role("link", name="Go on reading").first.click()
    keep(page, "reading-room", close=False)
    page.goto(address + "/results/years/2025")
    keep(page, "results-year")
    page = sized(browser, 1280, 1500)
    page.goto(address + "/you-said")
    page.get_by_role("link", name="nowhere to sit").click()
    keep(page, "you-said")
    page = sized(browser, 360, 1200)
    page.goto(address + "/ar/you-said")
    keep(page, "you-said-arabic")


def heard(browser: Browser, address: str, password: str) -> None:
    """An event, a card of it, a tablet with no signal, and a question online."""
    page = sized(browser, 1280, 1500)
    sign_in(page, address, password, OFFICER)
    page.goto(address + "/events")
    page.get_by_role("link", name="Seacroft Green").first.click()
    keep(page, "event", close=False)
    joining = page.get_by_text("/capture/join/").first.inner_text().strip()
    page.goto(address + "/events")
    page.get_by_role("link", name="Farsley").first.click()
    page.get_by_role("link", name="Paper cards").click()
    page.locator("main a[href*='/cards/']").first.click()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 559, "height": 794})
    keep(page, "card")
    on_a_tablet(browser, address, joining[joining.index("/capture/") :])
    page = sized(browser, 360, 900)
    page.goto(address + "/have-your-say")
    page.locator("main a[href*='/have-your-say/']").first.click()
    page.locator("main form button.govuk-button").first.click()
    keep(page, "have-your-say")


def on_a_tablet(browser: Browser, address: str, joining: str) -> None:
    """One conversation saved, the next begun, with no signal."""
    page = sized(browser, 1280, 1325)
    page.goto(address + joining)
    page.locator("main form button.govuk-button").first.click()
    page.wait_for_selector("#capture-form textarea")
    page.wait_for_timeout(2000)
    page.context.set_offline(True)
    words = page.locator("#capture-form textarea:visible")
    words.nth(0).fill("The allotments. You never get to the end of the path without a lettuce.")
    page.locator("#capture-form button.govuk-button").first.click()
    page.wait_for_timeout(1500)
    words.nth(1).fill("A bus after 6. Ring my daughter on 07700 900518.")
    words.nth(0).focus()
    page.wait_for_timeout(1000)
    keep(page, "capture")


def connect(browser: Browser, address: str, password: str) -> None:
    """A link worker's day, a case, choices side by side, and the first question of somebody who asks."""
    page = sized(browser, 1280, 1500)
    sign_in(page, address, password, LINK_WORKER)
    keep(page, "my-day", close=False)
    page.get_by_role("link", name="Marek Zielonka").first.click()
    keep(page, "case", close=False)
    page.get_by_role("link", name="Find something").click()
    for _ in range(3):
        more = page.get_by_role("button", name="Add to compare")
        if more.count():
            more.first.click()
    page.get_by_role("link", name="side by side").first.click()
    keep(page, "compare")
    page = sized(browser, 360, 1000)
    page.goto(address + "/get-help")
    keep(page, "get-help")


def sized(browser: Browser, width: int, height: int) -> Page:
    return browser.new_page(viewport={"width": width, "height": height})


def keep(page: Page, name: str, *, close: bool = True) -> None:
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"docs/screens/{name}.png")
    if close:
        page.close()


def letter(page: Page, address: str) -> str:
    """The address in the newest letter that asks whether a listing is still right."""
    page.goto(address + "/demo/messages")
    found = re.search(r"/still-right/[\w-]+", page.content())
    if found is None:
        raise SystemExit("No letter asks whether a page is still right. Run `flask jobs run --once`.")
    return found[0]


def sign_in(page: Page, address: str, password: str, email: str = EDITOR) -> None:
    page.goto(address + "/sign-in")
    page.fill("input[type=email]", email)
    page.fill("input[type=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/today")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        (given[0] if given else "http://127.0.0.1:8000").rstrip("/"),
        Path(given[1]) if len(given) > 1 else ROOT / "var",
    )
