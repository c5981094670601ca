"""For the machine that watches us."""

from app.blueprints.health.routes import bp

__all__ = ["bp"]
