"""Write a statement, and change it. A button looks at the words and keeps nothing."""

from __future__ import annotations

import uuid
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.statements.blueprint import bp, opened
from app.blueprints.statements.forms import StatementForm
from app.domain.insight import WayIn
from app.domain.roles import Permission
from app.models.engagement import Statement
from app.operations import statement_edits
from app.web.access import requires
from app.web.moved_on import MovedOnError, words_of
from app.web.plain_words_hints import hint_words
from app.web.viewer import viewer


@bp.route("/statements/new", methods=["GET", "POST"])
@requires(Permission.STATEMENT_EDIT)
def new() -> ResponseReturnValue:
    form = StatementForm(data={"key": str(uuid.uuid4()), "said_in": clock.today().year})
    if request.form.get("do") == "check":
        return page(form, None, checked=True)
    if form.validate_on_submit():
        made = statement_edits.write(form.written, by=viewer(), key=form.id)
        return redirect(url_for(".shown", statement_id=made.id, said="written"), 303)
    return page(form, None, status=422 if form.errors else 200)


@bp.route("/statements/<uuid:statement_id>/edit", methods=["GET", "POST"])
@requires(Permission.STATEMENT_EDIT)
def edit(statement_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    statement = opened(statement_id)
    form = StatementForm(data=values_of(statement))
    if request.form.get("do") == "check":
        return page(form, statement, checked=True)
    if not form.validate_on_submit():
        return page(form, statement, status=422 if form.errors else 200)
    try:
        statement_edits.change(statement, form.written, by=viewer(), version=form.opened_with)
    except MovedOnError as error:
        form.version.data = str(statement.version)
        return page(form, statement, status=409, refused=words_of(error))
    return redirect(url_for(".shown", statement_id=statement.id, said="changed"), 303)


def values_of(statement: Statement) -> dict[str, Any]:
    """A statement as the form shows it."""
    ways: dict[str, list[str]] = {way.value: [] for way in WayIn}
    for tag in statement.tags:
        ways[tag.group].append(tag.value)
    same = ["words", "about", "said_in", "focus", "version"]
    held = {name: getattr(statement, name) for name in same}
    return {**held, **ways, "topics": ", ".join(statement.topics)}


def page(
    form: StatementForm,
    statement: Statement | None,
    *,
    status: int = 200,
    checked: bool = False,
    refused: str = "",
) -> ResponseReturnValue:
    markup = render_template(
        "statements/edit.html",
        form=form,
        statement=statement,
        refused=refused,
        checked=checked,
        hints={name: hint_words(form[name].data or "") for name in ("words", "about")} if checked else {},
        has_errors=status == 422,
    )
    return make_response(markup, status)
