"""Findings reports: the team's builder, and the page everybody reads and prints."""

from app.blueprints.findings.routes import bp

__all__ = ["bp"]
