"""Where it is: one place a page, and what is known about getting in. A secret address is never asked of
somebody who may not see it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.blueprints.editing.blueprint import bp
from app.blueprints.editing.opened import (
    OPENED_AS,
    faults_with,
    has_moved,
    keep,
    layout,
    opened,
    print_of,
)
from app.blueprints.editing.place_forms import FACTS, PlaceForm, access_form
from app.domain.listing_document import Document
from app.domain.listing_form import FormPage
from app.domain.listing_parts import MOST_ITEMS
from app.domain.roles import Permission
from app.queries.listing_edits import Editing
from app.web.access import requires
from app.web.form_words import TITLES, WHY, wrong_words

PLACES = ("places",)


@bp.route("/listings/<uuid:listing_id>/edit/where/<int:number>", methods=["GET", "POST"])
@requires(Permission.LISTING_EDIT)
def place(listing_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """The place at a position, counted from 1; the one after the last is new."""
    found = opened(listing_id)
    held = place_at(found, number)
    if is_hidden(found, held):
        return make_response(render_template("editing/hidden_place.html", layout=layout(), found=found), 200)
    form = PlaceForm(data=held)
    if request.method == "GET":
        return shown(found, number, form, held)
    form.validate()
    places = [dict(one) for one in found.document["places"]]
    changed = {**(held or {}), **form.values(held)}
    places[number - 1 : number] = [changed]
    for path, wrong in faults_with(found, {"places": places}).items():
        _first, at, name = [*path.split("."), "", ""][:3]
        if at == str(number - 1) and name in form:
            form[name].errors = (*form[name].errors, wrong_words(path, wrong))
    if has_moved(found, PLACES):
        return shown(found, number, form, held, status=409)
    if form.errors:
        return shown(found, number, form, held, status=422)
    keep(found, {"places": places})
    return redirect(url_for(".page", listing_id=listing_id, page="where"), 303)


@bp.post("/listings/<uuid:listing_id>/edit/where/<int:number>/remove")
@requires(Permission.LISTING_EDIT)
def remove_place(listing_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Take a place out; times held there are held nowhere in particular."""
    found = opened(listing_id)
    held = place_at(found, number)
    if held is not None and not is_hidden(found, held) and not has_moved(found, PLACES):
        places = [one for at, one in enumerate(found.document["places"]) if at != number - 1]
        keep(found, {"places": places, "schedules": held_elsewhere(found, number - 1)})
    return redirect(url_for(".page", listing_id=listing_id, page="where"), 303)


@bp.route("/listings/<uuid:listing_id>/edit/access", methods=["GET", "POST"])
@requires(Permission.LISTING_EDIT)
def access(listing_id: uuid.UUID) -> ResponseReturnValue:
    """What a building has, place by place."""
    found = opened(listing_id)
    places = found.document["places"]
    open_ones = [(at, one) for at, one in enumerate(places) if not one["undisclosed"]]
    forms = [access_form(at, one) for at, one in open_ones]
    moved = request.method == "POST" and has_moved(found, PLACES)
    if request.method == "POST" and not moved:
        said = {at: form.values() for (at, _one), form in zip(open_ones, forms, strict=True)}
        keep(
            found,
            {"places": [{**one, "access": said.get(at, one["access"])} for at, one in enumerate(places)]},
        )
        return redirect(url_for(".sections", listing_id=listing_id, saved="access", _anchor="saved"), 303)
    answer = render_template(
        "editing/access.html",
        layout=layout(),
        found=found,
        title=TITLES[FormPage.ACCESS],
        why=WHY[FormPage.ACCESS],
        forms=[
            (one["name"] or one["address_1"] or one["postcode"], form)
            for (_at, one), form in zip(open_ones, forms, strict=True)
        ],
        facts=FACTS,
        moved=moved,
        opened_as=print_of(found.document, PLACES),
        opened_as_field=OPENED_AS,
    )
    return make_response(answer, 409 if moved else 200)


def place_at(found: Editing, number: int) -> Document | None:
    """None for a new one. Raises: NotFound beyond that."""
    places = found.document["places"]
    if not 1 <= number <= min(len(places) + 1, MOST_ITEMS):
        raise NotFound
    return dict(places[number - 1]) if number <= len(places) else None


def is_hidden(found: Editing, held: Document | None) -> bool:
    """Is it a place whose address this person may not see, nor so change?"""
    return held is not None and held["undisclosed"] and not found.sees_secrets


def held_elsewhere(found: Editing, gone: int) -> list[dict[str, Any]]:
    made = []
    for record in found.document["schedules"]:
        at = record.get("place")
        kept = {name: value for name, value in record.items() if name != "place"}
        made.append(kept if at is None or at == gone else {**kept, "place": at - (at > gone)})
    return made


def shown(
    found: Editing, number: int, form: PlaceForm, held: Document | None, *, status: int = 200
) -> Response:
    answer = render_template(
        "editing/place.html",
        layout=layout(),
        found=found,
        number=number,
        form=form,
        is_secret=held is not None and held["undisclosed"],
        moved=status == 409,
        opened_as=print_of(found.document, PLACES),
        opened_as_field=OPENED_AS,
        has_errors=status == 422,
    )
    return make_response(answer, status)
