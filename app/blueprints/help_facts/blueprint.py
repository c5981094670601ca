"""The blueprint of the facts of Help now, how one is opened, and the page of one."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue

from app import clock
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.operations import audit
from app.queries import help_facts as queries
from app.queries.help_facts import HeldFact
from app.web import help_cards, help_shown
from app.web.help_shown import where
from app.web.place import place
from app.web.viewer import viewer

bp = Blueprint("help_facts", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def opened(key: str) -> HeldFact:
    """Raises: NotThereError, and the look is traced."""
    try:
        return queries.one(*where(), key)
    except NotThereError:
        audit.refused(viewer(), "help-fact.refused", of=("help-fact", queries.id_of(key)))
        raise


def titles() -> dict[object, str]:
    """What each card is called."""
    return {card.key: card.title for card in help_cards.cards()}


def page(held: HeldFact, status: int = 200, *, refused: str = "") -> ResponseReturnValue:
    """One fact with all that was done with it."""
    markup = render_template(
        "help_facts/fact.html",
        row=help_shown.staff_fact(held, clock.today()),
        history=queries.history(*where(), held.fact.key),
        languages=place().languages,
        title=titles()[held.fact.card],
        may_edit=viewer().may(Permission.PAGE_EDIT),
        refused=refused,
    )
    return make_response(markup, status)
