"""Doors for people who refer somebody at work: a journey, a link, typing in, a file of many, hearing back."""

import app.blueprints.refer.following
import app.blueprints.refer.importing
import app.blueprints.refer.inviting
import app.blueprints.refer.routes
import app.blueprints.refer.typed  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.refer.blueprint import bp

__all__ = ["bp"]
