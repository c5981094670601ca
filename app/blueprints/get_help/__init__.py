"""Asking for a link worker."""

import app.blueprints.get_help.paper
import app.blueprints.get_help.routes  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.get_help.blueprint import bp

__all__ = ["bp"]
