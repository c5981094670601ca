"""What can be told of every answer without a browser."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from access.found import Found
from tests import pages

TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
DEAD = {404, 405}
CRASHED = 500
WITHIN_OTHERS = {"developers/embed.html"}
"""Shown in a frame of somebody else's page, which names it."""


def answers(found: Found) -> Iterator[str]:
    """A link that leads nowhere, or a page that breaks."""
    if found.status >= CRASHED:
        yield f"answers {found.status}"
    if found.status in DEAD and found.came_from:
        yield f"is not there ({found.status}), and {found.came_from} leads to it"


def good_html(found: Found) -> Iterator[str]:
    """Errors html5lib meets, and the rules of every page (tests/pages.py)."""
    if found.is_page:
        yield from pages.page_faults(found.markup)


def no_cookie(found: Found) -> Iterator[str]:
    if not found.reader.cookie and found.sets_cookie:
        yield "gives somebody nobody knows a cookie"


def title_of(found: Found) -> str:
    said = TITLE.search(found.markup)
    return " ".join(said[1].decode().split()) if said else ""


def same_titles(found: Iterable[Found]) -> Iterator[tuple[Found, str]]:
    """Pages of different views that one reader cannot tell apart by their titles."""
    told: dict[tuple[str, str], dict[str, Found]] = defaultdict(dict)
    for one in found:
        if one.is_page and one.status == 200 and one.template not in WITHIN_OTHERS:
            told[one.reader.who, title_of(one)].setdefault(one.endpoint, one)
    for (_, title), views in told.items():
        first, *others = views.values()
        for other in others:
            if other.address.partition("?")[0] != first.address.partition("?")[0]:
                yield other, f"has the title of {first.address}: {title}"
