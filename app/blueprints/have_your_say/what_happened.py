"""What became of it: the words of a tear-off card lead to an event, and to nothing else."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.have_your_say.blueprint import bp
from app.blueprints.have_your_say.forms import WordsForm
from app.domain.disclosure import SHARED, figure
from app.domain.online_say import COME_BACK_AFTER, WRONG_WORDS
from app.models.answers import Release
from app.models.engagement import Event
from app.queries import findings, statements
from app.queries.online import people_heard, shown_event
from app.queries.releases import document_of, shown_of
from app.queries.tear_off import event_of_words
from app.web import source_limits
from app.web.access import public
from app.web.results_page import heard, shown
from app.web.statement_words import state_of_row


@bp.get("/what-happened")
@public
def tear_off() -> ResponseReturnValue:
    """Three words from a card. They stand in the address, as the card's square has them: nothing personal."""
    typed = request.args.get("code", "")
    form = WordsForm(formdata=None, data={"code": typed[:200]})
    if "code" not in request.args:
        return render_template("have_your_say/tear_off.html", form=form)
    if not typed.strip():
        return refused(form)
    if seconds := source_limits.wait_left(WRONG_WORDS):
        page = render_template("have_your_say/tear_off.html", form=form, minutes=-(-seconds // 60))
        response = make_response(page, 429)
        response.headers["Retry-After"] = str(seconds)
        return response
    slug = event_of_words(typed)
    if slug:
        return redirect(url_for(".what_happened", event=slug), 303)
    source_limits.wait_for(WRONG_WORDS)
    return refused(form)


def refused(form: WordsForm) -> Response:
    form.refuse()
    return make_response(render_template("have_your_say/tear_off.html", form=form, has_errors=True), 422)


@bp.get("/what-happened/<string:event>")
@public
def what_happened(event: str) -> ResponseReturnValue:
    """Before its results are published only how many spoke, rounded, and when to come back."""
    found = shown_event(event)
    if (release := shown_of(found)) is not None:
        return results(found, release)
    come_back = clock.local_day(found.ends_at + COME_BACK_AFTER)
    return render_template(
        "have_your_say/what_happened.html",
        event=found,
        heard=figure(people_heard(found), SHARED),
        come_back=come_back,
        is_late=clock.today() > come_back,
        is_running=clock.now() < found.ends_at,
    )


def results(event: Event, release: Release) -> ResponseReturnValue:
    """What is published of an event, and what is done about it. Nothing here is counted anew."""
    document = document_of(release)
    return render_template(
        "have_your_say/results.html",
        event=event,
        release=release,
        heard=heard(document),
        results=shown(document),
        report=findings.of_release(release.id),
        statements=[(one, state_of_row(one)) for one in statements.of_event(event)],
    )
