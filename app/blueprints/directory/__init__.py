"""Finding something: the first page, search, browsing, and each listing's own pages."""

from app.blueprints.directory import browse, listing, reporting, routes
from app.blueprints.directory.blueprint import bp

__all__ = ["bp", "browse", "listing", "reporting", "routes"]
