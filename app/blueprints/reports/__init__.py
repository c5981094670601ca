"""What readers tell us with "Is this right?", and what we answer."""

from app.blueprints.reports.routes import bp

__all__ = ["bp"]
