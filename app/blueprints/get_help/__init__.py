"""Get help: somebody asks for a link worker, one question a page."""

import app.blueprints.get_help.routes  # noqa: F401 - hangs its views on the blueprint
from app.blueprints.get_help.blueprint import bp

__all__ = ["bp"]
