"""Rounds of double coding: drawn, coded alone, compared and settled."""

import app.blueprints.rounds.coding
import app.blueprints.rounds.routes
import app.blueprints.rounds.settling  # noqa: F401 - hangs its views on the blueprint
from app.blueprints.rounds.blueprint import bp

__all__ = ["bp"]
