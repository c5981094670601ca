"""Signing in, one's own account, and what needs one today."""

from app.blueprints.accounts.routes import bp

__all__ = ["bp"]
