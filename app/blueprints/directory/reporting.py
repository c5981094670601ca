"""Is this right? One tap, or a few words, for the people who keep the listings true."""

from __future__ import annotations

import uuid

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.directory.blueprint import bp
from app.blueprints.directory.forms import ReportForm
from app.blueprints.directory.listing import answer, found_or_404
from app.domain.listing import ReportReason
from app.domain.reports import coarse
from app.extensions import limiter, source
from app.operations import reports
from app.operations.index import ground
from app.web.access import public
from app.web.i18n import current_language
from app.web.place import place


@bp.route("/activities/<string:slug>/right", methods=["GET", "POST"])
@public
@limiter.limit("20 per hour; 60 per day", methods=["POST"])
def right(slug: str) -> ResponseReturnValue:
    found = found_or_404(slug)
    said = request.args.get("thanks", "")
    form = ReportForm(reason=said if said in set(ReportReason) else None)
    if form.validate_on_submit():
        reports.report(
            uuid.UUID(found.card.id),
            reason=ReportReason(form.reason.data),
            words=form.words.data or "",
            language=current_language(),
            ground=ground(place(), current_app.config["ROOT"]),
            source=coarse(source()),
            email=form.email.data or "",
        )
        words, told = form.words.data and "1", form.email.data and "1"
        return redirect(
            url_for(".right", slug=slug, thanks=form.reason.data, words=words or None, told=told or None), 303
        )
    response = answer(
        found,
        "directory/right.html",
        form=form,
        thanks=ReportReason(said) if said in set(ReportReason) and request.method == "GET" else None,
        is_whole="words" in request.args or "told" in request.args or said == ReportReason.RIGHT,
        is_told="told" in request.args,
        has_errors=bool(form.errors),
    )
    if form.errors:
        response.status_code = 422
    return response
