"""Whoever reads a fact and knows better says so: it goes to the page problems, with a day for the answer."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.help_facts.blueprint import bp, opened
from app.blueprints.help_facts.forms import WrongForm
from app.domain.help_facts import ENGLISH
from app.domain.page_problems import ProblemReason
from app.domain.roles import Permission
from app.operations import audit, page_problems
from app.operations.page_problems import Told
from app.queries import help_facts as queries
from app.web.access import requires
from app.web.place import place
from app.web.viewer import viewer


@bp.route("/help-now/facts/<string:fact_key>/wrong", methods=["GET", "POST"])
@requires(Permission.HELP_FACT_READ)
def wrong(fact_key: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held, form = opened(fact_key), WrongForm(data={"key": str(uuid.uuid4())})
    if not form.validate_on_submit():
        markup = render_template(
            "help_facts/wrong.html", fact=held.fact, form=form, has_errors=bool(form.errors)
        )
        return make_response(markup, 422 if form.errors else 200)
    name = held.fact.name.get(ENGLISH, fact_key)
    told = Told("/help-now", ProblemReason.OUT_OF_DATE, words=f"{name}: {form.words.data}", language=ENGLISH)
    if page_problems.tell(form.id, told, holidays=place().bank_holidays):
        audit.record(viewer(), "help-fact.told-wrong", of=("help-fact", queries.id_of(fact_key)))
    return redirect(url_for(".listed", said="wrong"), 303)
