"""What is missing in the city: written down with somebody, and counted for leads without anybody in it."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.introductions.blueprint import bp
from app.blueprints.introductions.forms import MissingForm
from app.domain.referral import Concern
from app.domain.roles import Permission
from app.domain.unmet_needs import FEWEST, WhyUnmet, by_theme
from app.operations import unmet_needs
from app.queries import introductions as queries
from app.web.access import requires
from app.web.case_frame import called, frame
from app.web.opening import opened_case
from app.web.place import place
from app.web.viewer import viewer


@bp.route("/cases/<uuid:case_id>/missing", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def missing(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="missing")
    form = MissingForm(data={"key": str(uuid.uuid4())})
    form.offer(case.concerns)
    if form.validate_on_submit():
        unmet_needs.record(
            case,
            Concern(form.theme.data),
            WhyUnmet(form.why.data),
            key=form.id,
            by=viewer(),
            words=form.words.data or "",
        )
        return redirect(url_for(".listed", case_id=case.id, said="missing"), 303)
    page = render_template(
        "introductions/missing.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        form=form,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 200


@bp.get("/cases/unmet")
@requires(Permission.CASE_LEAD)
def unmet() -> ResponseReturnValue:
    """Counts only, none of them small: nobody can be told from it, so no look is traced."""
    wards = place().ward_names
    return render_template(
        "introductions/unmet.html",
        themes=by_theme(queries.unmet(viewer())),
        ward_name=lambda code: wards.get(code, _("Area not known")),
        fewest=FEWEST,
    )
