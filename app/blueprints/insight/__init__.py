"""The reading room: what there is to read, lists of points, and one point with its codes."""

import app.blueprints.insight.beside
import app.blueprints.insight.coding
import app.blueprints.insight.keys
import app.blueprints.insight.points
import app.blueprints.insight.routes  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.insight.blueprint import bp

__all__ = ["bp"]
