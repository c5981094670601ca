"""Hide what tells who is speaking: a person decides about each place, a second one looks again."""

import app.blueprints.redaction.original
import app.blueprints.redaction.queue  # noqa: F401 - they hang their views on the blueprint
from app.blueprints.redaction.routes import bp

__all__ = ["bp"]
