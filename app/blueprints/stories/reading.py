"""Reading stories: for people who plan services, as far as their tellers allow it."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.stories.blueprint import bp
from app.domain.roles import Permission
from app.domain.story import StoryUse
from app.operations import audit, stories
from app.queries import stories as queries
from app.web.access import requires
from app.web.opening import opened
from app.web.viewer import viewer


@bp.get("/stories")
@requires(Permission.STORY_READ)
def listed() -> ResponseReturnValue:
    """Their titles are words of their tellers: the look is traced."""
    rows = [(story, stories.words_of(story)) for story in queries.readable(viewer())]
    audit.seen(viewer(), "story.listed", count=len(rows))
    return render_template("stories/listed.html", rows=rows)


@bp.get("/stories/<uuid:story_id>")
@requires(Permission.STORY_READ)
def read(story_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError, also where its teller lets nobody read it."""
    story = opened("story", story_id, lambda: queries.story_for(viewer(), story_id))
    return render_template(
        "stories/read.html",
        story=story,
        told=stories.words_of(story),
        uses=queries.uses_of(story),
        all_uses=list(StoryUse),
    )


@bp.post("/stories/<uuid:story_id>")
@requires(Permission.STORY_READ)
def mark(story_id: uuid.UUID) -> ResponseReturnValue:
    """It was read. Raises: NotThereError."""
    story = opened("story", story_id, lambda: queries.story_for(viewer(), story_id))
    stories.mark_read(story, by=viewer())
    return redirect(url_for(".listed", said="read"), 303)
