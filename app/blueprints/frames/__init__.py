"""Frames of codes: read, written in drafts, published; choosing again where a code was split."""

import app.blueprints.frames.again
import app.blueprints.frames.drafting
import app.blueprints.frames.leaving
import app.blueprints.frames.routes  # noqa: F401 - hangs its views on the blueprint
from app.blueprints.frames.blueprint import bp

__all__ = ["bp"]
