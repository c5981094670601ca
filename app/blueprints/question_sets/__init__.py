"""Sets of questions: written, published, made anew."""

import app.blueprints.question_sets.routes  # noqa: F401 - hangs its views on the blueprint
from app.blueprints.question_sets.blueprint import bp

__all__ = ["bp"]
