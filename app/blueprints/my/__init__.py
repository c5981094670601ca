"""Somebody's own page: where things stand, their plan, visits, messages, what is shared, who has looked."""

from app.blueprints.my import entering, having_say, letter, planning, routes, saying, sharing
from app.blueprints.my.blueprint import bp

__all__ = ["bp", "entering", "having_say", "letter", "planning", "routes", "saying", "sharing"]
