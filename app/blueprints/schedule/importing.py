"""A partner's own spreadsheet of activities: a template, a dry run, then in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.blueprints.schedule.blueprint import bp
from app.blueprints.schedule.fields import offered_areas, whole_place
from app.domain.activity_rows import (
    COLUMNS,
    MOST_ROWS,
    NEEDED,
    WHOLE,
    Lists,
    RowFault,
    SheetRow,
    columns_of,
    lacking,
    read,
)
from app.domain.engagement import (
    VOCABULARIES,
    ActivityKind,
    ActivityStatus,
    CampaignStep,
    EqualityCheck,
    Influence,
    TagGroup,
)
from app.domain.feeds.sums import Refused, Why
from app.domain.roles import Permission
from app.domain.spreadsheet_cells import csv_lines
from app.domain.words import fold
from app.extensions import limiter
from app.gateways import uploaded_tables
from app.gateways.feed_documents import Table
from app.operations import activity_imports, journey_drafts
from app.operations.activity_imports import Report
from app.queries.journey_drafts import answers_of, draft_of
from app.web.access import requires
from app.web.activity_words import term_words, terms_of
from app.web.i18n import current_language
from app.web.labels_schedule import WORDS
from app.web.place import place
from app.web.transaction import letting_go
from app.web.viewer import viewer

READING = "60 per hour"
JOURNEY = "engagement-import"
FILE = "file"
PLAIN = (".csv", ".tsv", ".txt")

CHOICES: Mapping[str, type[StrEnum]] = {
    "kind": ActivityKind,
    "status": ActivityStatus,
    "influence": Influence,
    "equality_check": EqualityCheck,
    "campaign_step": CampaignStep,
}
"""Columns whose words are ours."""

FAULTS: Mapping[RowFault, str] = {
    RowFault.MISSING: _l("Write something here"),
    RowFault.NOT_A_DAY: _l("Write a day with its year, such as 24 November 2026"),
    RowFault.ENDS_BEFORE: _l("It ends before it begins. Look at both days again"),
    RowFault.NOT_ON_LIST: _l("Use words that stand in the list for this column"),
    RowFault.NO_SUCH_AREA: _l("We do not know this area. Use the name of a ward or a neighbourhood"),
    RowFault.TOO_LONG: _l("Make it shorter"),
    RowFault.NOT_YES_OR_NO: _l("Write yes or no"),
}


@bp.get("/engagement/import")
@requires(Permission.ENGAGEMENT_PLAN)
def imports() -> ResponseReturnValue:
    """What a file must look like."""
    return page()


@bp.get("/engagement/import/activities.csv")
@requires(Permission.ENGAGEMENT_PLAN)
def import_template() -> ResponseReturnValue:
    """An empty file with the right headings."""
    response = Response("".join(csv_lines(COLUMNS.values(), [])), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="activities.csv"'
    return response


@bp.post("/engagement/import")
@requires(Permission.ENGAGEMENT_PLAN)
@limiter.limit(READING)
def import_file() -> ResponseReturnValue:
    """Read it and say what would come of it. Nothing is in the schedule yet."""
    given = request.files.get(FILE)
    data = given.read() if given else b""
    with letting_go():
        table = uploaded_tables.read(data, "upload") if data else Refused("upload", Why.EMPTY)
    if refused := refused_words(table, looks_like_none(given.filename or "" if given else "", data)):
        return page(refused=refused, status=422)
    assert isinstance(table, Table)
    cells = [[number, dict(row)] for number, row in table.rows if any(row.values())]
    held: dict[str, Any] = {"headings": list(table.columns), "rows": cells}
    report = activity_imports.dry_run(rows_of(held))
    token = ""
    if report.new:
        token = journey_drafts.begin(JOURNEY, {FILE: held}, by=viewer(), language=current_language())
    return page(report=report, token=token, unread=unread(list(table.columns)))


@bp.post("/engagement/import/bring-in")
@requires(Permission.ENGAGEMENT_PLAN)
def import_apply() -> ResponseReturnValue:
    """Bring in what was looked at, once. Pressed twice, it says the same."""
    by = viewer()
    draft = draft_of(JOURNEY, request.form.get("token", ""), account=by.account_id, locked=True)
    if draft is None:
        return redirect(url_for(".imports", said="gone"), 303)
    report = activity_imports.bring_in(rows_of(answers_of(draft)[FILE]), by=by)
    journey_drafts.forget(draft, by=by)
    return redirect(url_for(".imports", said="in", new=len(report.new)), 303)


def rows_of(held: Mapping[str, Any]) -> list[SheetRow]:
    columns, lists, today = columns_of(held["headings"]), lists_here(), clock.today()
    return [read(number, cells, columns, lists, today) for number, cells in held["rows"]]


def unread(headings: list[str]) -> list[str]:
    """Columns of the file that nothing here stands for."""
    taken = columns_of(headings).values()
    return [one for one in headings if one and one not in taken]


def lists_here() -> Lists:
    """The place's areas and lists by name, and the words of every choice in the reader's language."""
    areas = {fold(word): area.code for area in offered_areas() for word in (area.code, area.name)}
    near = {key: one.ward for one in place().localities for key in one.keys}
    whole = dict.fromkeys(whole_place(), WHOLE)
    known: dict[TagGroup, Mapping[str, str]] = {TagGroup.AREA: {**near, **areas, **whole}}
    for group in VOCABULARIES:
        known[group] = {
            fold(word): term.key for term in terms_of(group) for word in (term.key, *term.words.values())
        }
    words = {kind: {fold(str(said)): one.value for one, said in of.items()} for kind, of in WORDS.items()}
    return Lists(known, words)


def looks_like_none(name: str, data: bytes) -> bool:
    """Neither a workbook nor a file of plain rows, by its name and how it begins."""
    return not data.startswith(uploaded_tables.WORKBOOK) and not name.lower().endswith(PLAIN)


def refused_words(table: Table | Refused, looks_broken: bool) -> str:
    """Why the file as a whole is not read, and what to do; empty where it is."""
    if isinstance(table, Refused):
        return unread_words(table.why)
    if missing := lacking(columns_of(list(table.columns))):
        if looks_broken:
            return unread_words(Why.NOT_KNOWN)
        return _(
            "This file lacks these columns: %(names)s. Download our empty file and copy your rows into it.",
            names=", ".join(missing),
        )
    if not table.rows:
        return unread_words(Why.EMPTY)
    if len(table.rows) > MOST_ROWS:
        return _("This file has more than %(most)s rows. Send it in several files.", most=MOST_ROWS)
    return ""


def unread_words(why: Why) -> str:
    match why:
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


def fault_words(name: str, fault: RowFault) -> str:
    """What to do about a cell, with what its column takes."""
    values = values_of_list(name) if fault is RowFault.NOT_ON_LIST else []
    return _("Use only these words: %(values)s", values="; ".join(values)) if values else str(FAULTS[fault])


def values_of_list(name: str) -> list[str]:
    """What a column of ours or of the place takes, in the reader's language."""
    if name in CHOICES:
        return [str(words) for words in WORDS[CHOICES[name]].values()]
    group = TagGroup(name)
    return term_words(group, [term.key for term in terms_of(group)])


def page(
    *,
    report: Report | None = None,
    token: str = "",
    refused: str = "",
    unread: list[str] | None = None,
    status: int = 200,
) -> Response:
    faults = [
        (number, COLUMNS[name], fault_words(name, fault))
        for number, wrong in (report.wrong if report else ())
        for name, fault in wrong.items()
    ]
    found = render_template(
        "schedule/imports.html",
        report=report,
        token=token,
        refused=refused,
        unread=unread or [],
        faults=faults,
        columns=[(words, name in NEEDED) for name, words in COLUMNS.items()],
        lists=[(COLUMNS[name], values_of_list(name)) for name in CHOICES],
        most=MOST_ROWS,
        new=request.args.get("new", type=int) or 0,
        has_errors=bool(refused),
    )
    return make_response(found, status)
