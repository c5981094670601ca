"""Finding something: the first page, search, browsing, and each listing's own pages."""

import app.blueprints.directory.browse
import app.blueprints.directory.listing
import app.blueprints.directory.reporting
import app.blueprints.directory.routes  # noqa: F401 - each hangs its views on the blueprint
from app.blueprints.directory.blueprint import bp

__all__ = ["bp"]
