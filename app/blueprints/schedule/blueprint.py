"""The blueprint of the schedule, and how one activity is opened."""

from __future__ import annotations

import uuid

from flask import Blueprint

from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.models.engagement import Activity
from app.operations import audit
from app.queries.activities import activity_for
from app.web.activity_words import apart, public_where, span_words
from app.web.viewer import viewer

bp = Blueprint("schedule", __name__)


@bp.context_processor
def in_words() -> dict[str, object]:
    return {"activity_span": span_words, "activity_where": public_where, "activity_words": apart}


def opened(activity_id: uuid.UUID, permission: Permission = Permission.ENGAGEMENT_SEE) -> Activity:
    """The activity; a refusal is traced. Raises: NotThereError."""
    try:
        return activity_for(viewer(), activity_id, permission)
    except NotThereError:
        audit.refused(viewer(), "activity.refused", of=("activity", activity_id))
        raise
