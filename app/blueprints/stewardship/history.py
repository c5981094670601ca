"""What a listing said before, what lies between two of its versions, and going back."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.stewardship import asked
from app.blueprints.stewardship.blueprint import bp
from app.domain.errors import NotThereError
from app.domain.listing_document import has_secrets, keeping_secrets, without_secrets
from app.domain.roles import Permission
from app.operations import audit
from app.operations import listings as operations
from app.queries import versions as queries
from app.queries.listing_documents import document_of
from app.web.access import requires
from app.web.ground import ground
from app.web.listing_changes import shown
from app.web.viewer import viewer


@bp.get("/listings/<uuid:listing_id>/history")
@requires(Permission.LISTING_EDIT)
def history(listing_id: uuid.UUID) -> ResponseReturnValue:
    service = queries.listing_for(viewer(), listing_id, Permission.LISTING_EDIT)
    rows = queries.history(listing_id)
    return render_template(
        "stewardship/history.html",
        service=service,
        rows=rows,
        said=request.args.get("said", ""),
        can_restore=viewer().may(Permission.LISTING_REVIEW),
    )


@bp.get("/listings/<uuid:listing_id>/history/<int:number>")
@requires(Permission.LISTING_EDIT)
def version(listing_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """What a version changed, or what lies between it and the one in `against` (0: as the listing is now)."""
    service = queries.listing_for(viewer(), listing_id, Permission.LISTING_EDIT)
    rows = {row.number: row for row in queries.history(listing_id)}
    row = rows.get(number)
    if row is None:
        raise NotThereError
    other = asked.whole("against") if "against" in request.args else number - 1
    after = queries.document_at(listing_id, number)
    if other == 0 and number == 1 and "against" not in request.args:
        before = after
    else:
        before = document_of(listing_id) if other == 0 else queries.document_at(listing_id, other)
    older, newer = (after, before) if is_older(number, other) else (before, after)
    secret = queries.ever_secret(listing_id)
    guarded = [keeping_secrets(one, secret) for one in (older, newer)]
    if any(has_secrets(one) for one in guarded):
        if queries.sees_secrets(viewer(), listing_id):
            audit.seen(viewer(), "listing.secret-seen", of=("listing", listing_id))
        else:
            older, newer = (without_secrets(one) for one in guarded)
    return render_template(
        "stewardship/version.html",
        service=service,
        row=row,
        other=other,
        numbers=[one for one in rows if one != number],
        fields=shown(older, newer),
        is_first=number == 1 and "against" not in request.args,
        can_restore=viewer().may(Permission.LISTING_REVIEW) and number != max(rows),
    )


@bp.post("/listings/<uuid:listing_id>/history/<int:number>/restore")
@requires(Permission.LISTING_REVIEW)
def restore(listing_id: uuid.UUID, number: int) -> ResponseReturnValue:
    service = queries.listing_for(viewer(), listing_id, Permission.LISTING_EDIT)
    changed = operations.restore(service, number, by=viewer(), ground=ground())
    said = "restored" if changed else "same"
    return redirect(url_for(".history", listing_id=listing_id, said=said), 303)


def is_older(number: int, other: int) -> bool:
    """Is the version that was opened the older of the two? 0 stands for now."""
    return other == 0 or number < other
