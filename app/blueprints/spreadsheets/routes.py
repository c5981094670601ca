"""Out, in, dry run, send."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.spreadsheets import reading
from app.domain.feeds.identity import slug as slug_of
from app.domain.listing_document import clean, empty, without_secrets
from app.domain.roles import Permission
from app.domain.spreadsheet_cells import csv_lines
from app.domain.stewardship import ChangeKind
from app.extensions import limiter
from app.gateways import uploaded_tables
from app.operations import spreadsheets
from app.queries import organisation_listings as queries
from app.web.access import requires
from app.web.ground import ground
from app.web.i18n import current_language
from app.web.listing_changes import shown as differences
from app.web.listing_sheet import headings, row_of
from app.web.transaction import letting_go
from app.web.viewer import viewer

bp = Blueprint("spreadsheets", __name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READING = "60 per hour"


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/listings/spreadsheet")
@requires(Permission.LISTING_EDIT)
def spreadsheet() -> ResponseReturnValue:
    return page()


@bp.get("/listings/spreadsheet/<uuid:organization_id>/listings.<any(csv, xlsx):kind>")
@requires(Permission.LISTING_EDIT)
def file(organization_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """One row a listing. No secret address is in it."""
    chosen = queries.organisation(organization_id, viewer=viewer())
    rows = [row_of(str(one.id), one.document) for one in queries.listings(chosen.id, viewer=viewer())]
    if kind == "csv":
        response = Response("".join(csv_lines(headings(), rows)), mimetype="text/csv")
    else:
        response = Response(uploaded_tables.written(headings(), rows, title=_("Listings")), mimetype=XLSX)
    name = f"{slug_of(chosen.name) or 'listings'}-{clock.today().isoformat()}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.post("/listings/spreadsheet/<uuid:organization_id>")
@requires(Permission.LISTING_EDIT)
@limiter.limit(READING)
def upload(organization_id: uuid.UUID) -> ResponseReturnValue:
    """Read it and say what would change. Nothing changes yet."""
    chosen = queries.organisation(organization_id, viewer=viewer())
    given = request.files.get("file")
    data = given.read() if given else b""
    with letting_go():
        table = reading.table_of(data)
    read = reading.read(table, queries.listings(chosen.id, viewer=viewer()))
    if read.refused:
        return page(refused=read.refused, status=422)
    spreadsheets.keep_dry_run(read.rows, organization=chosen, by=viewer(), language=current_language())
    return page(faults=read.faults, unchanged=read.unchanged, was_read=True)


@bp.post("/listings/spreadsheet/send")
@requires(Permission.LISTING_EDIT)
def send() -> ResponseReturnValue:
    sent = spreadsheets.send(by=viewer(), ground=ground())
    return page(sent=sent)


@bp.post("/listings/spreadsheet/throw-away")
@requires(Permission.LISTING_EDIT)
def throw_away() -> ResponseReturnValue:
    spreadsheets.throw_away(by=viewer())
    return redirect(url_for(".spreadsheet"), 303)


def page(*, status: int = 200, **more: Any) -> Response:
    mine = queries.organisations(viewer())
    asked = request.args.get("organisation", "") or str((request.view_args or {}).get("organization_id", ""))
    chosen = next((one for one in mine if str(one.id) == asked), mine[0] if len(mine) == 1 else None)
    found = render_template(
        "spreadsheets/spreadsheet.html",
        organisations=mine,
        chosen=chosen,
        rows=[
            {
                "name": change.name,
                "is_new": change.kind is ChangeKind.NEW,
                "fields": differences(
                    without_secrets(clean(change.base) if change.base else empty()),
                    without_secrets(clean(change.document)),
                    change.fields,
                ),
            }
            for change in queries.dry_run(viewer())
        ],
        most=spreadsheets.MOST_CHANGED,
        has_errors=bool(more.get("refused") or more.get("faults")),
        **{"refused": "", "faults": [], "unchanged": 0, "was_read": False, "sent": None, **more},
    )
    return make_response(found, status)
