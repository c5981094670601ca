"""Paper cards of an event: printed before it, typed in after it, and a sample of them twice."""

import app.blueprints.cards.printing  # noqa: F401 - hangs its views on the blueprint
from app.blueprints.cards.blueprint import bp

__all__ = ["bp"]
