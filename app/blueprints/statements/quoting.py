"""People's own words beside a statement: only what may be shown, and why other words may not."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.statements.blueprint import bp, opened
from app.blueprints.statements.sourcing import uuid_of
from app.domain.errors import NeedsMoreError
from app.domain.roles import Permission
from app.models.engagement import Statement
from app.operations import audit, statement_quotes
from app.queries.quotable import quotable
from app.web.access import requires
from app.web.viewer import viewer

WHY_NOT = {
    "permission": _l("Whoever said it did not say yes to showing it."),
    "check": _l("A second person has not looked yet whether it tells who is speaking."),
    "release": _l("The results of the event are not published yet."),
    "few": _l("Too few people spoke at the event."),
}


@bp.route("/statements/<uuid:statement_id>/quotes", methods=["GET", "POST"])
@requires(Permission.STATEMENT_EDIT)
def quotes(statement_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError, also for words that are out of reach."""
    statement = opened(statement_id)
    if request.method == "GET":
        return page(statement)
    if request.form.get("do") == "remove":
        statement_quotes.remove(statement, uuid_of(request.form.get("quote", "")), by=viewer())
    else:
        try:
            statement_quotes.add(statement, uuid_of(request.form.get("point", "")), by=viewer())
        except NeedsMoreError as error:
            why = " ".join(str(WHY_NOT[name]) for name in WHY_NOT if name in error.missing)
            return page(statement, 409, refused=_("We cannot show these words.") + " " + why)
    return redirect(url_for(".quotes", statement_id=statement_id, said="kept"), 303)


def page(statement: Statement, status: int = 200, *, refused: str = "") -> ResponseReturnValue:
    """Words of people are on it: the look is traced for each."""
    offered = quotable(viewer(), statement)
    for one in offered:
        audit.seen(viewer(), "point.seen", of=("point", one.point_id), scope="statement")
    now = {one.point_id: one.words for one in offered}
    markup = render_template(
        "statements/quotes.html",
        statement=statement,
        offered=[one for one in offered if one.point_id not in {held.point_id for held in statement.quotes}],
        changed={
            one.id
            for one in statement.quotes
            if one.point_id and now.get(one.point_id, one.words) != one.words
        },
        why_not=WHY_NOT,
        refused=refused,
    )
    return make_response(markup, status)
