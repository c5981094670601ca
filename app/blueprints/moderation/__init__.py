"""Read first: what came from the open internet, before it counts; and which of two versions counts."""

import app.blueprints.moderation.versions  # noqa: F401 - hangs its views on the blueprint
from app.blueprints.moderation.routes import bp

__all__ = ["bp"]
