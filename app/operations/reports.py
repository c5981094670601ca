"""What readers tell us about a listing."""

from __future__ import annotations

import uuid

from app import clock
from app.database import db
from app.domain.listing import ReportReason
from app.domain.typed_text import clean_lines
from app.models.directory import ListingReport

MOST_WORDS = 1000
"""Units: characters. Longer words are cut there."""


def report(listing: uuid.UUID, *, reason: ReportReason, words: str = "", language: str) -> ListingReport:
    """Keep what somebody says about a listing, for the editors. Who says it is not asked and not kept."""
    made = ListingReport(
        service_id=listing,
        reason=reason,
        words=clean_lines(words)[:MOST_WORDS],
        language=language,
        reported_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    return made
