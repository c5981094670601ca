"""Measures: asked by a worker, on paper or by the person's own link, and what changed since."""

import app.blueprints.measures.asking
import app.blueprints.measures.by_link
import app.blueprints.measures.routes  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.measures.blueprint import bp

__all__ = ["bp"]
