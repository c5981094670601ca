"""The queue of pairs, one pair side by side, and what was merged."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.duplicates import words
from app.domain.listing_document import FIELDS, Document, differing, has_secrets
from app.domain.roles import Permission
from app.operations import audit, merging
from app.operations import duplicates as operations
from app.operations.listing_snapshot import PARTS
from app.operations.merging import Take
from app.queries import duplicates as queries
from app.queries.listing_documents import document_of
from app.web import listing_fields
from app.web.access import requires
from app.web.ground import ground
from app.web.listing_fields import Words
from app.web.viewer import viewer

bp = Blueprint("duplicates", __name__, url_prefix="/listings/duplicates")

PAGE = 25


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


@dataclass(frozen=True, slots=True)
class Line:
    """One field of two listings, side by side."""

    key: str
    name: str
    first: list[Words]
    second: list[Words]
    can_be_both: bool
    chosen: str


@bp.get("")
@requires(Permission.LISTING_MERGE)
def queue() -> ResponseReturnValue:
    page = max(1, request.args.get("page", 1, type=int))
    rows, count = queries.queue(viewer(), most=PAGE, start=(page - 1) * PAGE)
    return render_template(
        "duplicates/queue.html",
        rows=rows,
        count=count,
        page=page,
        pages=-(-count // PAGE),
        merges=queries.merges(viewer(), most=5),
        words=words,
    )


@bp.get("/<uuid:pair_id>")
@requires(Permission.LISTING_MERGE)
def compare(pair_id: uuid.UUID) -> ResponseReturnValue:
    pair = queries.pair(viewer(), pair_id)
    first, second = (queries.service(viewer(), id_) for id_ in (pair.first_id, pair.second_id))
    kept = likelier((first.checked_on, second.checked_on))
    one, other = document_of(first.id), document_of(second.id)
    for service, document in ((first, one), (second, other)):
        if has_secrets(document):
            audit.seen(viewer(), "listing.secret-seen", of=("listing", service.id))
    return render_template(
        "duplicates/compare.html",
        pair=queries.pair_row(viewer(), pair),
        first=first,
        second=second,
        lines=lines(one, other, kept),
        same=len(FIELDS) - len(differing(one, other)),
        kept=kept,
        words=words,
    )


def lines(first: Document, second: Document, kept: str) -> list[Line]:
    """The fields in which two listings differ, in the order of the form; chosen as most people would."""
    made = []
    for key in differing(first, second):
        one, other = listing_fields.lines(key, first), listing_fields.lines(key, second)
        both = key in PARTS and bool(one) and bool(other)
        chosen = "both" if both else kept if one and other else "first" if one else "second"
        made.append(Line(key, listing_fields.name_of(key), one, other, both, chosen))
    return made


def likelier(checked: tuple[dt.date | None, dt.date | None]) -> str:
    """Which address to keep, unless somebody says otherwise: the one checked last."""
    days = [day.toordinal() if day else 0 for day in checked]
    return "second" if days[1] > days[0] else "first"


@bp.post("/<uuid:pair_id>/merge")
@requires(Permission.LISTING_MERGE)
def merge(pair_id: uuid.UUID) -> ResponseReturnValue:
    """Make one of two, field by field as it was chosen."""
    pair = queries.pair(viewer(), pair_id)
    sides = {
        "first": queries.service(viewer(), pair.first_id),
        "second": queries.service(viewer(), pair.second_id),
    }
    stays = "second" if request.form.get("stays") == "second" else "first"
    other = "first" if stays == "second" else "second"
    seen = {side: request.form.get(f"{side}_version", 0, type=int) for side in sides}
    choices: dict[str, Take] = {}
    for key in FIELDS:
        match request.form.get(f"field-{key}", ""):
            case "both" if key in PARTS:
                choices[key] = Take.BOTH
            case side if side == other:
                choices[key] = Take.THEIRS
    made = merging.merge(
        sides[stays],
        sides[other],
        by=viewer(),
        ground=ground(),
        choices=choices,
        versions_seen=(seen[stays], seen[other]),
    )
    return redirect(url_for(".merged", merge_id=made.id), 303)


@bp.post("/<uuid:pair_id>/different")
@requires(Permission.LISTING_MERGE)
def different(pair_id: uuid.UUID) -> ResponseReturnValue:
    operations.not_the_same(queries.pair(viewer(), pair_id), by=viewer())
    return redirect(url_for(".queue"), 303)


@bp.get("/merged")
@requires(Permission.LISTING_MERGE)
def merges() -> ResponseReturnValue:
    return render_template("duplicates/merges.html", rows=queries.merges(viewer(), most=100))


@bp.get("/merged/<uuid:merge_id>")
@requires(Permission.LISTING_MERGE)
def merged(merge_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.merge(viewer(), merge_id)
    return render_template("duplicates/merged.html", row=queries.merge_row(viewer(), found))


@bp.post("/merged/<uuid:merge_id>/undo")
@requires(Permission.LISTING_MERGE)
def undo(merge_id: uuid.UUID) -> ResponseReturnValue:
    found = queries.merge(viewer(), merge_id)
    merging.undo(found, by=viewer(), ground=ground())
    return redirect(url_for(".merged", merge_id=found.id), 303)
