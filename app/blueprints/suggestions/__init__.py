"""How good suggestions of codes are, and learning them again."""

from app.blueprints.suggestions.routes import bp

__all__ = ["bp"]
