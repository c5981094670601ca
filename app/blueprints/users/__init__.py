"""People with accounts: inviting them, their roles and teams, letting them go."""

from app.blueprints.users.routes import bp

__all__ = ["bp"]
