"""Write an activity down. Before it is kept, one step says who else asks and what is known."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.schedule.blueprint import bp, opened
from app.blueprints.schedule.fields import offered_areas, suggested
from app.blueprints.schedule.forms import BLANK, ActivityForm
from app.blueprints.schedule.values import values_of
from app.domain.engagement import IN_WORDS, ActivityStatus, TagGroup
from app.domain.known import Known
from app.domain.roles import Permission
from app.models.engagement import Activity
from app.operations import activities
from app.queries import activities as queries
from app.queries.clashing import Clashing, asking, asking_of, clashing
from app.queries.known import known
from app.web.access import requires
from app.web.activity_words import knew_words, shown, source_words, terms_of, why_known
from app.web.moved_on import MovedOnError, words_of
from app.web.place import place
from app.web.viewer import viewer

MOST_KNOWN = 5
KNOWN_SHOWN = "known"
"""Stands among what was shown before."""


@dataclass(frozen=True, slots=True)
class Step:
    """What to look at before it is kept."""

    clashing: Clashing
    known: tuple[Known, ...]
    is_needed: bool
    """Is there something that nobody has seen or answered yet?"""


@bp.route("/engagement/new", methods=["GET", "POST"])
@requires(Permission.ENGAGEMENT_PLAN)
def new() -> ResponseReturnValue:
    form = ActivityForm(data={**BLANK, "key": str(uuid.uuid4())})
    if form.validate_on_submit():
        step = step_of(form, None)
        if not step.is_needed:
            made = activities.plan(form.written, by=viewer(), key=form.id)
            return redirect(url_for(".one", activity_id=made.id, said="planned"), 303)
        return page(form, None, step=step), 422
    return page(form, None), 422 if form.errors else 200


@bp.route("/engagement/<uuid:activity_id>/edit", methods=["GET", "POST"])
@requires(Permission.ENGAGEMENT_PLAN)
def edit(activity_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    activity = opened(activity_id, Permission.ENGAGEMENT_PLAN)
    form = ActivityForm(data=values_of(activity))
    if not form.validate_on_submit():
        return page(form, activity, step=None if form.errors else noted(form, activity)), (
            422 if form.errors else 200
        )
    step = step_of(form, activity)
    if step.is_needed:
        return page(form, activity, step=step), 422
    try:
        activities.change(activity, form.written, by=viewer(), version=form.opened_with)
    except MovedOnError as error:
        return page(form, activity, step=step, refused=words_of(error)), 409
    return redirect(url_for(".one", activity_id=activity.id, said="changed"), 303)


def step_of(form: ActivityForm, activity: Activity | None) -> Step:
    """Who else asks the same people, and what is known. A reason answers the first; looking, the second."""
    by, alike, written = viewer(), place().alike, form.written
    mine = activity.id if activity else form.id
    found = Clashing()
    is_over = activity is not None and activity.status in (ActivityStatus.DONE, ActivityStatus.CANCELLED)
    if not is_over:
        found = clashing(by, asking(written, alike, mine), alike)
    topics = written.tags[TagGroup.TOPIC]
    before = tuple(known(by, topics, alike, but=mine)[:MOST_KNOWN]) if topics and not is_over else ()
    ids = {str(one) for one in found.ids}
    is_seen = ids <= form.shown_before
    needs_reason = bool(ids) and (not written.clash_reason or not is_seen)
    if needs_reason and is_seen:
        form.clash_reason.errors = [_("Write why you ask them now all the same")]
    needs_look = bool(before) and activity is None and KNOWN_SHOWN not in form.shown_before
    if needs_look and not written.knew_already:
        form.knew_already.data = knew_words(before[:3])
    form.seen.data = " ".join(sorted(ids | ({KNOWN_SHOWN} if before else set())))
    return Step(found, before, needs_reason or needs_look)


def noted(form: ActivityForm, activity: Activity) -> Step:
    """The same for a form that is opened to be changed: shown, and nothing is asked for."""
    alike = place().alike
    found = clashing(viewer(), asking_of(activity, alike), alike)
    form.seen.data = " ".join(sorted(str(one) for one in found.ids))
    return Step(found, (), False)


def page(
    form: ActivityForm, activity: Activity | None, *, step: Step | None = None, refused: str = ""
) -> str:
    used = queries.words_used(queries.seen_by(viewer()))
    lists = {group.value: suggested(group, used.of(group)) for group in IN_WORDS}
    return render_template(
        "schedule/edit.html",
        form=form,
        activity=activity,
        refused=refused,
        step=step,
        clashes=shown(step.clashing, form.communities.data or (), form.topics.data or ()) if step else [],
        why_known=why_known,
        lists={
            "suggest-leads": suggested(TagGroup.PARTNER, used.leads),
            **{f"suggest-{name}": values for name, values in lists.items()},
            "suggest-area": [area.name for area in offered_areas()],
        },
        has_list={field.name: bool(terms_of(group)) for field, group in form.listed()},
        sources={field.name: source_words(group) for field, group in form.listed()},
        has_errors=bool(form.errors),
    )
