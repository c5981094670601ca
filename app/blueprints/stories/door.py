"""The teller's door: their words, what they agreed to, and taking it all back."""

from __future__ import annotations

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.stories.blueprint import MOST_SENT, bp
from app.blueprints.stories.forms import AgreeForm
from app.domain.harm_words import kinds_in
from app.domain.people import LinkPurpose
from app.domain.story import StoryStatus, StoryUse
from app.domain.viewer import Viewer
from app.extensions import limiter
from app.models.panel import Story
from app.operations import access_links, stories
from app.queries import stories as queries
from app.web.access import public
from app.web.easy_versions import easy_here
from app.web.qr import qr_code


@bp.get("/story/<string:token>")
@public
def door(token: str) -> ResponseReturnValue:
    """Raises: NotThereError for a link nobody made."""
    story = opened(token)[0]
    form = AgreeForm(formdata=None, data={"first_name": story.name or ""})
    return shown(story, form, token)


@bp.post("/story/<string:token>")
@public
@limiter.limit(MOST_SENT)
def change(token: str) -> ResponseReturnValue:
    """Another answer to a step, or all of it taken back. Raises: NotThereError."""
    story, by = opened(token)
    if story.status is StoryStatus.WITHDRAWN:
        return redirect(url_for(".door", token=token), 303)
    if request.form.get("do") == "take-back":
        stories.take_back(story, by=by)
        return redirect(url_for(".door", token=token), 303)
    form = AgreeForm()
    form.offer()
    if not form.is_right():
        return shown(story, form, token, 422)
    stories.change_mind(story, form.uses(), name=form.first_name.data or "", by=by)
    return redirect(url_for(".door", token=token, said="changed"), 303)


@bp.get("/story/<string:token>/take-back")
@public
def take_back(token: str) -> ResponseReturnValue:
    """What happens then, and a button. Raises: NotThereError."""
    story = opened(token)[0]
    if story.status is StoryStatus.WITHDRAWN:
        return redirect(url_for(".door", token=token), 303)
    return render_template("stories/take_back.html", token=token)


def opened(token: str) -> tuple[Story, Viewer]:
    link = access_links.find(LinkPurpose.STORY, token)
    return queries.story_of(link), Viewer(link_id=link.id)


def shown(story: Story, form: AgreeForm, token: str, status: int = 200) -> ResponseReturnValue:
    held = queries.uses_of(story)
    form.offer({use: use in held for use in StoryUse})
    address = f"{current_app.config['PUBLIC_ADDRESS']}{url_for('.door', token=token, read=None)}"
    told = stories.words_of(story)
    page = render_template(
        "stories/door_easy.html" if easy_here() else "stories/door.html",
        story=story,
        told=told,
        is_worrying=any(kinds_in(text) for text in told.texts),
        form=form,
        token=token,
        address=address,
        qr=qr_code(address, label=_("The address of this page")),
        has_errors=bool(form.errors),
    )
    return make_response(page, status)
