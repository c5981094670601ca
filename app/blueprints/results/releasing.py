"""Freezing, and publishing after a look at exactly what will be shown."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.results.blueprint import bp, opened_release, place_census, series_of_year
from app.blueprints.results.forms import PublishForm
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.insight import ReleaseStatus
from app.domain.roles import Permission
from app.domain.typed_text import clean_lines
from app.models.answers import Release
from app.models.engagement import Event, Series
from app.operations import releases as operations
from app.queries import releases as queries
from app.queries.events import event_by_id
from app.queries.release_names import name_of
from app.web.access import requires
from app.web.opening import opened_event
from app.web.results_page import heard, shown
from app.web.viewer import viewer

P = Permission


@bp.post("/results/events/<uuid:event_id>/freeze")
@requires(P.RESULTS_PUBLISH)
def freeze_event(event_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held = opened_event(event_id, P.RESULTS_PUBLISH)
    return frozen(held, 0, None, back=url_for(".event", event_id=event_id))


@bp.post("/results/years/<int:year>/freeze")
@requires(P.RESULTS_PUBLISH)
def freeze_year(year: int) -> ResponseReturnValue:
    """Raises: NotThereError."""
    series = series_of_year(year, request.args.get("series", ""))
    back = url_for(".year", year=year, series=series.slug if series else None)
    return frozen(None, year, series, back=back)


def frozen(held: Event | None, year: int, series: Series | None, *, back: str) -> ResponseReturnValue:
    """To the draft; or why there can be none yet."""
    try:
        release = operations.freeze(held, year=year, series=series, by=viewer())
    except NeedsMoreError as error:
        page = render_template("results/not_yet.html", missing=error.missing, back=back)
        return page, 409
    return redirect(url_for(".release", release_id=release.id, said="frozen"), 303)


@bp.get("/results/releases/<uuid:release_id>")
@requires(P.RESULTS_SEE)
def release(release_id: uuid.UUID) -> ResponseReturnValue:
    """What will be shown, or is shown, or was. Raises: NotThereError."""
    found = opened_release(release_id)
    return page(found, PublishForm(formdata=None, data={"digest": found.digest}))


@bp.post("/results/releases/<uuid:release_id>")
@requires(P.RESULTS_PUBLISH)
def publish(release_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    found, form = opened_release(release_id), PublishForm()
    if not form.validate():
        return page(found, form, 422)
    if not form.looked.data:
        form.refuse_looked()
        return page(found, form, 422)
    try:
        why = clean_lines(form.why.data or "")
        operations.publish(found, digest=form.digest.data or "", why=why, by=viewer())
    except NeedsMoreError:
        form.refuse_why()
        return page(found, form, 422)
    except (StaleError, NotAllowedError):
        return page(found, form, 409, is_stale=True)
    return redirect(url_for(".release", release_id=release_id, said="published"), 303)


@bp.post("/results/releases/<uuid:release_id>/discard")
@requires(P.RESULTS_PUBLISH)
def discard(release_id: uuid.UUID) -> ResponseReturnValue:
    """A draft that is not wanted. Raises: NotThereError, NotAllowedError."""
    found = opened_release(release_id)
    event_id = found.event_id
    operations.discard(found, by=viewer())
    if event_id is not None:
        return redirect(url_for(".event", event_id=event_id, said="discarded"), 303)
    return redirect(url_for(".listed", said="discarded"), 303)


def page(
    found: Release, form: PublishForm, status: int = 200, *, is_stale: bool = False
) -> ResponseReturnValue:
    document = queries.document_of(found)
    is_draft = found.status is ReleaseStatus.DRAFT
    published = queries.newest(queries.of_same(found), ReleaseStatus.PUBLISHED)
    if is_stale:
        form.digest.data = found.digest
    markup = render_template(
        "results/release.html",
        release=found,
        name=name_of(found),
        event=event_by_id(found.event_id) if found.event_id else None,
        heard=heard(document),
        results=shown(document, place_census()),
        form=form,
        has_errors=status == 422,
        is_stale=is_stale,
        is_draft=is_draft,
        replaces=published if is_draft else None,
        to_tell=queries.to_be_told(found) if is_draft else 0,
        may_publish=viewer().may(P.RESULTS_PUBLISH),
    )
    return markup, status
