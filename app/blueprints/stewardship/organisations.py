"""Organisers whose changes are published at once."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.stewardship import asked
from app.blueprints.stewardship.blueprint import bp
from app.domain.errors import NotThereError
from app.domain.listing_change import SAMPLE_EVERY
from app.domain.roles import Permission
from app.domain.typed_text import clean_line
from app.operations import trusted_organisers
from app.queries import stewardship
from app.queries.stewardship import A_PAGE, MOST_TYPED
from app.web.access import requires
from app.web.viewer import viewer


@bp.get("/listings/organisations")
@requires(Permission.LISTING_REVIEW)
def organisations() -> ResponseReturnValue:
    typed = clean_line(request.args.get("q", ""))[:MOST_TYPED]
    only_trusted, page = "trusted" in request.args, asked.page_number()
    rows, total = stewardship.organizations(viewer(), typed=typed, only_trusted=only_trusted, page=page)
    return render_template(
        "stewardship/organisations.html",
        rows=rows,
        total=total,
        typed=typed,
        only_trusted=only_trusted,
        pages=asked.pages_of(page, total, A_PAGE),
        every=SAMPLE_EVERY,
    )


@bp.post("/listings/organisations/<uuid:organization_id>/trust")
@requires(Permission.LISTING_REVIEW)
def trust(organization_id: uuid.UUID) -> ResponseReturnValue:
    organization = stewardship.organization_for(viewer(), organization_id)
    if organization is None:
        raise NotThereError
    trusted_organisers.trust(organization, request.form.get("trusted") == "yes", by=viewer())
    return redirect(url_for(".organisations", q=organization.name), 303)
