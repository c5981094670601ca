"""The facts of Help now behind the scenes: checked, put right, and told when one is wrong."""

from app.blueprints.help_facts import changing, listing, telling  # noqa: F401 - hang their views on it
from app.blueprints.help_facts.blueprint import bp

__all__ = ["bp"]
