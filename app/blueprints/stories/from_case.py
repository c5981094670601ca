"""A story told with somebody's link worker: typed together, agreed step by step, with a door of their own."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.stories.blueprint import bp
from app.blueprints.stories.forms import PART, AgreeForm, StoryForm, stages
from app.blueprints.stories.telling import FIRST_PARTS, parts, shown_parts
from app.domain.roles import Permission
from app.domain.story import StoryTeller
from app.domain.story_document import MOST_PARTS
from app.models.cases import Case
from app.operations import stories
from app.queries import stories as queries
from app.queries.my import last_story
from app.web.access import requires
from app.web.case_frame import frame
from app.web.i18n import current_language
from app.web.opening import opened_case
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
    return redirect(url_for(".door", token=kept.token, said="told"), 303)


def shown(
    case: Case, form: StoryForm, agree: AgreeForm, count: int, status: int = 200
) -> ResponseReturnValue:
    agree.offer()
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
        told=[(story, queries.uses_of(story)) for story in queries.of_case(case.id)],
        sent_before=status == 409,
        has_errors=bool(form.errors or agree.errors),
    )
    return make_response(page, status)
