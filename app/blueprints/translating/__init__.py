"""Translating: our strings in other languages, by people who need no developer."""

from app.blueprints.translating import bringing, files, listing, words  # noqa: F401 - hang their views on it
from app.blueprints.translating.blueprint import bp

__all__ = ["bp"]
