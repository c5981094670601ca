"""The form about a listing, one page a subject, for whoever may change it."""

import app.blueprints.editing.pages
import app.blueprints.editing.places
import app.blueprints.editing.routes
import app.blueprints.editing.times  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.editing.blueprint import bp

__all__ = ["bp"]
