"""Why two records may be about one person, in a sentence."""

from __future__ import annotations

from flask_babel import gettext as _

from app.domain.matching import Match
from app.web.labels import label


def why(found: Match) -> str:
    """Shape: `They have: the same phone number, the same house.`"""
    return _("They have: %(what)s.", what=", ".join(label(kind) for kind in found.why))
