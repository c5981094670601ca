"""A team: who waits and for how long, who carries how much, sharing out, cover, talking cases over."""

import app.blueprints.team.cover
import app.blueprints.team.discussion
import app.blueprints.team.routes
import app.blueprints.team.sharing
import app.blueprints.team.waiting  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.team.blueprint import bp

__all__ = ["bp"]
