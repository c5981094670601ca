"""Exports of what people said: choose, look before, say why, take; and the list of what was taken."""

from app.blueprints.exports import extracts, routes  # noqa: F401 - hang their views on it
from app.blueprints.exports.blueprint import bp

__all__ = ["bp"]
