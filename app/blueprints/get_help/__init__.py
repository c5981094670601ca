"""Asking for a link worker."""

import app.blueprints.get_help.paper  # noqa: F401 - hangs its view on the blueprint
from app.blueprints.get_help.routes import bp

__all__ = ["bp"]
