"""Tables. Importing this package registers every one of them."""

from app.models import audit, base, directory, messages, people, places, search, stewardship, work

__all__ = [
    "audit",
    "base",
    "directory",
    "messages",
    "people",
    "places",
    "search",
    "stewardship",
    "work",
]
