"""My diary elsewhere: as a calendar feed, and on paper."""

from __future__ import annotations

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.today.blueprint import bp
from app.domain.diary import FEED_AFTER
from app.domain.roles import Permission
from app.domain.tasks import TaskKind
from app.operations import appointments, audit
from app.queries import diary as queries
from app.queries import my_day
from app.queries.my_day import Needed
from app.web import diary_words, task_words
from app.web.access import public, requires
from app.web.viewer import viewer


@bp.post("/today/diary/feed")
@requires(Permission.CASE_WORK)
def make_feed() -> ResponseReturnValue:
    """The address is told once, on the page that answers."""
    token = appointments.make_feed(by=viewer())
    return render_template("today/make_feed.html", address=url_for(".feed", token=token, _external=True))


@bp.post("/today/diary/feed/end")
@requires(Permission.CASE_WORK)
def end_feed() -> ResponseReturnValue:
    appointments.end_feed(by=viewer())
    return redirect(url_for(".week_of", said="feed-ended"), 303)


@bp.get("/diary/<string:token>.ics")
@public
def feed(token: str) -> ResponseReturnValue:
    """Whoever has the address has the diary: it names nobody."""
    by = queries.feed_viewer(token)
    today = clock.today()
    entries = queries.diary(by, today, today + FEED_AFTER) if by.may(Permission.CASE_WORK) else []
    return Response(diary_words.calendar(entries, name=_("My diary")), mimetype="text/calendar")


def on_paper(people: list[Needed]) -> list[Needed]:
    """Who may stand on a sheet that is carried about: no worry about somebody's safety does."""
    kept = []
    for one in people:
        tasks = [task for task in (one.task, *one.also) if task.kind is not TaskKind.SAFEGUARDING]
        if tasks:
            kept.append(Needed(tasks[0], tuple(tasks[1:])))
    return kept


@bp.get("/today/print")
@requires(Permission.CASE_WORK)
def sheet() -> ResponseReturnValue:
    """The day on paper: the diary, and who needs one, with how to reach them. No address that is secret."""
    by, on = viewer(), clock.today()
    entries = queries.diary(by, on, on)
    people = on_paper(my_day.needed(by, on))
    many = len(people) + sum(one.case_id is not None for one in entries)
    if many:
        audit.seen(by, "today.printed", count=many)
    return render_template(
        "today/sheet.html",
        size="a4",
        back=url_for(".day"),
        day=on,
        entries=diary_words.entries(entries),
        people=task_words.rows(people, on),
    )
