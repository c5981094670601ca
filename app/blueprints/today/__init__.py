"""The first page after signing in, who needs one today, and one's diary."""

import app.blueprints.today.diary
import app.blueprints.today.feed
import app.blueprints.today.routes
import app.blueprints.today.tasks  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.today.blueprint import bp

__all__ = ["bp"]
