"""The schedule as a list, as a month, and as a file for a calendar."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace

from babel.dates import get_day_names
from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from app import clock
from app.blueprints.schedule import narrowing
from app.blueprints.schedule.blueprint import bp
from app.domain.activity import Wanted, When
from app.domain.month_page import month_page
from app.domain.roles import Permission
from app.queries import activities as queries
from app.web.access import requires
from app.web.activity_words import month_words
from app.web.paging import pages
from app.web.place import place
from app.web.span_calendar import answered, entry_of, span_calendar
from app.web.viewer import viewer


@bp.get("/engagement")
@requires(Permission.ENGAGEMENT_SEE)
def listed() -> ResponseReturnValue:
    asked = narrowing.wanted()
    within = queries.seen_by(viewer())
    words = queries.words_used(within)
    at = page_asked()
    rows, total = queries.listed(within, asked, words, place().alike, at)
    said = narrowing.arguments(asked)
    last = max(1, -(-total // queries.PER_PAGE))
    return render_template(
        "schedule/listed.html",
        rows=rows,
        total=total,
        ways=list(When),
        **narrowing.narrowed(words, asked),
        pages=pages(min(at, last), last, lambda number: url_for(".listed", **said, page=number)),
    )


def page_asked() -> int:
    asked = request.args.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


@bp.get("/engagement/month")
@requires(Permission.ENGAGEMENT_SEE)
def month() -> ResponseReturnValue:
    """One month as a table; on a phone the same as a list of its days."""
    asked = in_month(narrowing.wanted())
    assert asked.month is not None
    within = queries.seen_by(viewer())
    words = queries.words_used(within)
    rows = queries.all_of(within, asked, words, place().alike)
    days = calendar.monthrange(asked.month.year, asked.month.month)[1]
    made = month_page(asked.month, rows)
    narrowed = narrowing.narrowed(words, asked)
    narrowed["said"] = {name: value for name, value in narrowed["said"].items() if name != "month"}
    return render_template(
        "schedule/month.html",
        page=made,
        has_days=any(day.things for week in made.weeks for day in week),
        day_names=[get_day_names("wide", locale=get_locale() or "en")[day] for day in range(7)],
        month_name=month_words(asked.month),
        **narrowed,
        before=(asked.month - dt.timedelta(days=1)).replace(day=1),
        after=asked.month + dt.timedelta(days=days),
    )


def in_month(asked: Wanted) -> Wanted:
    return asked if asked.month else replace(asked, month=clock.today().replace(day=1))


@bp.get("/engagement/engagement.ics")
@requires(Permission.ENGAGEMENT_SEE)
def calendar_of_list() -> Response:
    """The list as it is narrowed; without a narrowing, everything."""
    asked = narrowing.wanted()
    if "when" not in request.args and not asked.month:
        asked = narrowing.everything(asked)
    within = queries.seen_by(viewer())
    rows = queries.all_of(within, asked, queries.words_used(within), place().alike)
    entries = [entry_of(row, url_for(".one", activity_id=row.id, _external=True)) for row in rows]
    return answered(span_calendar(entries, name=_("Engagement")), "engagement.ics")
