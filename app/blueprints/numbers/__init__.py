"""The numbers of the service, with what each means."""

from app.blueprints.numbers.routes import bp

__all__ = ["bp"]
