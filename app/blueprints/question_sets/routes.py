"""Sets of questions: the list, one set with its versions, writing a draft, publishing it."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.question_sets.blueprint import bp
from app.blueprints.question_sets.forms import SetForm
from app.blueprints.question_sets.typed import form_about, question_asked_for
from app.domain.engagement import QuestionKind, SetStatus
from app.domain.roles import Permission
from app.operations import question_sets
from app.operations.question_sets import Way
from app.queries import question_sets as queries
from app.web.access import requires
from app.web.forms import VersionedForm
from app.web.moved_on import MovedOnError, words_of
from app.web.place import place
from app.web.transaction import undo
from app.web.viewer import viewer

P = Permission


@bp.get("")
@requires(P.EVENT_EDIT)
def listed() -> ResponseReturnValue:
    return render_template("question_sets/listed.html", rows=queries.listed())


@bp.route("/new", methods=["GET", "POST"])
@requires(P.EVENT_EDIT)
def make() -> ResponseReturnValue:
    form = SetForm(data={"key": str(uuid.uuid4())})
    if form.validate_on_submit():
        first = question_sets.make(
            form.name.data or "",
            about=form.about.data or "",
            source=form.source.data or "",
            for_children=bool(form.for_children.data),
            key=form.own_key,
            by=viewer(),
        )
        return redirect(url_for(".version", set_id=first.question_set_id, version_id=first.id), 303)
    page = render_template("question_sets/edit.html", form=form, one=None, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.get("/<uuid:set_id>")
@requires(P.EVENT_EDIT)
def shown(set_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    one = queries.set_for(set_id)
    return render_template("question_sets/shown.html", one=one, asked_at=queries.asked_at(one))


@bp.route("/<uuid:set_id>/change", methods=["GET", "POST"])
@requires(P.EVENT_EDIT)
def change(set_id: uuid.UUID) -> ResponseReturnValue:
    """What it is called and good for. Raises: NotThereError; NotAllowedError for a ready set."""
    one = queries.set_for(set_id)
    form = SetForm(data={name: getattr(one, name) for name in ("name", "about", "source", "for_children")})
    if form.validate_on_submit():
        question_sets.describe(
            one,
            name=form.name.data or "",
            about=form.about.data or "",
            source=form.source.data or "",
            for_children=bool(form.for_children.data),
            by=viewer(),
        )
        return redirect(url_for(".shown", set_id=one.id, said="changed"), 303)
    page = render_template("question_sets/edit.html", form=form, one=one, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.get("/<uuid:set_id>/versions/<uuid:version_id>")
@requires(P.EVENT_EDIT)
def version(set_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return page_of(set_id, version_id)


def page_of(set_id: uuid.UUID, version_id: uuid.UUID, refused: str = "") -> ResponseReturnValue:
    page = render_template(
        "question_sets/version.html",
        held=queries.version_for(set_id, version_id),
        languages=place().languages,
        kinds=QuestionKind,
        refused=refused,
    )
    return page, 409 if refused else 200


@bp.route("/<uuid:set_id>/versions/<uuid:version_id>/question", methods=["GET", "POST"])
@requires(P.EVENT_EDIT)
def question(set_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """One question, new or written before. Raises: NotThereError."""
    held, refused = queries.version_for(set_id, version_id), ""
    back = url_for(".version", set_id=set_id, version_id=version_id)
    if not request.values.get("key") and request.values.get("kind") not in set(QuestionKind):
        return redirect(back, 303)
    known = question_asked_for(held)
    form, wants_rows = form_about(held, known), request.form.get("do") == "more"
    if not wants_rows and form.validate_on_submit():
        written = form.written(known.words if known else {})
        try:
            question_sets.save_question(held, written, by=viewer(), version=form.opened_with)
        except MovedOnError as error:
            undo()
            held = queries.version_for(set_id, version_id)
            refused = "" if question_sets.has(held, written) else words_of(error)
            form.version.data = str(held.version)
        if not refused:
            return redirect(f"{back}?said=kept", 303)
    page = render_template(
        "question_sets/question.html",
        held=held,
        form=form,
        kind=QuestionKind(str(form.kind.data)),
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 409 if refused else 422 if form.errors else 200


@bp.post("/<uuid:set_id>/versions/<uuid:version_id>/order")
@requires(P.EVENT_EDIT)
def order(set_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """A question up, down or out. Raises: NotThereError."""
    held, form = queries.version_for(set_id, version_id), VersionedForm()
    way, key = request.form.get("do", ""), request.form.get("key", "")
    if way not in set(Way):
        return redirect(url_for(".version", set_id=set_id, version_id=version_id), 303)
    try:
        question_sets.order(held, key, Way(way), by=viewer(), version=form.opened_with)
    except MovedOnError as error:
        undo()
        return page_of(set_id, version_id, words_of(error))
    address = url_for(".version", set_id=set_id, version_id=version_id, said=f"moved-{way}")
    return redirect(address if way == Way.OUT else f"{address}#q-{key}", 303)


@bp.post("/<uuid:set_id>/versions/<uuid:version_id>/publish")
@requires(P.EVENT_EDIT)
def publish(set_id: uuid.UUID, version_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held, form = queries.version_for(set_id, version_id), VersionedForm()
    try:
        question_sets.publish(held, by=viewer(), version=form.opened_with)
    except MovedOnError as error:
        undo()
        if queries.version_for(set_id, version_id).status is not SetStatus.PUBLISHED:
            return page_of(set_id, version_id, words_of(error))
    return redirect(url_for(".version", set_id=set_id, version_id=version_id, said="published"), 303)


@bp.post("/<uuid:set_id>/next")
@requires(P.EVENT_EDIT)
def next_version(set_id: uuid.UUID) -> ResponseReturnValue:
    """Pressed twice it leads to the same draft. Raises: NotThereError."""
    made = question_sets.next_version(queries.set_for(set_id), by=viewer())
    return redirect(url_for(".version", set_id=set_id, version_id=made.id, said="next"), 303)


@bp.post("/<uuid:set_id>/retire")
@requires(P.EVENT_EDIT)
def retire(set_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    question_sets.retire(queries.set_for(set_id), by=viewer())
    return redirect(url_for(".shown", set_id=set_id, said="retired"), 303)
