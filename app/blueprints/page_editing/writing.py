"""Write a new guide, and change the English of a page. A button looks at the words and keeps nothing."""

from __future__ import annotations

import datetime as dt
import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.page_editing.blueprint import bp, opened_page
from app.blueprints.page_editing.forms import NewForm, WordsForm
from app.domain.errors import StaleError
from app.domain.feeds.identity import slug as slug_of
from app.domain.plain_pages import ENGLISH, LONGEST_SLUG, RESERVED, Details, is_guide
from app.domain.roles import Permission
from app.operations import plain_pages
from app.operations.plain_pages import NameTakenError
from app.queries.plain_pages_desk import HeldPage
from app.web.access import requires
from app.web.moved_on import words_of
from app.web.page_faults import hints
from app.web.plain_pages import pages
from app.web.viewer import viewer


@bp.route("/pages/new", methods=["GET", "POST"])
@requires(Permission.PAGE_EDIT)
def new() -> ResponseReturnValue:
    form = NewForm(data={"key": str(uuid.uuid4())})
    if request.form.get("do") == "check" or not form.validate_on_submit():
        return page(form, None)
    slug = slug_of(form.wording.title, LONGEST_SLUG)
    details = Details(form.group.data, 0, "", a_year_after(clock.today()), "")
    try:
        if not slug or slug in RESERVED or not is_guide(slug) or slug in pages().slugs():
            raise NameTakenError
        made = plain_pages.make(slug, form.wording, details, by=viewer(), key=form.id)
    except NameTakenError:
        form.title.errors = [_("There is a page with this name. Write another title.")]
        return page(form, None)
    return redirect(url_for(".shown", slug=made.slug, said="kept"), 303)


def a_year_after(today: dt.date) -> dt.date:
    """The 28th for the 29th of February."""
    return today.replace(year=today.year + 1, day=28 if (today.month, today.day) == (2, 29) else today.day)


@bp.route("/pages/<string:slug>/edit", methods=["GET", "POST"])
@requires(Permission.PAGE_EDIT)
def edit(slug: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held = opened_page(slug)
    words = held.last_wording(ENGLISH)
    said = {"title": words.title, "summary": words.summary, "body": words.body} if words else {}
    form = WordsForm(data={**said, "version": str(held.edition(ENGLISH))})
    if request.form.get("do") == "check" or not form.validate_on_submit():
        return page(form, held)
    try:
        row = plain_pages.write(held, ENGLISH, form.wording, form.made, by=viewer(), edition=form.opened_with)
    except StaleError as error:
        form.version.data = str(opened_page(slug).edition(ENGLISH))
        return page(form, held, refused=words_of(error))
    if request.form.get("do") == "look":
        return redirect(url_for(".preview", page_version_id=row.id), 303)
    return redirect(url_for(".shown", slug=slug, said="kept"), 303)


def page(form: WordsForm, held: HeldPage | None, *, refused: str = "") -> ResponseReturnValue:
    checked = request.form.get("do") == "check"
    markup = render_template(
        "page_editing/new.html" if held is None else "page_editing/edit.html",
        form=form,
        held=held,
        refused=refused,
        checked=checked,
        hints=hints(form.body.data or "", ENGLISH) if checked else [],
        has_errors=bool(form.errors),
    )
    return make_response(markup, 409 if refused else 422 if form.errors else 200)
