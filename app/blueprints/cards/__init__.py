"""Paper cards of an event: printed before it, typed in after it, and a sample of them twice."""

import app.blueprints.cards.again
import app.blueprints.cards.keying
import app.blueprints.cards.printing  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.cards.blueprint import bp

__all__ = ["bp"]
