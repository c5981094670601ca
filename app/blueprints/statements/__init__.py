"""You said, on the team's side: statements, where they come from, quotes, answers, and what owners wrote."""

from app.blueprints.statements import (  # noqa: F401 - hang their views on it
    answering,
    checking,
    listing,
    publishing,
    quoting,
    sourcing,
    writing,
)
from app.blueprints.statements.blueprint import bp

__all__ = ["bp"]
