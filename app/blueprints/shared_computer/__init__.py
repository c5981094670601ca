"""A computer that others use next: say so, stay, leave."""

from app.blueprints.shared_computer.routes import bp

__all__ = ["bp"]
