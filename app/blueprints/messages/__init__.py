"""Messages that failed, and those a demonstration would have sent."""

from app.blueprints.messages.routes import bp

__all__ = ["bp"]
