"""What to say where something has moved on while a form was open. What was typed stays on the page."""

from __future__ import annotations

from flask_babel import gettext as _

from app.domain.errors import NotAllowedError, StaleError

MovedOnError = (StaleError, NotAllowedError)
"""Caught together: somebody was quicker, or where it stands does not allow it any more."""


def words_of(error: Exception) -> str:
    if isinstance(error, StaleError):
        return _(
            "This has changed since you opened the page, so nothing was kept. Look at where it stands now. "
            "What you typed is still here: send it again if it is still right."
        )
    return _("Where it stands now does not allow this, so nothing was kept. What you typed is still here.")
