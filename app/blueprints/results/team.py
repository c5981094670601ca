"""What a team sees of an event and of a year: counted now, with small numbers hidden."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.results.blueprint import bp, place_census, series_of_year
from app.domain.roles import Permission
from app.models.code_frames import FrameVersion
from app.models.engagement import Event, Series
from app.queries import releases, result_events, team_results, years_compared
from app.queries.code_counts import waiting_at
from app.web import looking_closer
from app.web.access import requires
from app.web.opening import opened_event
from app.web.results_page import heard, shown
from app.web.viewer import viewer


@bp.get("/results/events/<uuid:event_id>")
@requires(Permission.RESULTS_SEE)
def event(event_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held = opened_event(event_id, Permission.RESULTS_SEE)
    document = team_results.of_event(held)
    version = team_results.version_for(held)
    return render_template(
        "results/event.html",
        event=held,
        year=result_events.year_of(held),
        heard=heard(document),
        results=shown(document, place_census()),
        closer=looking_closer.closer([held], version, document, request.args),
        releases=releases.all_of(releases.of_event(held.id)),
        is_over=result_events.is_over(held),
        unchosen=unchosen(version, [held]),
        may_publish=viewer().may(Permission.RESULTS_PUBLISH),
        freeze_url=url_for(".freeze_event", event_id=event_id),
    )


@bp.get("/results/years/<int:year>")
@requires(Permission.RESULTS_SEE)
def year(year: int) -> ResponseReturnValue:
    """All of a year, or with `series` one series of it. Raises: NotThereError."""
    series = series_of_year(year, request.args.get("series", ""))
    return render_template("results/year.html", **told(year, series))


def unchosen(version: FrameVersion | None, events: Sequence[Event]) -> int:
    """How many points have a code that was split, and count for no code until somebody chooses again."""
    found = waiting_at(version, [one.id for one in events]) if version else {}
    return sum(found.values())


def told(year: int, series: Series | None) -> dict[str, Any]:
    document = team_results.of_year(year, series)
    events = result_events.of_year(year, series.id if series else None)
    return {
        "year": year,
        "series": series,
        "heard": heard(document),
        "results": shown(document, place_census()),
        "closer": looking_closer.closer(events, team_results.usual_version(), document, request.args),
        "compared": years_compared.compared(series),
        "releases": releases.all_of(releases.of_year(year, series.id if series else None)),
        "unchosen": unchosen(team_results.usual_version(), events),
        "is_over": any(result_events.is_over(one) for one in events),
        "may_publish": viewer().may(Permission.RESULTS_PUBLISH),
        "freeze_url": url_for(".freeze_year", year=year, series=series.slug if series else None),
    }
