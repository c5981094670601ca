"""The questions, answered by the person themselves from a link. No sign-in and no name on the page.

A link that is opened only shows; mail scanners open links too. What keeps the answers is the button.
"""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.measures.blueprint import bp
from app.blueprints.measures.routes import asked_parts
from app.domain import measures as rules
from app.domain.errors import GoneError, NotAllowedError
from app.domain.paper import wants_easy
from app.domain.people import LinkPurpose
from app.extensions import limiter
from app.operations import access_links, measures
from app.web.access import public
from app.web.easy_versions import easy_here
from app.web.i18n import current_language

MANY = "60 per hour; 200 per day"


@bp.get("/measure/<string:token>")
@public
def own(token: str) -> ResponseReturnValue:
    return asking(token)


@bp.post("/measure/<string:token>")
@public
@limiter.limit(MANY)
def own_answers(token: str) -> ResponseReturnValue:
    try:
        _link, _case, kinds, _moment = measures.opened_link(token)
        typed = {kind: rules.clean_answers(rules.questions_of(kind), request.form) for kind in kinds}
        measures.answer_by_link(token, typed, language=current_language())
    except NotAllowedError:
        return asking(token, status=422)
    except GoneError:
        return over()
    return redirect(url_for(".thanks", token=token), 303)


@bp.get("/measure/<string:token>/thanks")
@public
def thanks(token: str) -> ResponseReturnValue:
    access_links.find(LinkPurpose.MEASURE, token, used_too=True)
    return render_template("measures/thanks.html")


def asking(token: str, *, status: int = 200) -> ResponseReturnValue:
    try:
        _link, case, kinds, _moment = measures.opened_link(token)
    except GoneError:
        return over()
    is_easy = easy_here(first=wants_easy(case.person.reaching))
    page = render_template(
        "measures/own_easy.html" if is_easy else "measures/own.html",
        token=token,
        parts=asked_parts(kinds, request.form),
        has_errors=status == 422,
    )
    return page, status


def over() -> ResponseReturnValue:
    return make_response(render_template("measures/over.html"), 410)
