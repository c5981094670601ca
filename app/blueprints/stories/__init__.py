"""Stories: telling one, the teller's door, reading them, and one told with a link worker."""

from app.blueprints.stories import door, from_case, reading, telling  # noqa: F401 - hang their views on it
from app.blueprints.stories.blueprint import bp

__all__ = ["bp"]
