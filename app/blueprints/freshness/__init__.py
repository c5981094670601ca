"""Keeping listings checked: the page a reminder opens, and the queue of those somebody has to ring."""

import app.blueprints.freshness.queue
import app.blueprints.freshness.still_right  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.freshness.blueprint import bp

__all__ = ["bp"]
