"""Find something for somebody, compare it with them, introduce them, hear whether it helped."""

import app.blueprints.introductions.comparing
import app.blueprints.introductions.finding
import app.blueprints.introductions.helped
import app.blueprints.introductions.introducing
import app.blueprints.introductions.missing
import app.blueprints.introductions.on_behalf
import app.blueprints.introductions.routes
import app.blueprints.introductions.visits  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.introductions.blueprint import bp

__all__ = ["bp"]
