"""What listings are projected against: this place and our vocabulary, as this application has them."""

from __future__ import annotations

from flask import current_app

from app.operations import index
from app.operations.index import Ground
from app.web.place import place


def ground() -> Ground:
    return index.ground(place(), current_app.config["ROOT"])
