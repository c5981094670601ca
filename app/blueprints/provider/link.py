"""By the link of an e-mail. It opens one introduction, and nothing once the share is over."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.provider import door
from app.blueprints.provider.blueprint import bp
from app.blueprints.provider.door import Door
from app.domain.errors import GoneError
from app.domain.people import LinkPurpose
from app.domain.viewer import Viewer
from app.extensions import limiter
from app.operations import access_links, audit
from app.operations.provider_answers import Teller
from app.queries.introductions import shared_by_link
from app.web.access import public
from app.web.provider_answers import SLUGS

MANY = "60 per hour; 300 per day"


@bp.get("/provider/<string:token>")
@public
def introduction(token: str) -> ResponseReturnValue:
    """Raises: NotThereError for a link nobody made."""
    try:
        return door.show(opened(token))
    except GoneError:
        return render_template("provider/over.html"), 410


@bp.post("/provider/<string:token>/open")
@public
@limiter.limit(MANY)
def open_introduction(token: str) -> ResponseReturnValue:
    """Raises: NotThereError, GoneError."""
    return door.open_it(opened(token))


@bp.route(f"/provider/<string:token>/<{SLUGS}>", methods=["GET", "POST"])
@public
@limiter.limit(MANY, methods=["POST"])
def answer(token: str, answer: str) -> ResponseReturnValue:
    """Raises: NotThereError, GoneError, NotAllowedError, StaleError."""
    return door.answer_it(opened(token), answer)


def opened(token: str) -> Door:
    """It opens again and again until the share is over. Raises: NotThereError; GoneError from then on."""
    link = access_links.find(LinkPurpose.INTRODUCTION, token, used_too=True)
    by = Viewer(link_id=link.id)
    one = shared_by_link(link.introduction_id) if link.introduction_id else None
    if one is None:
        if link.introduction_id:
            audit.refused(by, "introduction.refused", of=("introduction", link.introduction_id))
        raise GoneError(link.purpose)
    audit.seen(by, "introduction.seen", of=("introduction", one.id), scope="link")
    return Door(
        one,
        Teller(by),
        layout="layouts/public.html",
        shown_url=url_for(".introduction", token=token),
        open_url=url_for(".open_introduction", token=token),
        answer_url=lambda slug: url_for(".answer", token=token, answer=slug),
    )
