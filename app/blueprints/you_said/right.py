"""Did we get this right? One tap, counted by the day; nothing says who tapped."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from app.blueprints.you_said.blueprint import bp
from app.domain.insight import RightAnswer
from app.domain.throttle import RIGHT_FROM_A_SOURCE, RIGHT_ONCE
from app.operations import right_counts
from app.queries import statements as queries
from app.web import source_limits
from app.web.access import public


@bp.post("/you-said/<string:statement>/right")
@public
def right(statement: str) -> ResponseReturnValue:
    """Raises: NotThereError; TooManyRequests."""
    found = queries.public(statement)
    answer = next((one for one in RightAnswer if one.value == request.form.get("answer")), None)
    if answer is None:
        return redirect(url_for(".shown", statement=found.slug), 303)
    here = source_limits.here()
    if seconds := source_limits.wait_for(RIGHT_FROM_A_SOURCE, also=((RIGHT_ONCE, f"{here}:{found.slug}"),)):
        raise TooManyRequests(retry_after=seconds)
    right_counts.count(found, answer)
    return redirect(url_for(".thanks", statement=found.slug, answer=answer.value), 303)


@bp.get("/you-said/<string:statement>/thanks")
@public
def thanks(statement: str) -> ResponseReturnValue:
    """Who says no is told how to tell us more. Raises: NotThereError."""
    found = queries.public(statement)
    is_right = request.args.get("answer") == RightAnswer.YES.value
    return render_template("you_said/thanks.html", statement=found, is_right=is_right)
