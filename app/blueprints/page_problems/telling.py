"""Is there anything wrong with this page? A form for anybody, without a cookie."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.page_problems.blueprint import bp
from app.blueprints.page_problems.forms import TellForm
from app.domain.page_problems import SENT, SENT_A_DAY, ProblemReason
from app.domain.reports import promised_by
from app.operations import page_problems
from app.operations.page_problems import Told
from app.web import keep_it, source_limits
from app.web.access import public
from app.web.carried_answers import FIELD, Carried, minted, packed, unpacked
from app.web.page_address import known_page, link_to
from app.web.page_titles import titles_of
from app.web.place import place

TRAP = "website2"
"""A box that people do not see. Who fills it in is asked to press again."""
SALT = "page problem"


@bp.route("/page-problem", methods=["GET", "POST"])
@public
def tell() -> ResponseReturnValue:
    """Once for each form, however often the button is pressed."""
    form = TellForm().offer()
    form.page.data = known_page(request.values.get("page", ""))
    carried = unpacked(SALT, request.form.get(FIELD, "")) or minted()
    if request.method == "GET":
        return shown(form, carried)
    if not form.validate():
        return shown(form, carried, 422)
    looked = keep_it.look_at(form, ["words"])
    if looked.is_asking:
        return shown(form, carried, looked=looked)
    if carried.is_hasty or request.form.get(TRAP):
        return shown(form, carried, looked=looked, is_quick=True)
    if seconds := source_limits.wait_for(SENT, SENT_A_DAY):
        answer = shown(form, carried, 429, looked=looked, minutes=-(-seconds // 60))
        answer.headers["Retry-After"] = str(seconds)
        return answer
    page_problems.tell(carried.submission, told_in(form), holidays=place().bank_holidays)
    return redirect(url_for(".thanks", page=form.page.data or None), 303)


@bp.get("/page-problem/thanks")
@public
def thanks() -> ResponseReturnValue:
    page = known_page(request.args.get("page", ""))
    due_on = promised_by(clock.today(), place().bank_holidays)
    return render_template("page_problems/thanks.html", due_on=due_on, back=link_to(page, for_everybody=True))


def told_in(form: TellForm) -> Told:
    return Told(
        page=form.page.data or "",
        reason=ProblemReason(form.reason.data),
        words=form.words.data or "",
        reading=form.way,
        language=form.chosen_language,
        email=form.email.data or "",
        phone=form.phone.data or "",
    )


def shown(form: TellForm, carried: Carried, status: int = 200, **more: Any) -> Response:
    page = form.page.data or ""
    markup = render_template(
        "page_problems/tell.html",
        form=form,
        page=page,
        title=titles_of([page]).get(page),
        back=link_to(page, for_everybody=True),
        carried=packed(SALT, carried),
        trap=TRAP,
        has_errors=status == 422,
        **more,
    )
    return make_response(markup, status)
