"""Reading stories: for people who plan services, as far as their tellers allow it."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.stories.blueprint import bp
from app.blueprints.stories.reading_forms import RecommendForm
from app.domain.errors import NotAllowedError, StaleError
from app.domain.roles import Permission
from app.domain.story import StoryUse
from app.models.panel import Story
from app.operations import audit, stories, story_readings
from app.queries import stories as queries
from app.queries.story_readings import of_stories
from app.web.access import requires
from app.web.opening import opened
from app.web.viewer import viewer


@bp.get("/stories")
@requires(Permission.STORY_READ)
def listed() -> ResponseReturnValue:
    """Their titles are words of their tellers: the look is traced."""
    rows = [(story, stories.words_of(story)) for story in queries.readable(viewer())]
    audit.seen(viewer(), "story.listed", count=len(rows))
    follows = of_stories(story.id for story, _told in rows)
    return render_template("stories/listed.html", rows=rows, follows=follows)


@bp.get("/stories/<uuid:story_id>")
@requires(Permission.STORY_READ)
def read(story_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError, also where its teller lets nobody read it."""
    return page(story_for(story_id))


@bp.post("/stories/<uuid:story_id>")
@requires(Permission.STORY_READ)
def mark(story_id: uuid.UUID) -> ResponseReturnValue:
    """It was read, or something should follow from it. Raises: NotThereError."""
    story = story_for(story_id)
    if request.form.get("do") == "recommend":
        return recommend(story)
    stories.mark_read(story, by=viewer())
    return redirect(url_for(".listed", said="read"), 303)


def story_for(story_id: uuid.UUID) -> Story:
    return opened("story", story_id, lambda: queries.story_for(viewer(), story_id))


def recommend(story: Story) -> ResponseReturnValue:
    form = RecommendForm()
    if not form.validate():
        return page(story, form, 422)
    try:
        story_readings.recommend(
            story,
            form.recommendation.data or "",
            owner=form.owner.data or "",
            due_on=form.due_on.data,
            outcome=form.outcome.data or "",
            version=form.opened_with,
            by=viewer(),
        )
    except (StaleError, NotAllowedError):
        return page(story, form, 409)
    return redirect(url_for(".read", story_id=story.id, said="follows"), 303)


def page(story: Story, form: RecommendForm | None = None, status: int = 200) -> ResponseReturnValue:
    held = of_stories([story.id]).get(story.id)
    if form is None:
        form = RecommendForm(formdata=None, obj=held)
    if not form.version.data or status == 409:
        form.version.data = str(held.version if held else 0)
    markup = render_template(
        "stories/read.html",
        story=story,
        told=stories.words_of(story),
        uses=queries.uses_of(story),
        all_uses=list(StoryUse),
        form=form,
        held=held,
        is_stale=status == 409,
        has_errors=status == 422,
    )
    return make_response(markup, status)
