"""Listings that may be one: the queue, two side by side, merging and undoing."""

from app.blueprints.duplicates.routes import bp

__all__ = ["bp"]
