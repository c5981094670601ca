"""Show a statement to everybody, and take it back."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.statements.blueprint import bp, opened
from app.blueprints.statements.forms import WhyForm
from app.blueprints.statements.listing import page
from app.domain.errors import NeedsMoreError
from app.domain.insight import StatementStatus
from app.domain.roles import Permission
from app.operations import statement_edits
from app.web.access import requires
from app.web.forms import VersionedForm
from app.web.moved_on import MovedOnError, words_of
from app.web.viewer import viewer


@bp.post("/statements/<uuid:statement_id>/publish")
@requires(Permission.STATEMENT_EDIT)
def publish(statement_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    statement, form = opened(statement_id), VersionedForm()
    try:
        statement_edits.publish(statement, by=viewer(), version=form.opened_with)
    except NeedsMoreError:
        return make_response(
            page(statement_id, form, refused=_("Something is missing. It stands below.")), 422
        )
    except MovedOnError as error:
        if statement.status is StatementStatus.PUBLISHED:
            return redirect(url_for(".shown", statement_id=statement_id), 303)
        return make_response(page(statement_id, form, refused=words_of(error)), 409)
    return redirect(url_for(".shown", statement_id=statement_id, said="published"), 303)


@bp.route("/statements/<uuid:statement_id>/take-back", methods=["GET", "POST"])
@requires(Permission.STATEMENT_EDIT)
def take_back(statement_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    statement = opened(statement_id)
    form, refused = WhyForm(data={"version": str(statement.version)}), ""
    if form.validate_on_submit():
        try:
            statement_edits.unpublish(statement, form.why.data or "", by=viewer(), version=form.opened_with)
        except MovedOnError as error:
            refused, form.version.data = words_of(error), str(statement.version)
        else:
            return redirect(url_for(".shown", statement_id=statement_id, said="taken-back"), 303)
    markup = render_template(
        "statements/take_back.html",
        statement=statement,
        form=form,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return make_response(markup, 422 if form.errors else 409 if refused else 200)
