"""What's strong here? Anybody tells us about something good, one question a page."""

import app.blueprints.suggest.afterwards
import app.blueprints.suggest.routes
import app.blueprints.suggest.times  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.suggest.blueprint import bp

__all__ = ["bp"]
