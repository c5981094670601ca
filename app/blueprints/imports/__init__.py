"""What others publish, from pages: feeds, uploads, the dry run, what was done."""

from app.blueprints.imports import plans, routes, uploads
from app.blueprints.imports.blueprint import bp

__all__ = ["bp", "plans", "routes", "uploads"]
