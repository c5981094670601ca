"""The trace, break-glass and what takes two people."""

from app.blueprints.trust.routes import bp

__all__ = ["bp"]
