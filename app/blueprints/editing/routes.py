"""The list of pages, what it will look like, sending it, and throwing it away."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.editing.blueprint import bp
from app.blueprints.editing.opened import layout, opened
from app.domain.listing_change import TAKEN, ListingConflictError, colliding
from app.domain.listing_document import without_secrets
from app.domain.listing_faults import faults
from app.domain.listing_form import FormPage, missing, page_of
from app.domain.roles import Permission
from app.operations import changes, drafts
from app.operations.index import Ground, ground
from app.operations.listing_preview import preview as preview_of
from app.queries.listing_edits import Editing, waiting_of
from app.web import listing_page
from app.web.access import requires
from app.web.form_words import TITLES, missing_words
from app.web.i18n import current_language
from app.web.place import place
from app.web.viewer import viewer


@bp.get("/listings/<uuid:listing_id>/edit")
@requires(Permission.LISTING_EDIT)
def sections(listing_id: uuid.UUID) -> ResponseReturnValue:
    return shown(opened(listing_id))


@bp.post("/listings/<uuid:listing_id>/edit/send")
@requires(Permission.LISTING_EDIT)
def send(listing_id: uuid.UUID) -> ResponseReturnValue:
    """To the people who look after the listings, or straight to readers where this person may."""
    found = opened(listing_id)
    if found.draft is None or not found.draft.fields:
        return redirect(url_for(".sections", listing_id=listing_id), 303)
    wrong = list(faults(found.whole, fields=set(found.draft.fields)))
    if wrong or conflicts(found):
        return shown(found, wrong=wrong, status=422 if wrong else 409)
    try:
        sent = changes.send(found.draft, by=viewer(), ground=here())
    except ListingConflictError:
        return shown(found, status=409)
    return redirect(url_for(".sent", listing_id=listing_id, at_once=sent.status in TAKEN or None), 303)


@bp.get("/listings/<uuid:listing_id>/edit/sent")
@requires(Permission.LISTING_EDIT)
def sent(listing_id: uuid.UUID) -> ResponseReturnValue:
    return render_template(
        "editing/sent.html",
        layout=layout(),
        found=opened(listing_id),
        at_once="at_once" in request.args,
        is_claim=viewer().link_id is not None,
    )


@bp.post("/listings/<uuid:listing_id>/edit/throw-away")
@requires(Permission.LISTING_EDIT)
def throw_away(listing_id: uuid.UUID) -> ResponseReturnValue:
    found = opened(listing_id)
    if found.draft is not None:
        drafts.throw_away(found.draft, by=viewer())
    return redirect(url_for(".sections", listing_id=listing_id), 303)


@bp.post("/listings/<uuid:listing_id>/edit/settle")
@requires(Permission.LISTING_EDIT)
def settle(listing_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody else changed the same: keep what this person wrote, or what is published."""
    found = opened(listing_id)
    drafts.settle(found, request.form.get("field", ""), mine=request.form.get("keep") == "mine")
    return redirect(url_for(".sections", listing_id=listing_id), 303)


def shown(found: Editing, *, wrong: Sequence[str] = (), status: int = 200) -> Response:
    changed = {page_of(name) for name in (found.draft.fields if found.draft else ())}
    at_fault = {page_of(path.partition(".")[0]) for path in wrong}
    rows = [
        {
            "key": page.value,
            "title": TITLES[page],
            "missing": missing_words(missing(page, found.document)),
            "changed": page in changed,
            "wrong": page in at_fault,
            "url": page_url(found.listing_id, page),
        }
        for page in FormPage
        if page is not FormPage.ACCESS or found.document["places"]
    ]
    return make_response(
        render_template(
            "editing/sections.html",
            layout=layout(),
            found=found,
            rows=rows,
            saved=request.args.get("saved") in set(FormPage),
            waiting=waiting_of(found.listing_id, viewer=viewer()),
            conflicts=conflicts(found),
            has_errors=bool(wrong),
            is_claim=viewer().link_id is not None,
            publishes=viewer().may(Permission.LISTING_REVIEW),
        ),
        status,
    )


def conflicts(found: Editing) -> list[tuple[str, str]]:
    """Fields that somebody else changed since this draft was begun, with the page they stand on."""
    if found.draft is None:
        return []
    both = colliding(found.draft.fields, base=found.base, mine=found.whole, now=found.published)
    return [(name, str(TITLES[page])) for name in both if (page := page_of(name))]


@bp.get("/listings/<uuid:listing_id>/edit/preview")
@requires(Permission.LISTING_EDIT)
def preview(listing_id: uuid.UUID) -> ResponseReturnValue:
    """As the public will see it: the same page, from the same words."""
    found = opened(listing_id)
    shown = preview_of(
        without_secrets(found.whole),
        ground=here(),
        lang=current_language(),
        held=listing_id,
    )
    return render_template(
        "editing/preview.html",
        found=found,
        listing=shown,
        card=shown.card,
        title=shown.card.name,
        reasons=[],
        also=(),
        back=url_for(".sections", listing_id=listing_id),
        near="",
        **listing_page.context(shown),
    )


def page_url(listing_id: uuid.UUID, page: FormPage) -> str:
    if page is FormPage.ACCESS:
        return url_for(".access", listing_id=listing_id)
    return url_for(".page", listing_id=listing_id, page=page.value)


def here() -> Ground:
    return ground(place(), current_app.config["ROOT"])
