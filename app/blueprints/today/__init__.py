"""The first page after signing in, who needs one today, and one's diary."""

from app.blueprints.today.routes import bp

__all__ = ["bp"]
