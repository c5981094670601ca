"""Who is asking."""

from __future__ import annotations

from app.domain.viewer import ANONYMOUS, Viewer
from app.web import sessions


def viewer() -> Viewer:
    """The viewer of this request: nobody we know until they are let in, second factor and all."""
    held = sessions.opened()
    return ANONYMOUS if held is None or held.is_pending else held.viewer
