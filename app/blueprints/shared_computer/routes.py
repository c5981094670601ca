"""Library mode: it is switched on, put off, and everything is cleared."""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.operations import journey_drafts, saved_lists
from app.operations import sign_in as signing_in
from app.web import saving, sessions, shared_computer
from app.web.access import public
from app.web.journeys import JOURNEYS
from app.web.navigation import home_url
from app.web.viewer import viewer

bp = Blueprint("shared_computer", __name__)

NEXT = "next"


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def back_to(target: str) -> str:
    return target if saving.is_safe(target) else home_url()


@bp.get("/shared-computer")
@public
def explained() -> ResponseReturnValue:
    return render_template("shared_computer/explained.html", back=back_to(request.args.get(NEXT, "")))


@bp.post("/shared-computer/start")
@public
def start() -> ResponseReturnValue:
    """From now on. Leads back to where they were."""
    return shared_computer.switch_on(make_response(redirect(back_to(request.form.get(NEXT, "")), 303)))


@bp.get("/shared-computer/still-there")
@public
def still_there() -> ResponseReturnValue:
    """Opens by itself after eight minutes, where there is no script. Its button gives ten more."""
    if not shared_computer.is_on():
        return redirect(url_for(".explained"), 303)
    return render_template("shared_computer/still_there.html", back=back_to(request.args.get(NEXT, "")))


@bp.post("/shared-computer/stay")
@public
def stay() -> ResponseReturnValue:
    """Somebody is there: the ten minutes begin anew."""
    return redirect(back_to(request.form.get(NEXT, "")), 303)


@bp.post("/shared-computer/leave")
@public
def leave() -> ResponseReturnValue:
    """Nothing stays: on this computer, or with us of what was begun here and not sent."""
    saved_lists.leave(key=saving.key())
    for journey in JOURNEYS.values():
        if (held := journey.begun()) is not None:
            journey_drafts.forget(held, by=viewer())
    if (opened := sessions.opened()) is not None:
        signing_in.sign_out(opened.viewer)
    g.shared_computer = None
    return shared_computer.clear(make_response(redirect(url_for(".cleared"), 303)))


@bp.get("/shared-computer/cleared")
@public
def cleared() -> ResponseReturnValue:
    return render_template("shared_computer/cleared.html")
