"""One page of the form: save and go on, check my words, and everything typed kept when something is wrong."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.editing.blueprint import bp
from app.blueprints.editing.forms import (
    ContactForm,
    CostForm,
    PageForm,
    RoomForm,
    StateForm,
    WhatForm,
    WhenForm,
    WhereForm,
    WhoForm,
)
from app.blueprints.editing.opened import OPENED_AS, faults_with, has_moved, keep, layout, opened, print_of
from app.domain.listing_form import ASKED, FormPage
from app.domain.roles import Permission
from app.domain.schedule_records import rules_of
from app.extensions import limiter
from app.queries.listing_edits import Editing
from app.web.access import public, requires
from app.web.form_words import TITLES, WHY, wrong_words
from app.web.plain_words_hints import hint_words
from app.web.times_form import read_back, repeats_of

FORMS: dict[FormPage, type[PageForm]] = {
    FormPage.WHAT: WhatForm,
    FormPage.WHEN: WhenForm,
    FormPage.WHERE: WhereForm,
    FormPage.COST: CostForm,
    FormPage.WHO: WhoForm,
    FormPage.CONTACT: ContactForm,
    FormPage.ROOM: RoomForm,
    FormPage.STATE: StateForm,
}
TEMPLATES = {FormPage.WHEN: "editing/when.html", FormPage.WHERE: "editing/where.html"}
BOX_OF = {"pence": "price"}
"""A field of the document that stands in a box of another name."""
PROSE = frozenset(
    {
        *("summary", "description", "when_text", "cost_text", "for_whom", "not_for"),
        *("join", "referral_note", "closed_note"),
    }
)
"""Boxes whose words are looked at."""
LONGEST_CHECKED = 10_000

SIMPLE = "/listings/<uuid:listing_id>/edit/<any(what, when, where, cost, who, contact, room, state):page>"


@bp.route(SIMPLE, methods=["GET", "POST"])
@requires(Permission.LISTING_EDIT)
def page(listing_id: uuid.UUID, page: str) -> ResponseReturnValue:
    found, wanted = opened(listing_id), FormPage(page)
    form = FORMS[wanted].of(found.document)
    fields = fields_of(wanted)
    if request.method == "GET":
        return shown(found, wanted, form)
    values = read(form, found)
    if request.form.get("do") == "check":
        return shown(found, wanted, form, checked=True)
    if has_moved(found, fields):
        return shown(found, wanted, form, status=409, moved=True)
    if any(field.errors for field in form):
        return shown(found, wanted, form, status=422)
    keep(found, values)
    return redirect(next_of(found, wanted), 303)


@bp.post("/plain-words")
@public
@limiter.limit("1200 per hour")
def plain_words() -> ResponseReturnValue:
    """Advice on a text as somebody types it. Nothing is kept."""
    text = request.form.get("text", "")[:LONGEST_CHECKED]
    said = hint_words(
        text, language=request.form.get("language", ""), is_summary=request.form.get("box") == "summary"
    )
    return jsonify(hints=said)


def fields_of(page: FormPage) -> tuple[str, ...]:
    """What a page's own boxes say: places and times have pages of their own."""
    apart = {"schedules", "places"}
    also = ("topics",) if page is FormPage.WHO else ()
    return (*(name for name in ASKED[page] if name not in apart), *also)


def read(form: PageForm, found: Editing) -> dict[str, Any]:
    """The values of what was sent; faults stand at their boxes."""
    form.validate()
    values = form.take(found.document)
    for path, wrong in faults_with(found, values).items():
        name = box_of(path, form)
        if name and not form[name].errors:
            form.mark(name, wrong_words(path, wrong))
    return values


def box_of(path: str, form: PageForm) -> str:
    """The box of a fault; empty for one of another page."""
    first, *rest = path.split(".")
    if first == "phones" and rest:
        return f"phone_{rest[0]}" if f"phone_{rest[0]}" in form else ""
    name = BOX_OF.get(first, first)
    return name if name in form else ""


def shown(
    found: Editing,
    page: FormPage,
    form: PageForm,
    *,
    status: int = 200,
    checked: bool = False,
    moved: bool = False,
) -> Response:
    language = found.document["language"]
    answer = render_template(
        TEMPLATES.get(page, "editing/page.html"),
        layout=layout(),
        found=found,
        listing=found.document,
        page=page.value,
        title=TITLES[page],
        why=WHY[page],
        form=form,
        boxes=[field.name for field in form],
        hints={
            name: hint_words(form[name].data or "", language=language, is_summary=name == "summary")
            for name in PROSE
            if checked and name in form
        },
        prose=[field.name for field in form if field.name in PROSE],
        language=language,
        checked=checked,
        moved=moved,
        opened_as=print_of(found.document, fields_of(page)),
        opened_as_field=OPENED_AS,
        times_as=print_of(found.document, ("schedules",)),
        places_as=print_of(found.document, ("places",)),
        has_errors=any(field.errors for field in form),
        **about_times(found, page),
    )
    return make_response(answer, status)


def about_times(found: Editing, page: FormPage) -> dict[str, Any]:
    """What the page about times shows: each pattern in words, and the dates they give together."""
    if page is not FormPage.WHEN:
        return {}
    rules = rules_of(found.document["schedules"])
    return {
        "patterns": [(read_back([rule]).sentences, repeats_of(rule) is not None) for rule in rules],
        "back": read_back(rules) if rules else None,
    }


def next_of(found: Editing, page: FormPage) -> str:
    """The list of pages; a claim or a draft goes on from there."""
    return url_for(".sections", listing_id=found.listing_id, saved=page.value, _anchor="saved")
