"""A file of feedback: sent, its columns named, looked at, brought in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.blueprints.outside.forms import ColumnsForm, NewForm
from app.domain.feeds.sums import Refused, Why
from app.domain.insight import OutsideKind
from app.domain.outside_rows import MOST_ROWS, Column, OutsideFault, Read, read_all
from app.domain.roles import Permission
from app.domain.words import fold
from app.extensions import limiter
from app.gateways import uploaded_tables
from app.gateways.feed_documents import MEGABYTE, Table
from app.operations import journey_drafts, outside
from app.queries import outside as queries
from app.queries.journey_drafts import answers_of, draft_of
from app.web.access import requires
from app.web.i18n import current_language
from app.web.place import place
from app.web.transaction import letting_go
from app.web.viewer import viewer

bp = Blueprint("outside", __name__, url_prefix="/insight/outside")

READING = "60 per hour"
JOURNEY = "outside-import"
FILE, COLUMNS = "file", "columns"
MOST_BYTES = 5 * MEGABYTE
BOUNDS = replace(uploaded_tables.BOUNDS, file_bytes=MOST_BYTES, rows=MOST_ROWS + 1)
PLAIN = (".csv", ".tsv", ".txt")
WORKBOOK = b"PK"

FAULTS: Mapping[OutsideFault, str] = {
    OutsideFault.NO_TEXT: _l("Nothing is written in it"),
    OutsideFault.TOO_LONG: _l("It is longer than 10,000 letters. Make several rows of it"),
    OutsideFault.NOT_A_DAY: _l("Write the day with its year, such as 24 November 2025, or only the year"),
    OutsideFault.NO_DAY: _l("It has no day. Write one, or say on the first page when it was said"),
    OutsideFault.IN_FUTURE: _l("This day is still to come"),
    OutsideFault.NOT_YES_OR_NO: _l("Write yes, no or nothing for whether we may show it"),
    OutsideFault.TOO_MANY_QUESTIONS: _l("The file has more than 30 questions. Send it in several files"),
}


@bp.get("")
@requires(Permission.FEEDBACK_IMPORT)
def listed() -> ResponseReturnValue:
    """What has come in."""
    new_ones = request.args.get("new", type=int) or 0
    return render_template("outside/listed.html", rows=queries.listed(), new=new_ones)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.FEEDBACK_IMPORT, most_bytes=MOST_BYTES + MEGABYTE)
@limiter.limit(READING, methods=["POST"])
def new() -> ResponseReturnValue:
    """Send a file. Nothing is kept of it but a draft of one's own."""
    form = NewForm()
    form.offer()
    if not form.validate_on_submit():
        return page("outside/new.html", form=form, status=422 if form.is_submitted() else 200)
    given = form.file.data
    data = given.read()
    with letting_go():
        table = uploaded_tables.read(data, "upload", BOUNDS) if data else Refused("upload", Why.EMPTY)
    if wrong := refused_words(table, data, given.filename or ""):
        form.file.errors = [wrong]
        return page("outside/new.html", form=form, status=422)
    assert isinstance(table, Table)
    held = {
        "name": form.name.data,
        "kind": form.kind.data,
        "day": form.day.data.isoformat() if form.day.data else "",
        "digest": hashlib.sha256(data).hexdigest(),
        "headings": [one for one in dict.fromkeys(table.columns) if one],
        "rows": [[number, dict(row)] for number, row in table.rows if any(row.values())],
    }
    token = journey_drafts.begin(JOURNEY, {FILE: held}, by=viewer(), language=current_language())
    chosen = ColumnsForm(formdata=None, token=token)
    chosen.offer(held["headings"], held["rows"])
    chosen.guess(held["headings"])
    return page("outside/columns.html", form=chosen, held=held, same=queries.same_file(held["digest"]))


@bp.post("/look")
@requires(Permission.FEEDBACK_IMPORT)
def look() -> ResponseReturnValue:
    """What would come in."""
    form = ColumnsForm()
    draft = draft_of(JOURNEY, form.token.data or "", account=viewer().account_id, locked=True)
    if draft is None:
        return redirect(url_for(".listed", said="gone"), 303)
    held = answers_of(draft)[FILE]
    form.offer(held["headings"], held["rows"])
    if not form.validate():
        return page("outside/columns.html", form=form, held=held, same=None, status=422)
    journey_drafts.write(draft, COLUMNS, {column.value: said for column, said in form.columns.items()})
    rows = rows_of(held, form.columns)
    report = outside.dry_run(rows)
    return page(
        "outside/look.html",
        held=held,
        token=form.token.data,
        report=report,
        faults=[(one.number, FAULTS[one.fault]) for one in report.wrong if one.fault],
        form=form,
    )


@bp.post("/bring-in")
@requires(Permission.FEEDBACK_IMPORT)
def bring_in() -> ResponseReturnValue:
    """Bring in what was looked at, once. Pressed twice, it says the same."""
    by = viewer()
    draft = draft_of(JOURNEY, request.form.get("token", ""), account=by.account_id, locked=True)
    held = answers_of(draft) if draft else {}
    if draft is None or COLUMNS not in held:
        return redirect(url_for(".listed", said="gone"), 303)
    columns = {Column(name): heading for name, heading in held[COLUMNS].items()}
    file = held[FILE]
    made = outside.bring_in(
        rows_of(file, columns),
        name=file["name"],
        kind=OutsideKind(file["kind"]),
        digest=file["digest"],
        columns={heading: column.value for column, heading in columns.items()},
        by=by,
    )
    journey_drafts.forget(draft, by=by)
    return redirect(url_for(".listed", said="in" if made else "nothing", new=made.kept if made else 0), 303)


def rows_of(held: Mapping[str, Any], columns: Mapping[Column, str]) -> list[Read]:
    wards = {fold(word): ward.code for ward in place().wards for word in (ward.code, ward.name)}
    otherwise = dt.date.fromisoformat(held["day"]) if held["day"] else None
    rows = [(number, cells) for number, cells in held["rows"]]
    return read_all(rows, columns, wards, today=clock.today(), otherwise=otherwise)


def refused_words(table: Table | Refused, data: bytes, name: str) -> str:
    """Why the file as a whole is not read, and what to do; empty where it is."""
    why = table.why if isinstance(table, Refused) else None
    if why is None and not data.startswith(WORKBOOK) and not name.lower().endswith(PLAIN):
        why = Why.NOT_KNOWN
    if why is None and not (isinstance(table, Table) and table.rows):
        why = Why.EMPTY
    match why:
        case None:
            return ""
        case Why.EMPTY:
            return _("Choose a file that has rows in it.")
        case Why.TOO_BIG | Why.TOO_DEEP | Why.TOO_SLOW:
            return _("This file is too big for us. Send it in several files.")
        case Why.LOCKED:
            return _("This file has a password. Save it without one.")
        case Why.OLD_WORKBOOK:
            return _("This is an old kind of spreadsheet. Save it as .xlsx or as CSV.")
        case _:
            return _(
                "This file cannot be read as a spreadsheet. Save it as .xlsx or as CSV, then send it again."
            )


def page(template: str, *, status: int = 200, **shown: Any) -> Response:
    return make_response(render_template(template, most=MOST_ROWS, **shown), status)
