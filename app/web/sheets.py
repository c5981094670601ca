"""What every sheet of ours says at its end: a short address and a square to point a phone at.

Only addresses that open nothing by themselves: never one with a key in it.
"""

from __future__ import annotations

from typing import Any, TypedDict

from flask import current_app, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.domain.paper import SIZES, Paper, chosen, first_for
from app.models.persons import Person
from app.web.qr import qr_code

SQUARE = 113
"""Units: CSS pixels; 30 mm on paper."""


class SheetEnd(TypedDict):
    code: Markup
    address: str
    """As it is typed."""


def leads_to(endpoint: str, **values: Any) -> SheetEnd:
    """The end of a sheet that leads to a page with no key in its address."""
    whole = current_app.config["PUBLIC_ADDRESS"] + url_for(endpoint, **values)
    return {"code": qr_code(whole, _("A square to point a phone at"), SQUARE), "address": whole}


def size_for(person: Person, offered: tuple[Paper, ...] = SIZES) -> Paper:
    """The size this sheet is asked for; else what the person asked us for."""
    return chosen(request.args.get("size"), first_for(person.reaching), offered)
