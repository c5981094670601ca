"""One point: what may tell who is speaking, what is hidden, who looked. A person decides about each place."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.redaction.forms import HideForm
from app.blueprints.redaction.pieces import pieces
from app.domain import spans
from app.domain.errors import NotAllowedError, StaleError
from app.domain.insight import RedactionReason
from app.domain.places import Place
from app.domain.redaction import between
from app.domain.roles import Permission
from app.operations import redactions
from app.queries import redactions as queries
from app.web.access import requires
from app.web.labels_redaction import SHORT, reason_of
from app.web.opening import opened
from app.web.viewer import viewer

if TYPE_CHECKING:
    from app.models.conversations import Point

bp = Blueprint("redaction", __name__, url_prefix="/insight")

DID = ("hidden", "shown", "nothing", "looked", "again")
"""What the last press did, as the address of the page after it says."""


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    """No browser keeps what somebody said."""
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/points/<uuid:point_id>/hide", methods=["GET", "POST"])
@requires(Permission.FEEDBACK_HIDE)
def shown(point_id: uuid.UUID) -> ResponseReturnValue:
    """The words with what is likely marked; each place has its choice."""
    point = opened(
        "point",
        point_id,
        lambda: queries.point_for(viewer(), point_id, Permission.FEEDBACK_HIDE),
        part="hide",
    )
    form = HideForm()
    if request.method == "GET":
        return page(point, form)
    do, _colon, rest = request.form.get("do", "").partition(":")
    if do in {"typed", "selected"} and form.chosen is None:
        form.reason.errors = [_("Choose what the words tell.")]
    places = wanted(point, form, do)
    if form.errors or form.reason.errors or form.words.errors:
        return page(point, form, 422)
    try:
        did = decide(point, form, do, rest, places)
    except (StaleError, NotAllowedError):
        return page(point, form, 409)
    return redirect(url_for(".shown", point_id=point.id, did=did), 303)


def wanted(point: Point, form: HideForm, do: str) -> list[tuple[int, int]]:
    """Where the words stand that somebody typed or selected; an error of the form where nowhere."""
    if do == "selected":
        if form.selected is None:
            form.words.errors = [_("Select some of the words first, or type them.")]
        return [form.selected] if form.selected else []
    if do != "typed":
        return []
    looked = queries.looked(viewer(), point, place(), kept_days=kept_days())
    found = spans.found(looked.segments, form.words.data or "")
    if not (form.words.data or "").strip():
        form.words.errors = [_("Type the words to hide.")]
    elif not found:
        form.words.errors = [_("These words do not stand there. Type them just as they stand above.")]
    return found


def decide(point: Point, form: HideForm, do: str, rest: str, places: list[tuple[int, int]]) -> str:
    """What was done. Raises: StaleError, NotAllowedError."""
    version, by, there = version_sent(), viewer(), place()
    match do:
        case "typed" | "selected" if form.chosen:
            redactions.hide(point, places, form.chosen, by=by, version=version, place=there)
            return "hidden"
        case "hide":
            start, end, reason = ends_of(rest)
            redactions.hide(point, [(start, end)], reason, by=by, version=version, place=there)
            return "hidden"
        case "none":
            start, end, _reason = ends_of(rest)
            redactions.dismiss(point, (start, end), by=by, version=version, place=there)
            return "nothing"
        case "nothing":
            redactions.say_nothing_tells(point, by=by, version=version, place=there)
            return "looked"
        case "again":
            redactions.say_again(point, by=by, version=version)
            return "again"
    raise NotAllowedError


def version_sent() -> int:
    """That of the look as the page showed it; none is like it where the form holds none."""
    said = request.form.get("version", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else -1


def ends_of(value: str) -> tuple[int, int, RedactionReason]:
    """A place and its reason, as a button carries them. Raises: NotAllowedError."""
    start, _colon, rest = value.partition(":")
    end, _colon, reason = rest.partition(":")
    known = {one.value: one for one in RedactionReason}
    if not all(one.isascii() and one.isdigit() and len(one) < 8 for one in (start, end)):
        raise NotAllowedError
    return int(start), int(end), known.get(reason, RedactionReason.OTHER)


def page(point: Point, form: HideForm, status: int = 200) -> Response:
    looked = queries.looked(viewer(), point, place(), kept_days=kept_days())
    findings = [(one.start, one.end) for one in looked.findings]
    did = request.args.get("did", "")
    markup = render_template(
        "redaction/shown.html",
        looked=looked,
        pieces=pieces(looked.segments, findings),
        words_of=[between(looked.segments, start, end) for start, end in findings],
        form=form,
        short=SHORT,
        reason_of=reason_of,
        did=did if did in DID else "",
        may_see_beneath=viewer().may(Permission.ORIGINAL_SEE),
        is_stale=status == 409,
        has_errors=status == 422,
    )
    return make_response(markup, status)


def place() -> Place:
    found: Place = current_app.config["PLACE_DATA"]
    return found


def kept_days() -> int:
    return int(current_app.config["ORIGINALS_KEPT_DAYS"])
