"""The people's panel: joining it, a member's own page, and what staff do with it."""

from app.blueprints.panel import door, draws, joining, members  # noqa: F401 - hang their views on it
from app.blueprints.panel.blueprint import bp

__all__ = ["bp"]
