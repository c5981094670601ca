"""Every fact of Help now, those that nobody can trust first; and one of them."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.blueprints.help_facts.blueprint import bp, opened, page, titles
from app.domain.help_facts import Standing
from app.domain.roles import Permission
from app.web import help_shown
from app.web.access import requires
from app.web.viewer import viewer


@bp.get("/help-now/facts")
@requires(Permission.HELP_FACT_READ)
def listed() -> ResponseReturnValue:
    rows = help_shown.to_check()
    return render_template(
        "help_facts/listed.html",
        rows=rows,
        titles=titles(),
        many=sum(row.standing is not Standing.CHECKED for row in rows),
        may_edit=viewer().may(Permission.PAGE_EDIT),
    )


@bp.get("/help-now/facts/<string:fact_key>")
@requires(Permission.HELP_FACT_READ)
def fact(fact_key: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return page(opened(fact_key))
