"""Pictures of the ten key pages, to be looked at: `.venv/bin/python tools/key_pages.py ADDRESS FOLDER`.

Each page on a phone (360 pixels) and on a desk (1280), in English and in Arabic, in large print, in Easy Read
where there is one, and printed (A4, large print). ADDRESS is where a demonstration serves; FOLDER is
build/key-pages unless it is said.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser import QUIET, executable  # noqa: E402

PAGES = {
    "home": "/",
    "results": "/activities?q=lonely&near=LS9+7",
    "listing": "/activities/puff-and-natter",
    "help-now": "/help-now",
    "get-help": "/get-help",
    "link-worker": "/guides/what-is-a-link-worker",
    "our-plan": "/our-plan",
    "have-your-say": "/have-your-say",
    "you-said": "/you-said",
    "accessibility": "/accessibility",
}
EASY = {
    "help-now": "/guides/help-now/easy",
    "link-worker": "/guides/what-is-a-link-worker/easy",
    "our-plan": "/guides/our-plan/easy",
}
WIDTHS = (360, 1280)
A4_WIDTH = 794
"""Units: CSS pixels."""


def main(address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        for name, path in PAGES.items():
            for width in WIDTHS:
                picture(browser, address + path, folder / f"{name}-{width}.png", width)
                picture(browser, f"{address}/ar{path}", folder / f"{name}-ar-{width}.png", width)
                picture(browser, address + path, folder / f"{name}-large-{width}.png", width, large=True)
            for size in ("a4", "large"):
                joint = "&" if "?" in path else "?"
                picture(
                    browser,
                    f"{address}{path}{joint}print={size}",
                    folder / f"{name}-print-{size}.png",
                    A4_WIDTH,
                    printed=True,
                )
        for name, path in EASY.items():
            for width in WIDTHS:
                picture(browser, address + path, folder / f"{name}-easy-{width}.png", width)
        browser.close()


def picture(
    browser: Browser, address: str, path: Path, width: int, *, large: bool = False, printed: bool = False
) -> None:
    """The whole page as one picture. Raises: SystemExit where there is no such page."""
    context = browser.new_context(viewport={"width": width, "height": 900}, service_workers="block")
    if large:
        context.add_cookies([{"name": "reading", "value": "large", "url": address}])
    page = context.new_page()
    answer = page.goto(address)
    if answer is None or not answer.ok:
        raise SystemExit(f"{address} answered {answer.status if answer else 'nothing'}")
    if printed:
        page.emulate_media(media="print")
    page.screenshot(path=path, full_page=True)
    print(path)
    context.close()


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        (given[0] if given else "http://127.0.0.1:8000").rstrip("/"),
        Path(given[1]) if len(given) > 1 else ROOT / "build" / "key-pages",
    )
