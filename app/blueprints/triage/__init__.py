"""Referrals in: the queue, one referral whole, who it may be about, and each decision."""

from app.blueprints.triage import accepting, decisions, endings, glass, reading
from app.blueprints.triage.blueprint import bp

__all__ = ["accepting", "bp", "decisions", "endings", "glass", "reading"]
