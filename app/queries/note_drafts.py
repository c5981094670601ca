"""What one has typed and not sent, for oneself."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.domain.viewer import Viewer
from app.models.cases import NoteDraft

MOST = 5


def kept(viewer: Viewer, form: str, about: uuid.UUID) -> Sequence[NoteDraft]:
    """Drafts of one form about one thing, the newest first: one for each window."""
    return db.session.scalars(
        select(NoteDraft)
        .where(
            NoteDraft.account_id == viewer.account_id,
            NoteDraft.form == form,
            NoteDraft.about_id == about,
        )
        .order_by(NoteDraft.saved_at.desc(), NoteDraft.id)
        .limit(MOST)
    ).all()
