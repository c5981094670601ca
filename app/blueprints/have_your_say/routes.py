"""What is asked now, and the first page of one conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.blueprints.have_your_say.answers import answered, journey_of
from app.blueprints.have_your_say.blueprint import bp
from app.domain.online_say import Standing
from app.gateways.place_pages import PageText
from app.queries.online import online_event, open_now
from app.web.access import public
from app.web.carried_answers import minted
from app.web.plain_pages import text_of as read_page
from app.web.prose import prose
from app.web.reading import reads_easy

if TYPE_CHECKING:
    from app.models.engagement import Event


@bp.get("/have-your-say")
@public
def home() -> ResponseReturnValue:
    """What is asked now, and every other way to be heard."""
    if reads_easy():
        return render_template("have_your_say/home_easy.html", events=open_now())
    first, rest = text_of_page()
    return render_template(
        "have_your_say/home.html",
        text=first,
        prose=prose(first),
        more_words=prose(rest),
        events=open_now(),
        views=current_app.view_functions,
    )


def text_of_page() -> tuple[PageText, PageText]:
    """What stands before the list, and what stands after it: from its first heading on."""
    whole = read_page("have-your-say")
    first, mark, rest = whole.body.partition("\n## ")
    return replace(whole, body=first), replace(whole, body=mark + rest)


@bp.route("/have-your-say/<string:event>", methods=["GET", "POST"])
@public
def start(event: str) -> ResponseReturnValue:
    """Why we ask and what happens with it. Each answer is sent here, and answered with the next page."""
    found, stands = online_event(event)
    if request.method == "POST":
        return answered(found, stands)
    if stands is not Standing.OPEN:
        return not_open(found, stands)
    return journey_of(found).start(minted())


def not_open(event: Event, stands: Standing) -> Response:
    return make_response(render_template("have_your_say/not_open.html", event=event, stands=stands.value))
