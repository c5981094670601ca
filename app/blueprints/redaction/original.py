"""What is hidden in a point, for who has a reason: the reason is kept, and the look is traced."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.redaction.forms import WhyForm
from app.blueprints.redaction.routes import bp, kept_days, place, version_sent
from app.domain.errors import NotAllowedError, StaleError
from app.domain.reading import id_from
from app.domain.roles import Permission
from app.operations import redactions
from app.queries import redactions as queries
from app.web.access import requires
from app.web.opening import opened
from app.web.viewer import viewer

if TYPE_CHECKING:
    from app.models.conversations import Point


@bp.route("/points/<uuid:point_id>/original", methods=["GET", "POST"])
@requires(Permission.ORIGINAL_SEE)
def original(point_id: uuid.UUID) -> ResponseReturnValue:
    """First why, then the words: they stand only in the answer to the form. To show some again takes a reason
    too."""
    point = opened(
        "point",
        point_id,
        lambda: queries.point_for(viewer(), point_id, Permission.ORIGINAL_SEE),
        part="original",
    )
    form = WhyForm()
    if not form.validate_on_submit():
        return page(point, form, 422 if form.is_submitted() else 200)
    why = form.why.data or ""
    if (shown_id := id_from(request.form.get("do", "").removeprefix("show:"))) is None:
        redactions.look_beneath(point, why, by=viewer())
        return page(point, form, words=point.words or "")
    try:
        version = version_sent()
        redactions.show_again(point, shown_id, why, by=viewer(), version=version, place=place())
    except (StaleError, NotAllowedError):
        return page(point, form, 409)
    return redirect(url_for(".shown", point_id=point.id, did="shown"), 303)


def page(point: Point, form: WhyForm, status: int = 200, *, words: str = "") -> Response:
    looked = queries.looked(viewer(), point, place(), kept_days=kept_days())
    markup = render_template(
        "redaction/original.html",
        looked=looked,
        form=form,
        words=words,
        looks=queries.looks_beneath(point.id),
        is_stale=status == 409,
        has_errors=status == 422,
    )
    return make_response(markup, status)
