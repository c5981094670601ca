"""Sharing agreements: which organisations may be told about somebody."""

from app.blueprints.agreements.routes import bp

__all__ = ["bp"]
