"""Where referrals go: practices, the rules from each to a team, and trying them out."""

from app.blueprints.routing.routes import bp

__all__ = ["bp"]
