"""The page a reminder opens: still right, something changed, or it has stopped. No sign-in.

A link that is opened only shows; mail scanners open links too. What acts is a button.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.freshness.blueprint import bp
from app.blueprints.freshness.forms import RoomForm, StoppedForm
from app.domain.errors import GoneError, NotThereError
from app.domain.listing import Capacity, CheckedBy
from app.domain.people import LinkPurpose
from app.domain.viewer import Viewer
from app.extensions import limiter
from app.models.people import AccessLink
from app.operations import access_links, checks
from app.operations import sessions as browser_sessions
from app.operations.index import ground
from app.queries import directory
from app.queries.checks import silent_websites, waits_to_be_stopped
from app.queries.listings import ListingPage
from app.web import listing_page, sessions
from app.web.access import public
from app.web.filters import full_date
from app.web.i18n import current_language
from app.web.place import place
from app.web.viewer import viewer

MANY = "60 per hour; 200 per day"


@dataclass(frozen=True)
class Asked:
    """One listing of the link, with what its page says now."""

    id: uuid.UUID
    found: ListingPage | None
    """None for what has been taken down since."""
    words: dict[str, Any]
    is_done: bool
    """Checked today, or about to be stopped."""
    is_stopping: bool
    is_silent: bool
    """Its website does not answer."""


@bp.get("/still-right/<string:token>")
@public
def still_right(token: str) -> ResponseReturnValue:
    try:
        _link, ids = opened(token)
    except GoneError:
        return make_response(render_template("freshness/over.html"), 410)
    return render_template("freshness/still_right.html", token=token, asked=[asked(one) for one in ids])


@bp.post("/still-right/<string:token>/all")
@public
@limiter.limit(MANY)
def all_right(token: str) -> ResponseReturnValue:
    link, ids = opened(token)
    for one in ids:
        if asked(one).found is not None:
            mark(link, one)
    return redirect(url_for(".still_right", token=token), 303)


@bp.post("/still-right/<string:token>/<uuid:listing_id>/right")
@public
@limiter.limit(MANY)
def right(token: str, listing_id: uuid.UUID) -> ResponseReturnValue:
    link = opened_for(token, listing_id)
    mark(link, listing_id)
    return redirect(url_for(".thanks", token=token, listing_id=listing_id), 303)


@bp.get("/still-right/<string:token>/<uuid:listing_id>/thanks")
@public
def thanks(token: str, listing_id: uuid.UUID) -> ResponseReturnValue:
    opened_for(token, listing_id)
    return thanks_page(token, listing_id, RoomForm())


@bp.post("/still-right/<string:token>/<uuid:listing_id>/places")
@public
@limiter.limit(MANY)
def room(token: str, listing_id: uuid.UUID) -> ResponseReturnValue:
    link = opened_for(token, listing_id)
    form = RoomForm()
    if not form.validate_on_submit():
        return thanks_page(token, listing_id, form)
    checks.say_room(
        listing_id,
        Capacity(form.capacity.data),
        form.weeks.data,
        by=acting(link, listing_id),
        ground=ground(place(), current_app.config["ROOT"]),
    )
    return redirect(url_for(".thanks", token=token, listing_id=listing_id, room="said"), 303)


@bp.post("/still-right/<string:token>/<uuid:listing_id>/changed")
@public
@limiter.limit(MANY)
def changed(token: str, listing_id: uuid.UUID) -> ResponseReturnValue:
    """To the form. Who is signed in keeps their own session."""
    link = opened_for(token, listing_id)
    checks.is_changing(listing_id)
    answer = make_response(redirect(url_for("editing.sections", listing_id=listing_id), 303))
    if viewer().is_signed_in:
        return answer
    return sessions.remember(answer, browser_sessions.start_for_link(link_for(link, listing_id)))


@bp.route("/still-right/<string:token>/<uuid:listing_id>/stopped", methods=["GET", "POST"])
@public
@limiter.limit(MANY, methods=["POST"])
def stopped(token: str, listing_id: uuid.UUID) -> ResponseReturnValue:
    link = opened_for(token, listing_id)
    form = StoppedForm()
    if form.validate_on_submit():
        checks.say_stopped(
            listing_id,
            note=stopped_note(form.stopped_on.data, form.instead.data or ""),
            by=acting(link, listing_id),
            language=current_language(),
            ground=ground(place(), current_app.config["ROOT"]),
        )
        return redirect(url_for(".has_stopped", token=token, listing_id=listing_id), 303)
    page = make_response(
        render_template(
            "freshness/stopped.html",
            token=token,
            asked=asked(listing_id),
            form=form,
            has_errors=bool(form.errors),
        )
    )
    page.status_code = 422 if form.errors else 200
    return page


@bp.get("/still-right/<string:token>/<uuid:listing_id>/has-stopped")
@public
def has_stopped(token: str, listing_id: uuid.UUID) -> ResponseReturnValue:
    _link, ids = opened_with(token, listing_id)
    return render_template(
        "freshness/has_stopped.html", token=token, asked=asked(listing_id), more=len(ids) > 1
    )


def thanks_page(token: str, listing_id: uuid.UUID, form: RoomForm) -> Response:
    _link, ids = opened_with(token, listing_id)
    page = make_response(
        render_template(
            "freshness/thanks.html",
            token=token,
            asked=asked(listing_id),
            form=form,
            has_errors=bool(form.errors),
            more=len(ids) > 1,
        )
    )
    page.status_code = 422 if form.errors else 200
    return page


def opened(token: str) -> tuple[AccessLink, list[uuid.UUID]]:
    """The link and its listings. It opens again and again until it runs out.

    Raises: NotThereError, GoneError.
    """
    link = access_links.find(LinkPurpose.STILL_RIGHT, token, used_too=True)
    held = (link.arguments or {}).get("listings")
    ids = [uuid.UUID(str(one)) for one in held] if isinstance(held, list) else []
    if link.service_id is not None and link.service_id not in ids:
        ids.append(link.service_id)
    return link, ids


def opened_with(token: str, listing_id: uuid.UUID) -> tuple[AccessLink, list[uuid.UUID]]:
    """Raises: NotThereError also for a listing that is not the link's."""
    link, ids = opened(token)
    if listing_id not in ids:
        raise NotThereError
    return link, ids


def opened_for(token: str, listing_id: uuid.UUID) -> AccessLink:
    return opened_with(token, listing_id)[0]


def asked(listing_id: uuid.UUID) -> Asked:
    stopping = waits_to_be_stopped(listing_id)
    try:
        found = directory.listing(str(listing_id), place=place(), lang=current_language())
    except (GoneError, NotThereError):
        return Asked(listing_id, None, {}, is_done=True, is_stopping=stopping, is_silent=False)
    return Asked(
        listing_id,
        found,
        listing_page.context(found),
        is_done=found.card.checked_on == clock.today() or stopping,
        is_stopping=stopping,
        is_silent=listing_id in silent_websites([listing_id]),
    )


def mark(link: AccessLink, listing_id: uuid.UUID) -> None:
    checks.mark(
        listing_id,
        by=acting(link, listing_id),
        checked_by=CheckedBy.ORGANISER,
        ground=ground(place(), current_app.config["ROOT"]),
    )


def acting(link: AccessLink, listing_id: uuid.UUID) -> Viewer:
    """Whoever holds the link, for this listing."""
    return Viewer(link_id=link.id, listings=frozenset({listing_id}))


def link_for(link: AccessLink, listing_id: uuid.UUID) -> uuid.UUID:
    """A link that lets change this one listing: the one that was opened, or one made from it."""
    if link.service_id == listing_id:
        return link.id
    made = access_links.make(LinkPurpose.STILL_RIGHT, service=listing_id, lasts=link.expires_at - clock.now())
    return made.link.id


def stopped_note(on: dt.date | None, instead: str) -> str:
    """What readers of a stopped listing's page are told."""
    said = _("It stopped on %(day)s.", day=full_date(on)) if on and on <= clock.today() else ""
    if on and on > clock.today():
        said = _("It stops on %(day)s.", day=full_date(on))
    return "\n\n".join(words for words in (said, instead.strip()) if words)
