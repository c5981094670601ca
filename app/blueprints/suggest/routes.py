"""The questions in their order, a look at what is there already, and the answers before they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from app.blueprints.suggest import answers
from app.blueprints.suggest.blueprint import (
    MOST_AN_HOUR,
    MOST_SENT,
    bp,
    draft,
    forget,
    remember,
    token,
    url_of,
)
from app.blueprints.suggest.forms import FORMS, KindForm, Question, YouForm
from app.domain.listing import Kind
from app.domain.suggestion import Step, after, before, first_open, is_person, steps
from app.extensions import limiter
from app.operations import suggestions
from app.operations.index import ground
from app.queries.lookalikes import lookalikes
from app.queries.suggestions import document_of
from app.web.access import public
from app.web.i18n import current_language
from app.web.place import place
from app.web.viewer import viewer

if TYPE_CHECKING:
    from app.models.stewardship import ListingChange

TRAP = "website2"
"""A box that people do not see. Whoever fills it in is a machine, and is answered like everybody."""


@bp.route("/suggest", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def start() -> ResponseReturnValue:
    """What's strong here? The first answer begins a draft, and sets the cookie that the page tells of."""
    held = draft()
    form = KindForm(data={"kind": document_of(held)["kind"] if held else None})
    if form.validate_on_submit():
        kind = Kind(form.kind.data)
        if held is not None:
            suggestions.write(held, {"kind": kind.value})
            return redirect(url_for(".question", step=Step.NAME.value), 303)
        response = make_response(redirect(url_for(".question", step=Step.NAME.value), 303))
        return remember(response, suggestions.begin(kind, by=viewer(), language=current_language()))
    page = render_template("suggest/start.html", form=form, held=held, has_errors=bool(form.errors))
    return make_response(page, 422 if form.errors else 200)


@bp.route("/suggest/<any(name, where, area, 'when-words', cost, who, contact):step>", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def question(step: str) -> ResponseReturnValue:
    held, asked = draft(), Step(step)
    if held is None:
        return redirect(url_for(".start"), 303)
    if asked not in steps(document_of(held)):
        raise NotFound
    form = FORMS[asked].of(document_of(held))
    if request.method == "POST":
        form.validate()
        values = form.take(document_of(held))
        if not any(field.errors for field in form):
            suggestions.write(held, values)
            return redirect(onward(held, asked), 303)
    return shown(held, asked, form)


@bp.route("/suggest/you", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def you() -> ResponseReturnValue:
    """Where we may answer to; never part of the listing."""
    held = draft()
    if held is None:
        return redirect(url_for(".start"), 303)
    person = is_person(document_of(held))
    form = YouForm(data={"email": held.contact, "phone": held.answer})
    if request.method == "POST":
        form.check(is_person=person)
        if not any(field.errors for field in form):
            suggestions.say_who(
                held, email=form.email.data or "", phone=form.phone.data or "" if person else ""
            )
            return redirect(url_for(".check"), 303)
    has_errors = any(field.errors for field in form)
    page = render_template(
        "suggest/you.html", form=form, is_person=person, back=back_of(held, Step.YOU), has_errors=has_errors
    )
    return make_response(page, 422 if has_errors else 200)


@bp.get("/suggest/like-it")
@public
def like_it() -> ResponseReturnValue:
    """Is it one of these? Shown only where something is like it."""
    held = draft()
    if held is None:
        return redirect(url_for(".start"), 303)
    found = alike(held)
    following = after(Step.WHERE, document_of(held)) or Step.YOU
    return render_template("suggest/like_it.html", found=found, onward=url_of(following), name=held.name)


@bp.get("/suggest/check")
@public
def check() -> ResponseReturnValue:
    held = draft()
    if held is None:
        return redirect(url_for(".start"), 303)
    if missing := first_open(document_of(held)):
        return redirect(url_of(missing), 303)
    return render_template(
        "suggest/check.html",
        rows=answers.rows(held, url_of),
        quick="quick" in request.args,
        trap=TRAP,
    )


@bp.post("/suggest/send")
@public
@limiter.limit(MOST_SENT)
def send() -> ResponseReturnValue:
    """Once, however often the button is pressed: afterwards the draft is no draft any more."""
    held, mine = draft(), token()
    if request.form.get(TRAP):
        return forget(make_response(redirect(url_for(".thanks"), 303)))
    if held is None:
        return redirect(url_for(".suggestion", token=mine, sent=1) if mine else url_for(".start"), 303)
    if missing := first_open(document_of(held)):
        return redirect(url_of(missing), 303)
    if is_person(document_of(held)):
        number = place().help_line.number
        suggestions.write(held, {"join": _("Get in touch through us. Ring %(number)s.", number=number)})
    try:
        suggestions.send(held, by=viewer(), ground=ground(place(), current_app.config["ROOT"]))
    except suggestions.TooQuickError:
        return redirect(url_for(".check", quick=1, _anchor="quick"), 303)
    return redirect(url_for(".suggestion", token=mine, sent=1), 303)


@bp.get("/suggest/thanks")
@public
def thanks() -> ResponseReturnValue:
    return render_template("suggest/thanks.html")


@bp.post("/suggest/forget")
@public
def throw_away() -> ResponseReturnValue:
    """Throw the draft away, and take the cookie back."""
    held = draft()
    if held is not None:
        suggestions.forget(held)
    return forget(make_response(redirect(url_for(".start"), 303)))


def shown(held: ListingChange, step: Step, form: Question) -> Response:
    has_errors = any(field.errors for field in form)
    asked = steps(document_of(held))
    page = render_template(
        "suggest/question.html",
        form=form,
        step=step.value,
        number=asked.index(step) + 1,
        out_of=len(asked),
        back=back_of(held, step),
        boxes=[field.name for field in form],
        has_errors=has_errors,
    )
    return make_response(page, 422 if has_errors else 200)


def onward(held: ListingChange, step: Step) -> str:
    """The next question. After the place, first a look at what is there already."""
    last_to_know = Step.WHERE if Step.WHERE in steps(document_of(held)) else Step.NAME
    if step is last_to_know and alike(held):
        return url_for(".like_it")
    following = after(step, document_of(held))
    return url_of(following) if following else url_for(".check")


def alike(held: ListingChange) -> tuple[object, ...]:
    postcode = next((place["postcode"] for place in document_of(held)["places"]), "")
    return lookalikes(document_of(held)["name"], postcode)


def back_of(held: ListingChange, step: Step) -> str:
    earlier = before(step, document_of(held))
    return url_of(earlier) if earlier else url_for(".start")
