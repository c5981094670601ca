"""A suggestion's own page: where it stands, a question to answer, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.suggest.blueprint import MOST_AN_HOUR, bp
from app.blueprints.suggest.forms import AnswerForm
from app.domain.errors import NotAllowedError
from app.domain.listing_change import ChangeAction, open_actions
from app.domain.people import LinkPurpose
from app.domain.stewardship import ChangeStatus
from app.domain.suggestion import reference
from app.domain.typed_text import clean_lines
from app.extensions import limiter
from app.operations import access_links, changes
from app.queries import suggestions as queries
from app.web.access import public
from app.web.viewer import viewer


@bp.route("/suggest/mine/<string:token>", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def suggestion(token: str) -> ResponseReturnValue:
    """Whoever has the link may look, answer and take it back. Raises: NotThereError, GoneError."""
    change = queries.suggestion_of(access_links.find(LinkPurpose.SUGGESTION, token, used_too=True))
    if change.status is ChangeStatus.DRAFT:
        return redirect(url_for(".start"), 303)
    form = AnswerForm()
    if request.method == "POST" and request.form.get("do") == "withdraw":
        return again(token, lambda: changes.withdraw(change, by=viewer()))
    if form.validate_on_submit():
        words = clean_lines(form.answer.data or "")[:2000]
        return again(token, lambda: changes.answer(change, words, by=viewer()))
    page = render_template(
        "suggest/suggestion.html",
        change=change,
        token=token,
        form=form,
        reference=reference(change.id),
        status=change.status.value,
        can_answer=ChangeAction.ANSWER in open_actions(change.status),
        can_withdraw=ChangeAction.WITHDRAW in open_actions(change.status),
        slug=queries.slug_of(change),
        just_sent="sent" in request.args,
        has_errors=bool(form.errors),
    )
    return make_response(page, 422 if form.errors else 200)


def again(token: str, act: Callable[[], object]) -> Response:
    """Do it, and show the page as it then is; what is no longer possible changes nothing."""
    with suppress(NotAllowedError):
        act()
    return make_response(redirect(url_for(".suggestion", token=token), 303))
