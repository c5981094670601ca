"""The first page: figures of all listening, and what is frozen and published of each event and year."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.blueprints.results.blueprint import bp
from app.domain.roles import Permission
from app.queries import listening_figures, team_results
from app.web.access import requires


@bp.get("/results")
@requires(Permission.RESULTS_SEE)
def listed() -> ResponseReturnValue:
    events = team_results.events_listed()
    years = sorted({row.year for row in events}, reverse=True)
    chosen = request.args.get("year", type=int)
    year = chosen if chosen in years else next(iter(years), 0)
    return render_template(
        "results/listed.html",
        figures=listening_figures.figures(),
        years=team_results.years_listed(events),
        events=[row for row in events if row.year == year],
        event_years=years,
        year=year,
    )
