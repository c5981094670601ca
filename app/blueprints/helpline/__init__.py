"""The one screen of whoever answers the telephone."""

import app.blueprints.helpline.desk
import app.blueprints.helpline.lists
import app.blueprints.helpline.say  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.helpline.blueprint import bp

__all__ = ["bp"]
