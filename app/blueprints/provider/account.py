"""By an account: every introduction to one's own organisation that is still shared."""

from __future__ import annotations

import uuid

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.provider import door
from app.blueprints.provider.blueprint import bp
from app.blueprints.provider.door import Door
from app.domain.roles import Permission
from app.domain.sharing import read
from app.operations import audit
from app.operations.provider_answers import Teller
from app.queries.introductions import of_provider, shared_with
from app.web.access import requires
from app.web.labels import label, shape
from app.web.opening import opened
from app.web.provider_answers import SLUGS
from app.web.viewer import viewer


@bp.get("/provider")
@requires(Permission.INTRODUCTION_ANSWER)
def listed() -> ResponseReturnValue:
    rows = of_provider(viewer())
    audit.seen(viewer(), "introduction.listed", count=len(rows))
    return render_template(
        "provider/listed.html",
        rows=[(one, shape(one.status), label(one.status), read(one.shared).first_name) for one in rows],
    )


@bp.get("/provider/introductions/<uuid:introduction_id>")
@requires(Permission.INTRODUCTION_ANSWER)
def shown(introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return door.show(door_of(introduction_id))


@bp.post("/provider/introductions/<uuid:introduction_id>/open")
@requires(Permission.INTRODUCTION_ANSWER)
def opened_by_account(introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return door.open_it(door_of(introduction_id))


@bp.route(f"/provider/introductions/<uuid:introduction_id>/<{SLUGS}>", methods=["GET", "POST"])
@requires(Permission.INTRODUCTION_ANSWER)
def answered(introduction_id: uuid.UUID, answer: str) -> ResponseReturnValue:
    """Raises: NotThereError, NotAllowedError, StaleError."""
    return door.answer_it(door_of(introduction_id), answer)


def door_of(introduction_id: uuid.UUID) -> Door:
    """Another organisation's, a guessed one and one that is over are the same 404, traced.

    Raises: NotThereError.
    """
    one = opened(
        "introduction", introduction_id, lambda: shared_with(viewer(), introduction_id), part="provider"
    )
    return Door(
        one,
        Teller(viewer()),
        layout="layouts/staff.html",
        shown_url=url_for(".shown", introduction_id=one.id),
        open_url=url_for(".opened_by_account", introduction_id=one.id),
        answer_url=lambda slug: url_for(".answered", introduction_id=one.id, answer=slug),
        back_url=url_for(".listed"),
    )
