"""A fact is checked, put right, or put back as it was."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.help_facts.blueprint import bp, opened, page
from app.blueprints.help_facts.forms import FactForm, form_of
from app.domain.roles import Permission
from app.operations import help_facts as operations
from app.queries import help_facts as queries
from app.queries.help_facts import HeldFact
from app.web.access import requires
from app.web.forms import VersionedForm
from app.web.help_shown import where
from app.web.moved_on import MovedOnError, words_of
from app.web.place import place
from app.web.viewer import viewer


@bp.post("/help-now/facts/<string:fact_key>/check")
@requires(Permission.PAGE_EDIT)
def check(fact_key: str) -> ResponseReturnValue:
    """It is still right today. Raises: NotThereError."""
    opened(fact_key)
    try:
        operations.check(
            queries.file_of(*where(), fact_key), version=VersionedForm().opened_with, by=viewer()
        )
    except MovedOnError as error:
        return page(opened(fact_key), 409, refused=words_of(error))
    return redirect(url_for(".listed", said="checked"), 303)


@bp.route("/help-now/facts/<string:fact_key>/correct", methods=["GET", "POST"])
@requires(Permission.PAGE_EDIT)
def correct(fact_key: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held = opened(fact_key)
    form = form_of(held.fact, held.version, place().languages)
    if not form.validate_on_submit():
        return shown(held, form, 422 if form.errors else 200)
    try:
        operations.correct(
            queries.file_of(*where(), fact_key),
            form.typed,
            same_meaning=form.same_meaning.data,
            version=form.opened_with,
            by=viewer(),
        )
    except MovedOnError as error:
        form.version.data = str(opened(fact_key).version)
        return shown(held, form, 409, refused=words_of(error))
    return redirect(url_for(".fact", fact_key=fact_key, said="corrected"), 303)


def shown(held: HeldFact, form: FactForm, status: int, *, refused: str = "") -> ResponseReturnValue:
    markup = render_template(
        "help_facts/correct.html",
        fact=held.fact,
        form=form,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return make_response(markup, status)


@bp.post("/help-now/facts/<string:fact_key>/put-back/<int:number>")
@requires(Permission.PAGE_EDIT)
def put_back(fact_key: str, number: int) -> ResponseReturnValue:
    """As it was in that version; 0 as its file has it. Raises: NotThereError."""
    opened(fact_key)
    try:
        file = queries.file_of(*where(), fact_key)
        operations.put_back(file, number, version=VersionedForm().opened_with, by=viewer())
    except MovedOnError as error:
        return page(opened(fact_key), 409, refused=words_of(error))
    return redirect(url_for(".fact", fact_key=fact_key, said="put-back"), 303)
