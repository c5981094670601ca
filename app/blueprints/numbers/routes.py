"""The numbers of the service: a page of figures, a table broken down as one likes, and both as a file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app import clock
from app.blueprints.numbers import figures, tables
from app.domain.disclosure import SHARED, TEAM, Guard
from app.domain.roles import Permission
from app.domain.service_numbers import Breakdown
from app.domain.spreadsheet_cells import csv_lines
from app.operations import audit
from app.queries import service_numbers as queries
from app.queries.service_numbers import Span
from app.web.access import requires
from app.web.viewer import viewer

bp = Blueprint("numbers", __name__)

APRIL = 4
QUARTERS = range(1, 5)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see. A quarter only on the screens of a team: with quarters beside whole years
    hidden numbers could be worked out."""

    year: int
    """The one in which it begins, in April."""
    quarter: int
    """0 for the whole year."""
    by: Breakdown

    @property
    def span(self) -> Span:
        first = dt.date(self.year, APRIL, 1)
        if self.quarter:
            first = month_on(first, 3 * (self.quarter - 1))
        return Span(first, month_on(first, 3 if self.quarter else 12) - dt.timedelta(days=1))


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/insight/numbers")
@requires(Permission.NUMBERS_SEE)
def shown() -> ResponseReturnValue:
    asked, guard = what_is_asked(), guard_here()
    audit.seen(viewer(), "numbers.seen", scope=asked.by.value)
    counted = queries.counted(viewer(), asked.span)
    return render_template(
        "numbers/shown.html",
        asked=asked,
        years=years(),
        quarters=QUARTERS if guard is TEAM else (),
        breakdowns=tables.names(),
        figures=figures.all_of(viewer(), asked.span, counted, guard),
        table=tables.made(counted, asked.by, guard),
        guard=guard,
        is_team=guard is TEAM,
    )


@bp.get("/insight/numbers.csv")
@requires(Permission.NUMBERS_SEE)
def download() -> ResponseReturnValue:
    """What is on the screen, number for number."""
    asked, guard = what_is_asked(), guard_here()
    audit.seen(viewer(), "numbers.exported", scope=asked.by.value)
    counted = queries.counted(viewer(), asked.span)
    rows = [
        *figures.as_rows(figures.all_of(viewer(), asked.span, counted, guard)),
        [],
        *tables.as_rows(tables.made(counted, asked.by, guard)),
    ]
    answer = Response("".join(csv_lines(figures.headings(asked.span), rows)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="numbers-{asked.span.first}.csv"'
    return answer


def what_is_asked() -> Asked:
    """Raises: NotFound for a year or a breakdown there is none of."""
    try:
        by = Breakdown(request.args.get("by") or Breakdown.DEPRIVATION)
        year = int(request.args.get("year") or years()[0])
        quarter = int(request.args.get("quarter") or 0)
    except ValueError:
        raise NotFound from None
    if year not in years() or quarter not in {0, *QUARTERS} or (quarter and guard_here() is not TEAM):
        raise NotFound
    return Asked(year, quarter, by)


def years() -> list[int]:
    """Every year there is something of, the newest first."""
    newest = starting_year(clock.today())
    oldest = queries.first_day(viewer())
    return list(range(newest, starting_year(oldest) - 1 if oldest else newest - 1, -1))


def starting_year(day: dt.date) -> int:
    return day.year if day.month >= APRIL else day.year - 1


def month_on(day: dt.date, months: int) -> dt.date:
    """The first of a month, so many months on."""
    months += day.month - 1
    return dt.date(day.year + months // 12, months % 12 + 1, 1)


def guard_here() -> Guard:
    """A lead sees their own team's; whoever sees more, sees what may leave a team."""
    return SHARED if viewer().reach(Permission.NUMBERS_SEE).everywhere else TEAM
