"""You said, we did: what people told us and what came of it, feeds, following, and the owner's door."""

from app.blueprints.you_said import (  # noqa: F401 - hang their views on it
    feeds,
    following,
    owners,
    reading,
    right,
)
from app.blueprints.you_said.blueprint import bp

__all__ = ["bp"]
