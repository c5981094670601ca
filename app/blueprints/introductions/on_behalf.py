"""What a provider says on the phone, written down by the link worker for them."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.introductions.blueprint import bp
from app.blueprints.introductions.introducing import opened_one
from app.domain.machine import Actor
from app.domain.roles import Permission
from app.operations.history import actor_of
from app.operations.provider_answers import Teller
from app.queries import sharing
from app.web.access import requires
from app.web.case_frame import called, frame
from app.web.moved_on import MovedOnError, words_of
from app.web.provider_answers import ANSWERS, SLUGS, offered
from app.web.viewer import viewer


@bp.route(
    f"/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/by-phone/<{SLUGS}>", methods=["GET", "POST"]
)
@requires(Permission.CASE_WORK)
def by_phone(case_id: uuid.UUID, introduction_id: uuid.UUID, answer: str) -> ResponseReturnValue:
    """An answer that is not open any more leads back to the page. Raises: NotThereError."""
    case, one = opened_one(case_id, introduction_id, part="introductions")
    asked = ANSWERS[answer]
    form = asked.form(data={"version": str(one.version)})
    shown_url = url_for(".shown", case_id=case.id, introduction_id=one.id)
    if asked not in offered(one, (Actor.LINK_WORKER,)) and not form.is_submitted():
        return redirect(shown_url, 303)
    refused = ""
    if form.validate_on_submit():
        to = sharing.receiver(one.service_id).organization if one.service_id else ""
        try:
            said = form.say(one.id, Teller(viewer(), actor_of(viewer()), on_behalf_of=to or one.service_name))
        except MovedOnError as error:
            if form.is_kept(one):
                return redirect(shown_url, 303)
            refused, form.version.data = words_of(error), str(one.version)
        else:
            return redirect(f"{shown_url}?said={said}", 303)
    page = render_template(
        "introductions/by_phone.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        one=one,
        asked=asked,
        form=form,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 409 if refused else 200
