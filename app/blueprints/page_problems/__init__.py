"""Is there anything wrong with a page: telling us, the queue, what we changed."""

from app.blueprints.page_problems import changed, queue, telling  # noqa: F401 - hang their views on it
from app.blueprints.page_problems.blueprint import bp

__all__ = ["bp"]
