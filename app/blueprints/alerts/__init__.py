"""Worries heard at events: the list, one worry with what was said, and what was done about it."""

from app.blueprints.alerts.routes import bp

__all__ = ["bp"]
