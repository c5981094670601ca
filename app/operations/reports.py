"""What readers tell us about a listing."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import update

from app import clock
from app.database import db
from app.domain.listing import ReportReason
from app.domain.typed_text import clean_lines
from app.models.directory import ListingReport

MOST_WORDS = 1000
"""Units: characters. Longer words are cut there."""

WORDS_LAST = dt.timedelta(days=365)
"""People sometimes name people, whatever we ask. What they chose stays; their words go."""


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


def forget_words(*, now: dt.datetime) -> int:
    """Empty the words of old reports; how many had any."""
    emptied = db.session.execute(
        update(ListingReport)
        .where(ListingReport.reported_at < now - WORDS_LAST, ListingReport.words != "")
        .values(words="")
        .returning(ListingReport.id)
        .execution_options(synchronize_session=False)
    ).all()
    db.session.flush()
    return len(emptied)
