"""What matters to somebody, and the plan that comes of it: written together, agreed, printed."""

import app.blueprints.plans.agreeing
import app.blueprints.plans.parts
import app.blueprints.plans.routes
import app.blueprints.plans.things  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.plans.blueprint import bp

__all__ = ["bp"]
