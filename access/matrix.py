"""Every check there is, in the order it is made: those that leave the page as it was come first."""

from __future__ import annotations

import json
from collections.abc import Iterator

from access.checks import ENGLISH, EVERY, Check, Look, behaviour, by_axe, keyboard, media, room, words
from config import ROOT


def reading_sheet() -> str:
    names = json.loads((ROOT / "build" / "manifest.json").read_text(encoding="utf-8"))
    return f"/static/{names['reading.css']}"


def modes(look: Look) -> Iterator[str]:
    yield from by_axe.Modes(reading_sheet())(look)


WITHOUT_BROWSER = (
    ("answers", "Every link leads to a page", "", "en"),
    ("html", "Good HTML: html5lib, names, headings, ids, tables", "1.3.1", "en"),
    ("cookies", "No cookie for somebody nobody knows", "", "en"),
    ("titles-differ", "No two pages share a title", "2.4.2", "en"),
    ("nu", "Nu HTML checker", "4.1.2", "en"),
)
"""Key, name, criterion."""
IN_BROWSER = (
    Check("silence", "Nothing from elsewhere, nothing in the console", "", behaviour.silence, EVERY),
    Check(
        "errors", "Errors take the focus and lead to their fields", "3.3.1", behaviour.error_summary, EVERY
    ),
    Check(
        "keyboard",
        "Every stop of Tab is seen, in view, in order",
        "2.1.1, 2.4.7, 2.4.11",
        keyboard.stops,
        EVERY,
    ),
    Check("skip", "The first link leads to the main part", "2.4.1", keyboard.skip_link, EVERY),
    Check("lang", "Language and direction", "3.1.1", words.language, EVERY),
    Check("title", "The title says what the page is", "2.4.2", words.title, EVERY),
    Check("landmarks", "One h1, one main, named parts", "1.3.1", words.landmarks, EVERY),
    Check("glyphs", "Telephone numbers and postcodes read forwards", "1.3.2", words.glyph_order, EVERY),
    Check("no-scripts", "The same without JavaScript", "", behaviour.without_scripts, ENGLISH),
    Check("axe-1280", "axe, WCAG 2.0 to 2.2 A, AA and best practice, 1280 wide", "all", by_axe.wide, EVERY),
    Check("axe-360", "axe, 360 wide (with target size)", "all, 2.5.8", by_axe.narrow, EVERY),
    Check("modes", "Contrast in bigger words, high contrast and calm", "1.4.3", modes, ENGLISH),
    Check("reflow", "320 by 256: no scrolling sideways", "1.4.10", room.reflow, EVERY),
    Check("spacing", "Wider spacing cuts nothing off", "1.4.12", room.spacing, EVERY),
    Check(
        "forced", "Forced colours: edges, the current item, words", "1.4.11", media.forced_colours, ENGLISH
    ),
    Check("motion", "Reduced motion: nothing moves", "2.3.3", media.reduced_motion, ENGLISH),
    Check("print", "Printed: the main part alone, within the paper", "", media.printed, ENGLISH),
)
AT_A_GLANCE = (
    *(one for one in IN_BROWSER if one.key in ("silence", "errors", "lang", "title", "landmarks")),
    *(one for one in IN_BROWSER if one.key == "reflow"),
    Check("axe-320", "axe, 320 wide (with target size)", "all, 2.5.8", by_axe.smallest, EVERY),
)
"""What a push makes of each template: cheap, and what changes break most often."""
