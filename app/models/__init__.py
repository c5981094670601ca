"""Tables. Importing this package registers every one of them."""

from app.models import base, directory, places, search, work

__all__ = ["base", "directory", "places", "search", "work"]
