"""The public calendar of engagement: who asks whom about what, what came of it, and how to take part."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.schedule import narrowing
from app.blueprints.schedule.blueprint import bp
from app.blueprints.schedule.listing import page_asked
from app.domain.activity import When
from app.queries import activities as queries
from app.queries import activity_events
from app.web.access import public
from app.web.activity_words import apart, public_where, span_words
from app.web.labels_schedule import INFLUENCE
from app.web.paging import pages
from app.web.place import place
from app.web.span_calendar import answered, entry_of, span_calendar

PER_PAGE = 10


@bp.get("/engagement-calendar")
@public
def calendar() -> ResponseReturnValue:
    """Coming ones first; past ones on their own list, with what they decided."""
    asked = narrowing.wanted(is_public=True)
    within, at = queries.for_all(), page_asked()
    words = queries.words_used(within)
    rows, total = queries.listed(within, asked, words, place().alike, at, size=PER_PAGE)
    said = narrowing.arguments(asked)
    last = max(1, -(-total // PER_PAGE))
    return render_template(
        "schedule/calendar.html",
        **shown(rows),
        total=total,
        ways=[When.COMING, When.PAST],
        **narrowing.narrowed(words, asked),
        pages=pages(min(at, last), last, lambda number: url_for(".calendar", **said, page=number)),
    )


@bp.get("/engagement-calendar/sheet")
@public
def calendar_sheet() -> ResponseReturnValue:
    """The same on paper, everything that the list has."""
    asked = narrowing.wanted(is_public=True)
    within = queries.for_all()
    rows = queries.all_of(within, asked, queries.words_used(within), place().alike)
    back = url_for(".calendar", **narrowing.arguments(asked))
    return render_template("schedule/calendar_sheet.html", **shown(rows), asked=asked, size="a4", back=back)


@bp.get("/engagement-calendar/engagement.ics")
@public
def calendar_file() -> Response:
    asked = narrowing.wanted(is_public=True)
    if "when" not in request.args and not asked.month:
        asked = narrowing.everything(asked)
    within = queries.for_all()
    rows = queries.all_of(within, asked, queries.words_used(within), place().alike)
    return answered(span_calendar([entry(row) for row in rows], name=_("Have your say")), "engagement.ics")


@bp.get("/engagement-calendar/<uuid:activity_id>.ics")
@public
def calendar_file_of_one(activity_id: uuid.UUID) -> Response:
    """Raises: NotThereError for one that is not public."""
    row = queries.public_activity(activity_id)
    return answered(span_calendar([entry(row)], name=row.name), "activity.ics")


def entry(row: queries.Row) -> Any:
    return entry_of(row, url_for(".calendar", _external=True, _anchor=f"activity-{row.id}"))


def shown(rows: list[queries.Row]) -> dict[str, Any]:
    """What both the page and the sheet need beside the rows."""
    return {
        "rows": rows,
        "online": activity_events.online([row.id for row in rows], clock.now()),
        "where": public_where,
        "span": span_words,
        "listed": apart,
        "influence": INFLUENCE,
    }
