"""Signing in, and one's own account."""

from app.blueprints.accounts.routes import bp

__all__ = ["bp"]
