"""Pages that say something and ask nothing: help now, privacy, accessibility and their like."""

from app.blueprints.pages.routes import bp

__all__ = ["bp"]
