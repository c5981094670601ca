"""Looking after listings: what changes, what changed, whom we trust, and our own words."""

from app.blueprints.stewardship import bulk, changes, history, listings, organisations, review, words
from app.blueprints.stewardship.blueprint import bp

__all__ = ["bp", "bulk", "changes", "history", "listings", "organisations", "review", "words"]
