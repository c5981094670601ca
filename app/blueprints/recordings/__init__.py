"""Films in BSL and recordings of pages, for everybody."""

from app.blueprints.recordings.routes import bp

__all__ = ["bp"]
