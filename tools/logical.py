"""Turn left and right into start and end in compiled CSS, so that one stylesheet serves both directions.

GOV.UK Frontend 6.6 has no logical properties. This rewrites every declaration that names a side, then adds
the few rules that no property can mirror: drawn arrows.

Run: `python tools/logical.py IN.css OUT.css`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

SIDES = {"left": "start", "right": "end"}

BY_HAND = (
    # The back link and breadcrumbs draw a chevron by turning a corner, and the corner is mirrored already.
    "[dir=rtl] .govuk-back-link::before{transform:rotate(135deg)}"
    "[dir=rtl] .govuk-breadcrumbs__list-item::before{transform:rotate(-45deg)}"
    # The arrows of the pagination are drawings.
    "[dir=rtl] .govuk-pagination__icon{transform:scaleX(-1)}"
    # The closed triangle of a details element is cut out of a box.
    "[dir=rtl] .govuk-details:not([open])>.govuk-details__summary::before"
    "{clip-path:polygon(100% 0,0 50%,100% 100%)}"
)

DECLARATION = re.compile(r"(?P<before>[;{]\s*)(?P<name>[a-z-]+)\s*:\s*(?P<value>[^;{}]+?)\s*(?=[;}])")

BOX_PROPERTIES = frozenset({"margin", "padding", "border-width", "border-style", "border-color", "inset"})
WORDS = re.compile(r"(?:[^\s()]+\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s()])+")
CORNER = re.compile(r"border-(top|bottom)-(left|right)-radius$")
SIDE = re.compile(r"(margin|padding|border|scroll-margin|scroll-padding)-(left|right)(-[a-z]+)?$")


def convert(css: str) -> str:
    """The same rules with logical properties, and the mirrored arrows at the end."""
    return DECLARATION.sub(_declaration, css) + BY_HAND


def _declaration(found: re.Match[str]) -> str:
    before, name, value = found["before"], found["name"], found["value"]
    return before + ";".join(f"{new}:{words}" for new, words in logical(name, value))


def logical(name: str, value: str) -> list[tuple[str, str]]:
    """One physical declaration as one or more logical ones; any other comes back as it is."""
    if side := SIDE.match(name):
        return [(f"{side[1]}-inline-{SIDES[side[2]]}{side[3] or ''}", value)]
    if corner := CORNER.match(name):
        row = "start" if corner[1] == "top" else "end"
        return [(f"border-{row}-{SIDES[corner[2]]}-radius", value)]
    if name in SIDES:
        return [(f"inset-inline-{SIDES[name]}", value)]
    if name in BOX_PROPERTIES:
        return _box(name, value)
    return [(name, _word(name, value))]


def _word(name: str, value: str) -> str:
    """The value of a property whose word names a side."""
    word = value.removesuffix("!important").strip()
    if word in SIDES and name in {"float", "clear"}:
        return value.replace(word, f"inline-{SIDES[word]}")
    if word in SIDES and name in {"text-align", "justify-content"}:
        return value.replace(word, SIDES[word])
    return value


def _box(name: str, value: str) -> list[tuple[str, str]]:
    """A four-value box whose left and right differ becomes two declarations, block and inline."""
    important = " !important" if "!important" in value else ""
    parts = WORDS.findall(value.replace("!important", ""))
    if len(parts) != 4 or parts[1] == parts[3]:
        return [(name, value)]
    top, right, bottom, left = parts
    start, _, end = name.partition("-")
    block = "-".join(part for part in (start, "block", end) if part)
    inline = "-".join(part for part in (start, "inline", end) if part)
    return [(block, f"{top} {bottom}{important}"), (inline, f"{left} {right}{important}")]


def main() -> None:
    source, target = sys.argv[1:3]
    Path(target).write_text(convert(Path(source).read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
