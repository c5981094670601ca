"""One activity: its page, its sheet for decision makers, its calendar file."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.schedule.blueprint import bp, opened
from app.domain.activity import Move, open_moves
from app.domain.engagement import ActivityStatus, TagGroup
from app.domain.roles import Permission
from app.models.engagement import Activity
from app.queries import activity_events
from app.queries.activities import row_of
from app.queries.clashing import Clashing, asking_of, clashing
from app.queries.known import known
from app.web.access import requires
from app.web.activity_words import (
    apart,
    shown,
    span_words,
    term_words,
    where_parts,
    why_known,
)
from app.web.labels_schedule import INFLUENCE
from app.web.place import place
from app.web.span_calendar import answered, entry_of, span_calendar
from app.web.viewer import viewer

MOST_KNOWN = 5
PAGES = {
    Move.FINISH: "schedule.finish",
    Move.CANCEL: "schedule.call_off",
    Move.PLAN_AGAIN: "schedule.plan_again",
}
IN_PLACE = (TagGroup.PRINCIPLE, TagGroup.FOCUS, TagGroup.PRIORITY, TagGroup.STRATEGY)


@bp.get("/engagement/<uuid:activity_id>")
@requires(Permission.ENGAGEMENT_SEE)
def one(activity_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    activity = opened(activity_id)
    may_plan = viewer().may(Permission.ENGAGEMENT_PLAN)
    return render_template(
        "schedule/one.html",
        **told(activity),
        may_plan=may_plan,
        moves=[(move, url_for(PAGES[move], activity_id=activity_id)) for move in open_moves(activity.status)],
        events=activity_events.held(viewer(), activity_id),
    )


@bp.get("/engagement/<uuid:activity_id>/brief")
@requires(Permission.ENGAGEMENT_SEE)
def brief(activity_id: uuid.UUID) -> ResponseReturnValue:
    """One page of paper for those who decide. Raises: NotThereError."""
    activity = opened(activity_id)
    found = known(viewer(), tags_in(activity)[TagGroup.TOPIC], place().alike, but=activity_id)
    return render_template(
        "schedule/brief.html",
        **told(activity),
        known=found[:MOST_KNOWN],
        why_known=why_known,
        size="a4",
        back=url_for(".one", activity_id=activity_id),
    )


@bp.get("/engagement/<uuid:activity_id>.ics")
@requires(Permission.ENGAGEMENT_SEE)
def calendar_of_one(activity_id: uuid.UUID) -> Response:
    """Raises: NotThereError."""
    row = row_of(opened(activity_id))
    entry = entry_of(row, url_for(".one", activity_id=row.id, _external=True))
    return answered(span_calendar([entry], name=row.name), "activity.ics")


def told(activity: Activity) -> dict[str, Any]:
    """What the page and the sheet say of an activity."""
    tags = tags_in(activity)
    alike = place().alike
    is_over = activity.status in (ActivityStatus.DONE, ActivityStatus.CANCELLED)
    found = Clashing() if is_over else clashing(viewer(), asking_of(activity, alike), alike)
    return {
        "activity": activity,
        "span": span_words(activity.starts_on, activity.ends_on),
        "where": apart(where_parts(activity.venue, tags[TagGroup.AREA])),
        "people": apart(tags[TagGroup.COMMUNITY]),
        "topics": apart(tags[TagGroup.TOPIC]),
        "partners": apart(tags[TagGroup.PARTNER]),
        "serves": [(group, term_words(group, tags[group])) for group in IN_PLACE if tags[group]],
        "influence_words": INFLUENCE[activity.influence] if activity.influence else "",
        "clashes": shown(found, tags[TagGroup.COMMUNITY], tags[TagGroup.TOPIC]),
    }


def tags_in(activity: Activity) -> dict[TagGroup, list[str]]:
    tags: dict[TagGroup, list[str]] = {group: [] for group in TagGroup}
    for tag in activity.tags:
        tags[tag.group].append(tag.value)
    return tags
