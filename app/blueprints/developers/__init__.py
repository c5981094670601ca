"""For other people's programs and pages: open data explained, files to take away, lists to read elsewhere."""

import app.blueprints.developers.elsewhere
import app.blueprints.developers.routes  # noqa: F401 - each hangs itself on the blueprint
from app.blueprints.developers.blueprint import bp

__all__ = ["bp"]
