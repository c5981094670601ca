"""Many referrals from a spreadsheet: out, in, dry run, apply."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.refer.answers import terms
from app.blueprints.refer.blueprint import bp
from app.domain.errors import NotThereError
from app.domain.feeds.sums import Refused, Why
from app.domain.reaching import SafeChannel
from app.domain.referral import Concern
from app.domain.referral_faults import Wrong
from app.domain.referral_rows import COLUMNS, NEEDED, columns_of, lacking, read
from app.domain.roles import Permission
from app.domain.spreadsheet_cells import csv_lines
from app.domain.viewer import Viewer
from app.extensions import limiter
from app.gateways import uploaded_tables
from app.gateways.feed_documents import Table
from app.models.referrals import ReferralImport
from app.operations import audit, referral_imports
from app.operations.referral_imports import MOST_ROWS
from app.queries import referral_imports as queries
from app.web.access import requires
from app.web.hear_by import hear_by
from app.web.referring_words import COLUMN_HINTS, fault_words
from app.web.transaction import letting_go
from app.web.viewer import viewer

READING = "60 per hour"


def too_big() -> str:
    return _("This file is too big for us. Send it in several files.")


def empty() -> str:
    return _("Choose a file that has rows in it.")


def locked() -> str:
    return _("This file has a password. Save it without one.")


def unreadable() -> str:
    return _("We cannot read this file. Save it as .xlsx or as CSV, then send it again.")


UNREAD = {
    Why.EMPTY: empty,
    Why.TOO_BIG: too_big,
    Why.TOO_DEEP: too_big,
    Why.TOO_SLOW: too_big,
    Why.LOCKED: locked,
}
"""Why a file is not read -> what to do."""


@bp.get("/referrals/import")
@requires(Permission.REFERRAL_IMPORT)
def imports() -> ResponseReturnValue:
    """What a file must look like, and those that were brought in."""
    return listed()


@bp.get("/referrals/import/referrals.csv")
@requires(Permission.REFERRAL_IMPORT)
def import_template() -> ResponseReturnValue:
    """An empty file with the right headings."""
    response = Response("".join(csv_lines(COLUMNS.values(), [])), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="referrals.csv"'
    return response


@bp.post("/referrals/import")
@requires(Permission.REFERRAL_IMPORT)
@limiter.limit(READING)
def import_file() -> ResponseReturnValue:
    """Read it and say what would come of it. No referral is made yet."""
    given = request.files.get("file")
    data = given.read() if given else b""
    with letting_go():
        table = uploaded_tables.read(data, "upload") if data else Refused("upload", Why.EMPTY)
    if refused := refused_words(table):
        return listed(refused=refused, status=422)
    assert isinstance(table, Table)
    columns = columns_of(list(table.columns))
    rows = [read(number, cells, columns, terms()) for number, cells in table.rows if any(cells.values())]
    made = referral_imports.dry_run(rows, file_name=(given.filename if given else "") or "", by=viewer())
    return redirect(url_for(".import_shown", import_id=made.id), 303)


def refused_words(table: Table | Refused) -> str:
    """Why the file as a whole is not read, and what to do; empty where it is."""
    if isinstance(table, Refused):
        return UNREAD.get(table.why, unreadable)()
    if missing := lacking(columns_of(list(table.columns))):
        return _(
            "This file lacks these columns: %(names)s. Download our empty file and copy your rows into it.",
            names=", ".join(missing),
        )
    if not table.rows:
        return empty()
    if len(table.rows) > MOST_ROWS:
        return _("This file has more than %(most)s rows. Send it in several files.", most=MOST_ROWS)
    return ""


@bp.get("/referrals/import/<uuid:import_id>")
@requires(Permission.REFERRAL_IMPORT)
def import_shown(import_id: uuid.UUID) -> ResponseReturnValue:
    """The report of one file: how many, and each fault with its row and column."""
    return reported(opened(import_id))


@bp.post("/referrals/import/<uuid:import_id>")
@requires(Permission.REFERRAL_IMPORT)
def import_apply(import_id: uuid.UUID) -> ResponseReturnValue:
    """Bring it in, or throw it away. Pressed twice, it is done once."""
    held = opened(import_id)
    if request.form.get("do") == "throw-away":
        referral_imports.throw_away(held, by=viewer())
        return redirect(url_for(".imports", gone=1), 303)
    referral_imports.bring_in(held, hear_by=hear_by(), by=viewer())
    return redirect(url_for(".import_shown", import_id=import_id), 303)


def opened(import_id: uuid.UUID) -> ReferralImport:
    """Raises: NotThereError, which is traced."""
    try:
        return queries.import_for(viewer(), import_id)
    except NotThereError:
        audit.refused(viewer(), "referral-import.refused", of=("referral-import", import_id))
        raise


def reported(held: ReferralImport) -> Response:
    report: Mapping[str, Any] = held.report
    faults = [
        (
            row,
            COLUMNS.get(name, COLUMNS["risks"] if name == "risk_words" else name),
            fault_words(name, Wrong(wrong)),
        )
        for row, name, wrong in report["faults"]
    ]
    page = render_template(
        "refer/import.html",
        held=held,
        sums=referral_imports.sum_of(held),
        faults=faults,
        known=report["already_here"],
        is_open=held.applied_at is None and held.rows is not None,
    )
    return make_response(page)


def listed(*, refused: str = "", status: int = 200) -> Response:
    by: Viewer = viewer()
    page = render_template(
        "refer/imports.html",
        refused=refused,
        held=[(one, referral_imports.sum_of(one)) for one in queries.latest(by)],
        columns=[(words, name in NEEDED, COLUMN_HINTS.get(name, "")) for name, words in COLUMNS.items()],
        ways=[one.value for one in SafeChannel],
        concerns=[one.value for one in Concern],
        most=MOST_ROWS,
        gone="gone" in request.args,
        has_errors=bool(refused),
    )
    return make_response(page, status)
