"""What should follow from a story, which team sees to it, and what came of it."""

from __future__ import annotations

import datetime as dt

from app import clock
from app.database import db
from app.domain.errors import StaleError
from app.domain.viewer import Viewer
from app.models.insight import StoryReading
from app.models.panel import Story
from app.operations import audit
from app.operations.stories import standing


def recommend(
    story: Story,
    recommendation: str,
    *,
    owner: str,
    due_on: dt.date | None,
    outcome: str,
    version: int,
    by: Viewer,
) -> StoryReading:
    """What should follow, and once something did, what. `version`: as it was opened with, 0 for a first one.

    Raises: StaleError; NotAllowedError once the story is taken back.
    """
    standing(story)
    held = db.session.get(StoryReading, story.id)
    if (held.version if held else 0) != version:
        if held and (held.recommendation, held.owner, held.due_on, held.outcome or "") == (
            recommendation,
            owner,
            due_on,
            outcome,
        ):
            return held
        raise StaleError
    if held is None:
        held = StoryReading(
            story_id=story.id,
            recommendation=recommendation,
            made_by=by.account_id,
            made_at=clock.now(),
            version=1,
        )
        db.session.add(held)
    held.recommendation, held.owner, held.due_on = recommendation, owner, due_on
    held.outcome = outcome or None
    held.done_at = (held.done_at or clock.now()) if outcome else None
    audit.record(by, "story.recommended", of=("story", story.id))
    db.session.flush()
    return held
