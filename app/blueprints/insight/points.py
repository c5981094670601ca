"""The list of points: of an event, a series, a year or everything, as its address asks."""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.blueprints.insight.blueprint import bp
from app.blueprints.insight.counts import standing_of, whole_of
from app.blueprints.insight.filters import address, boxes, filters_on
from app.blueprints.insight.rows import rows
from app.domain.errors import NotThereError
from app.domain.reading import Wanted, id_from, wanted_from
from app.domain.roles import Permission
from app.operations import audit
from app.queries import reading, reading_choices
from app.queries.reading_choices import Scope
from app.web.access import requires
from app.web.i18n import current_language
from app.web.viewer import viewer


@bp.get("/points")
@requires(Permission.FEEDBACK_READ)
def points() -> ResponseReturnValue:
    """Raises: NotThereError for an event or series out of reach."""
    return shown(wanted_from(request.args))


@bp.get("/events/<uuid:event_id>")
@requires(Permission.FEEDBACK_READ)
def event(event_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return shown(replace(wanted_from(request.args), event=event_id, series=None, year=None))


def shown(wanted: Wanted) -> ResponseReturnValue:
    scope = opened(wanted)
    after, before = id_from(request.args.get("after", "")), id_from(request.args.get("before", ""))
    found = reading.page(viewer(), wanted, after=after, before=before)
    trace(wanted, len(found.ids))
    standing, first = standing_of(wanted), shown_before() + 1
    version = reading_choices.version_for(scope, wanted)
    choices = reading_choices.choices(scope, version, current_language())
    return render_template(
        "insight/points.html",
        wanted=wanted,
        scope=scope,
        boxes=boxes(wanted, scope, standing, choices),
        filters_on=filters_on(wanted, choices),
        standing=standing,
        whole=whole_of(wanted),
        first=first,
        rows=rows(found.ids),
        questions=dict(choices.questions),
        previous_url=address(wanted, before=found.ids[0], n=max(0, first - 1 - reading.PAGE))
        if found.ids and found.has_before
        else "",
        next_url=address(wanted, after=found.ids[-1], n=first - 1 + len(found.ids))
        if found.ids and found.has_after
        else "",
        plain_url=address(wanted.scope),
        parameters=wanted.parameters(),
    )


def shown_before() -> int:
    """How many came before this page, as its address says."""
    said = request.args.get("n", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0


def opened(wanted: Wanted) -> Scope:
    """Raises: NotThereError."""
    try:
        return reading_choices.scope_for(viewer(), wanted)
    except NotThereError:
        what = ("event", wanted.event) if wanted.event else ("series", wanted.series)
        audit.refused(viewer(), "feedback.refused", of=what)  # type: ignore[arg-type]  # one of them is there
        raise


def trace(wanted: Wanted, number: int) -> None:
    """One note a request, with the event or series it is about."""
    of = None
    if wanted.event:
        of = ("event", wanted.event)
    elif wanted.series:
        of = ("series", wanted.series)
    audit.seen(viewer(), "feedback.read", of=of, scope="list", count=number)
