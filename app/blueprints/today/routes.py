"""The first page after signing in: who and what needs you, most urgent first, with one button each."""

from __future__ import annotations

import uuid

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_pgettext as _lp

from app import clock
from app.blueprints.today.blueprint import bp
from app.blueprints.today.needs import Row, help_to_check, rows_of
from app.blueprints.today.page_problems import pressing
from app.blueprints.today.translating import translating
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.operations import audit
from app.queries import diary, my_day, workload
from app.queries import today as queries
from app.queries.my_day import Needed
from app.queries.plain_pages_desk import late_files
from app.queries.today import Need
from app.web import diary_words, task_words
from app.web.access import requires
from app.web.filters import number
from app.web.plain_pages import pages
from app.web.viewer import viewer

NOON, EVENING = 12, 18
# Translators: how many people need somebody today, in words where your language allows it, else digits.
IN_WORDS = (
    _lp("people who need you", "One"),
    _lp("people who need you", "Two"),
    _lp("people who need you", "Three"),
    _lp("people who need you", "Four"),
    _lp("people who need you", "Five"),
    _lp("people who need you", "Six"),
    _lp("people who need you", "Seven"),
    _lp("people who need you", "Eight"),
    _lp("people who need you", "Nine"),
    _lp("people who need you", "Ten"),
)


@bp.get("/today")
@requires(Permission.TODAY_SEE)
def day() -> ResponseReturnValue:
    by, on = viewer(), clock.today()
    rows = rows_for(by)
    if not by.may(Permission.CASE_WORK):
        return render_template("today/day.html", hello=hello(by.name), rows=rows, day=on)
    people = seen(my_day.needed(by, on))
    load = workload.caseload(by)
    return render_template(
        "today/mine.html",
        hello=hello(by.name),
        day=on,
        people=task_words.rows(people, on),
        many=in_words(len(people)),
        rows=rows,
        entries=diary_words.entries(diary.diary(by, on, on)),
        load=load,
        left=max(0, load.open - sum(one.task.number is not None for one in people)),
        stands=workload.stands(by, on),
        asked=[(one, task_words.transfer_url(one)) for one in workload.asked_of(by)],
    )


def rows_for(by: Viewer) -> list[Row]:
    """What waits besides people; what is late comes first."""
    found, (alone, counted) = waiting(by), pressing(by)
    if counted:
        found[Need.PAGE_PROBLEMS] -= counted
    rows = [*rows_of(found), *alone, *help_to_check(by), *translating(by)]
    return sorted(rows, key=lambda row: row.shape != "late")


def waiting(by: Viewer) -> dict[Need, int]:
    """What waits, with the pages that are only files."""
    found = queries.waiting(by)
    if by.may(Permission.PAGE_EDIT) and (late := late_files(pages(), clock.today())):
        found[Need.PAGES] = found.get(Need.PAGES, 0) + late
    return found


@bp.get("/today/covering/<uuid:account_id>")
@requires(Permission.CASE_WORK)
def covering(account_id: uuid.UUID) -> ResponseReturnValue:
    """The day of a colleague whose people the viewer looks after."""
    by, on = viewer(), clock.today()
    stand = next((one for one in workload.stands(by, on) if one.away_id == account_id), None)
    if stand is None or stand.by_id != by.account_id:
        audit.refused(by, "cover.refused", of=("account", account_id))
        raise NotThereError
    people = seen(my_day.needed(by, on, of=account_id))
    return render_template("today/covering.html", stand=stand, day=on, people=task_words.rows(people, on))


def seen(people: list[Needed]) -> list[Needed]:
    """Trace the look at the list, as one row."""
    if people:
        audit.seen(viewer(), "today.seen", count=len(people))
    return people


def in_words(many: int) -> str:
    """Up to ten in words, as somebody would say it."""
    return str(IN_WORDS[many - 1]) if 1 <= many <= len(IN_WORDS) else number(many)


def hello(name: str) -> str:
    """By the clock on the wall, with the first of somebody's names."""
    first, hour = name.split(" ", maxsplit=1)[0], clock.local_now().hour
    if hour < NOON:
        return _("Good morning, %(name)s.", name=first)
    if hour < EVENING:
        return _("Good afternoon, %(name)s.", name=first)
    return _("Good evening, %(name)s.", name=first)
