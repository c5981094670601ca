"""When it happens: the same form about times as organisers have, one pattern only."""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.suggest.blueprint import MOST_AN_HOUR, bp, draft, url_of
from app.domain.schedule_boxes import Repeats
from app.domain.schedule_records import rule_of, with_rule
from app.domain.suggestion import Step, after, before
from app.extensions import limiter
from app.operations import suggestions
from app.queries.suggestions import document_of
from app.web.access import public
from app.web.times_form import RepeatsForm, boxes, read_back, repeats_of, times_form


@bp.route("/suggest/when", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def when() -> ResponseReturnValue:
    """How often first; then the rest; then the dates read back."""
    held = draft()
    if held is None:
        return redirect(url_for(".start"), 303)
    following = after(Step.WHEN, document_of(held))
    onward = url_of(following) if following else url_for(".check")
    earlier = before(Step.WHEN, document_of(held))
    back = url_of(earlier) if earlier else url_for(".start")
    records = document_of(held)["schedules"]
    rule = rule_of(records[0]) if records else None
    often = request.values.get("often", "")
    if often not in set(Repeats):
        known = repeats_of(rule) if rule else None
        form = RepeatsForm(formdata=None, data={"often": known.value if known else None}).offer()
        return render_template("suggest/how_often.html", form=form, back=back, onward=onward)
    repeats = Repeats(often)
    boxes_form = times_form(repeats, rule if request.method == "GET" else None)
    built = boxes_form.read(repeats) if request.method == "POST" else None
    if built is not None and built.rule is not None and request.form.get("do") == "keep":
        suggestions.write(held, {"schedules": with_rule([], 0, built.rule)})
        return redirect(onward, 303)
    wrong = built is not None and built.rule is None
    page = render_template(
        "suggest/when.html",
        form=boxes_form,
        repeats=repeats.value,
        boxes=boxes(repeats),
        read=read_back([built.rule]) if built is not None and built.rule is not None else None,
        has_errors=wrong,
    )
    return make_response(page, 422 if wrong else 200)
