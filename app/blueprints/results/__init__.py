"""Results: what people said, counted; frozen as it may be shown, and published."""

import app.blueprints.results.listing
import app.blueprints.results.releasing
import app.blueprints.results.team  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.results.blueprint import bp

__all__ = ["bp"]
