"""Pairs that look alike, two side by side, one merge, and the page of one person's records."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.people import words
from app.blueprints.people.forms import MergeForm
from app.blueprints.people.opening import opened_person
from app.domain.errors import NotThereError, StaleError
from app.domain.merging_people import CHOICES, MergeRefusedError
from app.domain.roles import Permission
from app.operations import audit, merging_persons
from app.queries import people as queries
from app.web.access import requires
from app.web.matching_words import why
from app.web.opening import opened
from app.web.transaction import undo as take_back
from app.web.viewer import viewer

bp = Blueprint("people", __name__, url_prefix="/people")
SIDES = ("first", "second")


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get("/duplicates")
@requires(Permission.PERSON_MERGE)
def duplicates() -> ResponseReturnValue:
    rows = queries.pairs(viewer())
    audit.seen(viewer(), "person.pairs-listed", count=len(rows))
    merges = queries.merges(viewer(), most=5)
    return render_template("people/duplicates.html", rows=rows, merges=merges, why=why)


@bp.get("/<uuid:person_id>")
@requires(Permission.PERSON_MERGE)
def shown(person_id: uuid.UUID) -> ResponseReturnValue:
    """Their cases and merges. The address of somebody who was merged leads to the record that stands."""
    person = opened_person(person_id)
    if person.id != person_id:
        return redirect(url_for("people.shown", person_id=person.id), 303)
    return render_template(
        "people/shown.html",
        name=words.name_of(person),
        cases=queries.cases_of(viewer(), person.id),
        merges=queries.merges(viewer(), of=person.id),
    )


@bp.route("/<uuid:person_id>/merge/<uuid:other_id>", methods=["GET", "POST"])
@requires(Permission.PERSON_MERGE)
def merge(person_id: uuid.UUID, other_id: uuid.UUID) -> ResponseReturnValue:
    """Two side by side; make them one, field by field as it was chosen."""
    form = MergeForm()
    first, second = opened_person(person_id), opened_person(other_id)
    if first.id == second.id:
        return redirect(url_for("people.shown", person_id=first.id), 303)
    if not form.validate_on_submit():
        return compare(person_id, other_id, form, status=422 if form.errors else 200)
    sides = dict(zip(SIDES, (first, second), strict=True))
    stays = "second" if request.form.get("stays") == "second" else "first"
    goes = "first" if stays == "second" else "second"
    try:
        made = merging_persons.merge(
            sides[stays],
            sides[goes],
            by=viewer(),
            reason=form.reason.data or "",
            take=[key for key in CHOICES if request.form.get(f"field-{key}") == goes],
            versions_seen=(seen(stays), seen(goes)),
        )
    except StaleError:
        take_back()
        trouble = _("Somebody changed one of the two while you had this open. Look again.")
        return compare(person_id, other_id, form, trouble=trouble, status=409)
    except MergeRefusedError as error:
        take_back()
        return compare(person_id, other_id, form, trouble=str(words.REFUSED[error.why]), status=409)
    return redirect(url_for("people.merged", merge_id=made.id), 303)


def seen(side: str) -> int:
    return request.form.get(f"{side}_version", 0, type=int)


def compare(
    person_id: uuid.UUID, other_id: uuid.UUID, form: MergeForm, *, status: int, trouble: str = ""
) -> Response:
    first, second = (queries.person_for(viewer(), id_) for id_ in (person_id, other_id))
    practices = queries.practice_names([first, second])
    sees = all(
        not one.is_address_protected or one.protected_lead_id == viewer().account_id
        for one in (first, second)
    )
    return make_response(
        render_template(
            "people/merge.html",
            first=first,
            second=second,
            name_of=words.name_of,
            lines=words.lines(first, second, practices, sees),
            same=words.same(first, second, practices),
            cases={one.id: queries.cases_of(viewer(), one.id) for one in (first, second)},
            chosen=request.form,
            form=form,
            trouble=trouble,
        ),
        status,
    )


@bp.post("/<uuid:person_id>/merge/<uuid:other_id>/different")
@requires(Permission.PERSON_MERGE)
def different(person_id: uuid.UUID, other_id: uuid.UUID) -> ResponseReturnValue:
    """They are two people: the pair is not brought up again."""
    first, second = (queries.person_for(viewer(), id_) for id_ in (person_id, other_id))
    if first.id == second.id:
        raise NotThereError
    merging_persons.say_different(first, second, by=viewer())
    return redirect(url_for("people.duplicates", said="different"), 303)


@bp.get("/merges/<uuid:merge_id>")
@requires(Permission.PERSON_MERGE)
def merged(merge_id: uuid.UUID) -> ResponseReturnValue:
    made = opened("person-merge", merge_id, lambda: queries.merge_for(viewer(), merge_id))
    return render_template("people/merged.html", row=queries.merge_shown(made), trouble="")


@bp.post("/merges/<uuid:merge_id>/undo")
@requires(Permission.PERSON_MERGE)
def undo(merge_id: uuid.UUID) -> ResponseReturnValue:
    made = opened("person-merge", merge_id, lambda: queries.merge_for(viewer(), merge_id))
    try:
        merging_persons.undo(made, by=viewer())
    except MergeRefusedError as error:
        take_back()
        row = queries.merge_shown(queries.merge_for(viewer(), merge_id))
        page = render_template("people/merged.html", row=row, trouble=str(words.REFUSED[error.why]))
        return page, 409
    return redirect(url_for("people.merged", merge_id=merge_id), 303)
