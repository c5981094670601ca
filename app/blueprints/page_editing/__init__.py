"""Plain pages behind the scenes: written, translated, published and looked after by staff."""

from app.blueprints.page_editing import (  # noqa: F401 - hang their views on it
    details,
    listing,
    translating,
    versions,
    writing,
)
from app.blueprints.page_editing.blueprint import bp

__all__ = ["bp"]
