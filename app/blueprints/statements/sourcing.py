"""Where a statement comes from: themes of published results, surveys, and what people told us before."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.statements.blueprint import bp, opened
from app.blueprints.statements.forms import SourceForm
from app.domain.errors import NotAllowedError
from app.domain.insight import SourceKind
from app.domain.roles import Permission
from app.models.engagement import Statement
from app.operations import statement_edits
from app.queries import statement_desk as desk
from app.queries import statements as queries
from app.web import statement_words as words
from app.web.access import requires
from app.web.viewer import viewer


@bp.route("/statements/<uuid:statement_id>/sources", methods=["GET", "POST"])
@requires(Permission.STATEMENT_EDIT)
def sources(statement_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError, also for a theme that is not offered."""
    statement = opened(statement_id)
    if request.form.get("do") == "theme":
        add_theme(statement)
    elif request.form.get("do") == "remove":
        if not removed(statement):
            return page(statement, blank(), 409, refused=_("Everybody can read it, so it needs one source."))
    elif request.method == "POST":
        form = SourceForm()
        if not form.validate():
            return page(statement, form, 422)
        statement_edits.add_source(statement, *form.written, by=viewer())
    if request.method == "POST":
        return redirect(url_for(".sources", statement_id=statement_id, said="kept"), 303)
    return page(statement, blank())


def blank() -> SourceForm:
    return SourceForm(formdata=None, data={"year": clock.today().year, "kind": SourceKind.SURVEY.value})


def add_theme(statement: Statement) -> None:
    """Shape of the button's value: `release:code`. Raises: NotThereError."""
    release_id, _colon, code_id = request.form.get("theme", "").partition(":")
    release, theme, name = desk.theme_of(uuid_of(release_id), code_id)
    statement_edits.add_theme(statement, release, theme, f"{name}: {theme.name}", by=viewer())


def removed(statement: Statement) -> bool:
    try:
        statement_edits.remove_source(statement, uuid_of(request.form.get("source", "")), by=viewer())
    except NotAllowedError:
        return False
    return True


def uuid_of(typed: str) -> uuid.UUID:
    """Junk is the id of nothing."""
    try:
        return uuid.UUID(typed)
    except ValueError:
        return uuid.UUID(int=0)


def page(
    statement: Statement, form: SourceForm, status: int = 200, *, refused: str = ""
) -> ResponseReturnValue:
    held = {(one.release_id, str(one.code_id)) for one in statement.sources}
    markup = render_template(
        "statements/sources.html",
        statement=statement,
        form=form,
        refused=refused,
        rows=list(zip(statement.sources, queries.came_from(statement.sources), strict=True)),
        offered=desk.offered(),
        held=held,
        words=words,
        has_errors=status == 422,
    )
    return make_response(markup, status)
