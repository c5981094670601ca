"""One pattern of when it happens: how often, then the rest, then the dates read back before it is kept."""

from __future__ import annotations

import uuid

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.blueprints.editing.blueprint import bp
from app.blueprints.editing.opened import OPENED_AS, has_moved, keep, layout, opened, print_of
from app.domain.listing_parts import MOST_ITEMS
from app.domain.roles import Permission
from app.domain.schedule_boxes import Repeats
from app.domain.schedule_records import rule_of, with_rule, without
from app.domain.schedule_rule import Rule
from app.queries.listing_edits import Editing
from app.web.access import requires
from app.web.times_form import RepeatsForm, boxes, read_back, repeats_of, times_form

TIMES = ("schedules",)


@bp.route("/listings/<uuid:listing_id>/edit/when/<int:number>", methods=["GET", "POST"])
@requires(Permission.LISTING_EDIT)
def times(listing_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """The pattern at a position, counted from 1; the one after the last is new."""
    found = opened(listing_id)
    held = pattern(found, number)
    repeats = answer_to_how_often(held)
    if repeats is None:
        return how_often(found, number, held)
    form = times_form(repeats, held if request.method == "GET" else None)
    if request.method == "GET":
        return shown(found, number, form, repeats, None)
    built = form.read(repeats)
    if built.rule is None:
        return shown(found, number, form, repeats, None, status=422)
    if has_moved(found, TIMES):
        return shown(found, number, form, repeats, built.rule, status=409)
    if request.form.get("do") != "keep":
        return shown(found, number, form, repeats, built.rule)
    records = with_rule(
        found.document["schedules"], number - 1, built.rule, place=request.form.get("place", type=int)
    )
    keep(found, {"schedules": records})
    return redirect(url_for(".page", listing_id=listing_id, page="when", _anchor="back"), 303)


@bp.post("/listings/<uuid:listing_id>/edit/when/<int:number>/remove")
@requires(Permission.LISTING_EDIT)
def remove_times(listing_id: uuid.UUID, number: int) -> ResponseReturnValue:
    found = opened(listing_id)
    if pattern(found, number) is not None and not has_moved(found, TIMES):
        keep(found, {"schedules": without(found.document["schedules"], number - 1)})
    return redirect(url_for(".page", listing_id=listing_id, page="when"), 303)


def pattern(found: Editing, number: int) -> Rule | None:
    """The rule at a position; None for a new one. Raises: NotFound beyond that."""
    records = found.document["schedules"]
    if not 1 <= number <= min(len(records) + 1, MOST_ITEMS):
        raise NotFound
    return rule_of(records[number - 1]) if number <= len(records) else None


def answer_to_how_often(held: Rule | None) -> Repeats | None:
    """What was just answered, else what the rule says; None while there is no answer."""
    given = request.values.get("often", "")
    if given in set(Repeats):
        return Repeats(given)
    return repeats_of(held) if held is not None and "often" not in request.values else None


def how_often(found: Editing, number: int, held: Rule | None) -> Response:
    repeats = repeats_of(held) if held is not None else None
    form = RepeatsForm(formdata=None, data={"often": repeats.value if repeats else None}).offer()
    answer = render_template(
        "editing/how_often.html",
        layout=layout(),
        found=found,
        number=number,
        form=form,
        held=read_back([held]) if held is not None and repeats is None else None,
    )
    return make_response(answer)


def shown(
    found: Editing, number: int, form: object, repeats: Repeats, rule: Rule | None, *, status: int = 200
) -> Response:
    places = found.document["places"]
    records = found.document["schedules"]
    at = request.form.get("place", type=int)
    if at is None and number <= len(records):
        at = records[number - 1].get("place")
    answer = render_template(
        "editing/times.html",
        layout=layout(),
        found=found,
        number=number,
        form=form,
        repeats=repeats.value,
        boxes=boxes(repeats),
        back=read_back([rule]) if rule is not None else None,
        moved=status == 409,
        places=[place["name"] or place["address_1"] or place["postcode"] for place in places],
        at=at or 0,
        opened_as=print_of(found.document, TIMES),
        opened_as_field=OPENED_AS,
        has_errors=status == 422,
    )
    return make_response(answer, status)
