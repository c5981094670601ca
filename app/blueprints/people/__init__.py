"""People who may be one: pairs that look alike, two side by side, merging and undoing."""

from app.blueprints.people.routes import bp

__all__ = ["bp"]
