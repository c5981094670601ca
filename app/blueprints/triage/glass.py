"""Opening somebody who may be the person of a referral and is nobody of one's own."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.triage import words
from app.blueprints.triage.blueprint import bp
from app.domain.errors import NotThereError
from app.domain.people import OverrideCategory
from app.domain.roles import Permission
from app.operations import audit, overrides
from app.queries import matching, trust
from app.web import reaching_words
from app.web.access import requires
from app.web.opening import opened_referral
from app.web.override_form import OverrideForm
from app.web.viewer import viewer


@bp.route("/<uuid:referral_id>/people/<uuid:person_id>", methods=["GET", "POST"])
@requires(Permission.BREAK_GLASS_OPEN)
def person(referral_id: uuid.UUID, person_id: uuid.UUID) -> ResponseReturnValue:
    """A form that asks why; for an hour after that, who they are. Only of a candidate of this referral."""
    referral, by = opened_referral(referral_id), viewer()
    found = {one.person_id: one for one in matching.candidates(by, referral)}.get(person_id)
    if found is None:
        audit.refused(by, "person.refused", of=("person", person_id))
        raise NotThereError
    if found.in_reach or trust.has_open_glass(by, "person", person_id, now=clock.now()):
        known = matching.identity(person_id)
        audit.seen(
            by, "person.seen", of=("person", person_id), scope="role" if found.in_reach else "break-glass"
        )
        return render_template(
            "triage/person.html",
            referral=referral,
            found=found,
            known=known,
            born=words.day_words(known.born_on),
            needs=reaching_words.lines(known.reaching, known.language),
            safe=reaching_words.safe_lines(known.reaching),
        )
    form = OverrideForm()
    if form.validate_on_submit():
        overrides.open_glass(
            ("person", person_id),
            category=OverrideCategory(form.category.data),
            reason=form.reason.data or "",
            by=by,
        )
        return redirect(url_for(".person", referral_id=referral_id, person_id=person_id), 303)
    page = render_template("triage/glass.html", referral=referral, called=words.called(found), form=form)
    return page, 422 if form.errors else 200
