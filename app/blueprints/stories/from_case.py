"""A story told with somebody's link worker: typed together, agreed step by step, with a door of their own."""

from __future__ import annotations

import uuid

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.stories.blueprint import bp
from app.blueprints.stories.forms import PART, AgreeForm, StoryForm, stages
from app.blueprints.stories.telling import FIRST_PARTS, parts, shown_parts
from app.domain.roles import Permission
from app.domain.story import StoryTeller
from app.domain.story_document import MOST_PARTS
from app.models.cases import Case
from app.models.panel import Story
from app.operations import stories
from app.queries import stories as queries
from app.queries.my import last_story
from app.web.access import requires
from app.web.case_frame import frame
from app.web.i18n import current_language
from app.web.opening import opened_case
from app.web.qr import qr_code
from app.web.viewer import viewer


@bp.route("/cases/<uuid:case_id>/their-story", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def from_case(case_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    case = opened_case(case_id, Permission.CASE_WORK, part="own-story")
    if request.method == "GET":
        form = StoryForm(formdata=None, data={"key": str(uuid.uuid4())})
        return shown(case, form, AgreeForm(formdata=None), FIRST_PARTS)
    form, agree = StoryForm(), AgreeForm()
    agree.offer()
    if request.form.get("do") == "more":
        return shown(case, form, agree, min(shown_parts() + 1, MOST_PARTS))
    if not all([form.is_right(), agree.is_right()]):
        return shown(case, form, agree, shown_parts(), 422)
    kept = stories.tell(
        form.story_id,
        form.typed(),
        agree.uses(),
        told_by=StoryTeller.CASE,
        by=viewer(),
        name=agree.first_name.data or "",
        email=(agree.email.data or "").strip(),
        language=current_language(),
        case_id=case.id,
    )
    if not kept.is_same or kept.story.case_id != case.id:
        form.key.data = str(uuid.uuid4())
        return shown(case, form, agree, shown_parts(), 409)
    return redirect(url_for(".from_case", case_id=case.id, kept=kept.story.id), 303)


def shown(
    case: Case, form: StoryForm, agree: AgreeForm, count: int, status: int = 200
) -> ResponseReturnValue:
    agree.offer()
    agree.speak_of_them()
    stories_told = queries.of_case(case.id)
    page = render_template(
        "stories/from_case.html",
        frame=frame(case, tab="story"),
        form=form,
        agree=agree,
        parts=parts(count),
        most=MOST_PARTS,
        stages=stages(),
        part=PART,
        offer=last_story(case),
        told=[(story, queries.uses_of(story)) for story in stories_told],
        door=door_of(stories_told),
        sent_before=status == 409,
        has_errors=bool(form.errors or agree.errors),
    )
    return make_response(page, status)


def door_of(told: list[Story]) -> dict[str, str]:
    """The address to hand over, of the story that was just kept; nothing else is ever shown here again."""
    just = next((story for story in told if str(story.id) == request.args.get("kept")), None)
    if just is None:
        return {}
    path = url_for(".door", token=stories.token_of(just))
    address = f"{current_app.config['PUBLIC_ADDRESS']}{path}"
    return {"address": address, "qr": qr_code(address, label=_("The address of their story"))}
