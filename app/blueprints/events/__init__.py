"""Listening events: planned, opened, their tablets, and what has come in, as counts."""

import app.blueprints.events.hosting
import app.blueprints.events.loop
import app.blueprints.events.routes
import app.blueprints.events.series
import app.blueprints.events.tablets  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.events.blueprint import bp

__all__ = ["bp"]
