"""Feedback from elsewhere: complaints, surveys, past reports."""

from app.blueprints.outside.routes import bp

__all__ = ["bp"]
