"""Pages that say something and ask nothing: help now, privacy, accessibility and their like."""

import app.blueprints.pages.guides
import app.blueprints.pages.help_now  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.pages.routes import bp

__all__ = ["bp"]
