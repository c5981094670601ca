"""Plain pages behind the scenes: written, translated, published and looked after by staff."""

import app.blueprints.page_editing.adding_recordings
import app.blueprints.page_editing.details
import app.blueprints.page_editing.listing
import app.blueprints.page_editing.recordings
import app.blueprints.page_editing.translating
import app.blueprints.page_editing.versions
import app.blueprints.page_editing.writing  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.page_editing.blueprint import bp

__all__ = ["bp"]
