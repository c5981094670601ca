"""What a provider says on the phone, written down by the link worker for them."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.introductions.blueprint import bp
from app.blueprints.introductions.introducing import opened_one
from app.domain.errors import NotAllowedError
from app.domain.machine import Actor
from app.domain.roles import Permission
from app.operations.history import actor_of
from app.operations.provider_answers import Teller
from app.queries import sharing
from app.web.access import requires
from app.web.case_frame import called, frame
from app.web.provider_answers import ANSWERS, SLUGS, offered
from app.web.viewer import viewer


@bp.route(
    f"/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/by-phone/<{SLUGS}>", methods=["GET", "POST"]
)
@requires(Permission.CASE_WORK)
def by_phone(case_id: uuid.UUID, introduction_id: uuid.UUID, answer: str) -> ResponseReturnValue:
    """Raises: NotThereError, NotAllowedError, StaleError."""
    case, one = opened_one(case_id, introduction_id, part="introductions")
    asked = ANSWERS[answer]
    if asked not in offered(one, (Actor.LINK_WORKER,)):
        raise NotAllowedError
    form = asked.form(data={"version": str(one.version)})
    if form.validate_on_submit():
        to = sharing.receiver(one.service_id).organization if one.service_id else ""
        said = form.say(one.id, Teller(viewer(), actor_of(viewer()), on_behalf_of=to or one.service_name))
        return redirect(url_for(".shown", case_id=case.id, introduction_id=one.id, said=said), 303)
    page = render_template(
        "introductions/by_phone.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        one=one,
        asked=asked,
        form=form,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 200
