"""Takes the README's pictures: `.venv/bin/python tools/screenshots.py ADDRESS`, with Ginnel serving there.

Start the server with `GINNEL_NOW=2026-11-24T10:00` so that the pictures do not change from day to day.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

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
)


def main(address: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        for name, path, width, height in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(address.rstrip("/") + path)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
            print(f"docs/screens/{name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
