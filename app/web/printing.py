"""Any public page on paper: `?print=a4`, `a5` or `large` is the same page without its menu, for a printer.

At its end stand its address and a square to point a phone at: the address of a page of somebody's own, or
one that a key opens, is never printed. Nor is a whole postcode that was searched for: paper is found by
others, so the sheet is that of its district. Listings and lists have sheets made for them; they lead there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote, urlencode

from flask import Flask, redirect, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.domain.near import for_sharing, words_for_sharing
from app.domain.page_problems import BLANK
from app.web.page_address import page_here
from app.web.place import place
from app.web.qr import qr_code

ASKED = "print"
NEAR = "near"
WITHOUT, ITS_PLACE = "without", "place"
"""On a sheet's address: the place that was asked for is not on it."""
SIZES = ("a4", "a5", "large")
OWN_SHEETS = {
    "directory.listing": "directory.paper",
    "get_help.start": "get_help.paper",
    "my_list.show": "my_list.sheet",
    "my_list.shared": "my_list.shared_sheet",
}
"""Pages with sheets made for them -> the sheet, which takes the same arguments and a `size`."""
NEVER_TOLD = frozenset({"next"})
"""Holds an address of its own, with whatever was searched for there."""
LONGEST = 300
"""A longer search makes no square that a phone can read."""


class Way(NamedTuple):
    size: str
    words: str
    url: str


def init_app(app: Flask) -> None:
    app.before_request(lead_to_district)
    app.jinja_env.globals.update(
        print_size=size_asked,
        print_ways=ways,
        printed_address=address,
        printed_square=square,
        unprinted_url=unprinted,
        printed_without_place=is_without_place,
    )


def size_asked() -> str:
    """The size of paper this page is asked for; empty for a screen."""
    size = request.args.get(ASKED, "") if request else ""
    return size if size in SIZES else ""


def words_for(size: str) -> str:
    return {"a4": _("A4"), "a5": _("A5"), "large": _("Large print")}[size]


def ways() -> list[Way]:
    """Every size this page can be printed in; none for what a form answered or an error."""
    if request.method != "GET" or request.url_rule is None or request.routing_exception:
        return []
    return [Way(size, words_for(size), url_of(size)) for size in SIZES]


def url_of(size: str) -> str:
    own = OWN_SHEETS.get(request.endpoint or "")
    if own:
        return url_for(own, **{**(request.view_args or {}), "size": size})
    return f"{quote(request.path)}?{urlencode([*asked(), (ASKED, size)])}"


def asked() -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.args.items(multi=True) if name not in (ASKED, WITHOUT)]


def told() -> list[tuple[str, str]]:
    """What was asked, as paper may tell it."""
    return tellable(asked())


def tellable(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """A query as others may see it: of a postcode its district; of a place nobody knows, nothing."""
    rounded = (
        (name, for_sharing(value, place()) if name == NEAR and value.strip() else words_for_sharing(value))
        for name, value in pairs
        if name not in NEVER_TOLD
    )
    return [(name, value) for name, value in rounded if value or name != NEAR]


def lead_to_district() -> Response | None:
    """A sheet that would show a whole postcode becomes that of the district."""
    if not size_asked() or request.method != "GET" or (kept := told()) == asked():
        return None
    left_out = any(name == NEAR and value.strip() for name, value in asked()) and NEAR not in dict(kept)
    said = [(WITHOUT, ITS_PLACE)] if left_out else []
    return redirect(f"{quote(request.path)}?{urlencode([*kept, *said, (ASKED, size_asked())])}")


def is_without_place() -> bool:
    return request.args.get(WITHOUT) == ITS_PLACE


def unprinted() -> str:
    """The same page for a screen."""
    return _with(asked())


def _with(pairs: list[tuple[str, str]]) -> str:
    return quote(request.path) + (f"?{urlencode(pairs)}" if pairs else "")


def address() -> str:
    """The whole address to type; that of the first page where this one is nobody else's to open."""
    here = page_here()
    if not here or BLANK in here:
        return request.url_root
    whole = request.url_root.rstrip("/") + _with(told())
    return whole if len(whole) <= LONGEST else request.url_root.rstrip("/") + quote(request.path)


def square() -> Markup:
    return qr_code(address(), _("A square to point a phone at"), 113)
