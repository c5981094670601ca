"""The partnership's schedule of engagement, for staff and for everybody."""

import app.blueprints.schedule.importing
import app.blueprints.schedule.knowing
import app.blueprints.schedule.listing
import app.blueprints.schedule.moving
import app.blueprints.schedule.planning
import app.blueprints.schedule.public
import app.blueprints.schedule.showing  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.schedule.blueprint import bp

__all__ = ["bp"]
