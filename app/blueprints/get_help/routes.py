"""The pages of the journey, in the order somebody meets them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.get_help.blueprint import JOURNEY, bp
from app.blueprints.get_help.forms import WhoForm
from app.blueprints.get_help.told import document_of, source_of
from app.domain.referral import ReferralMethod, ReferralSource
from app.extensions import limiter
from app.gateways.place_pages import PageText
from app.operations import referrals
from app.queries.journey_drafts import answers_of
from app.queries.practices import practice_called
from app.queries.referrals import with_id
from app.web.access import public
from app.web.hear_by import hear_by
from app.web.i18n import current_language
from app.web.journeys import MOST_AN_HOUR, MOST_CODES, MOST_SENT, by_link
from app.web.plain_pages import text_of as read_page
from app.web.printing import size_asked
from app.web.prose import prose
from app.web.viewer import viewer

if TYPE_CHECKING:
    from app.models.persons import JourneyDraft


@bp.route("/get-help", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def start() -> ResponseReturnValue:
    """What a link worker is, and the doors. The first answer begins a draft and sets the cookie."""
    if request.method == "GET" and (size := size_asked()):
        return redirect(url_for(".paper", size=size))
    held = JOURNEY.begun()
    form = WhoForm.of(
        answers_of(held) if held else {}, "who", request.form if request.method == "POST" else None
    )
    if request.method == "POST" and form.read({}):
        return JOURNEY.begin("who", form.taken())
    first, rest = text_of_page()
    page = render_template(
        "get_help/start.html",
        form=form,
        held=held,
        text=first,
        prose=prose(first),
        more=prose(rest),
        refer=url_for("refer.start") if "refer.start" in current_app.view_functions else "",
        is_gone="gone" in request.args,
        has_errors=form.has_faults,
        **JOURNEY.frame({}),
    )
    return make_response(page, 422 if form.has_faults else 200)


def text_of_page() -> tuple[PageText, PageText]:
    """What stands before the questions, and what stands after them: from its first heading on."""
    whole = read_page("get-help")
    first, mark, rest = whole.body.partition("\n## ")
    return replace(whole, body=first), replace(whole, body=mark + rest)


@bp.route("/get-help/<string:step>", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def question(step: str) -> ResponseReturnValue:
    return JOURNEY.question(step)


@bp.get("/get-help/check")
@public
def check() -> ResponseReturnValue:
    return JOURNEY.check()


@bp.post("/get-help/send")
@public
@limiter.limit(MOST_SENT)
def send() -> ResponseReturnValue:
    return JOURNEY.send(receive)


def receive(draft: JourneyDraft) -> uuid.UUID:
    """Hand it in. The draft's id is the key, so however often it comes it is one."""
    answers, language = answers_of(draft), current_language()
    practice = practice_called(str(answers.get("doctor", {}).get("practice", "")))
    document = document_of(answers, language=language, practice_id=str(practice or ""))
    return referrals.receive(
        document,
        key=draft.id,
        source=source_of(answers),
        method=ReferralMethod.SELF,
        by=viewer(),
        hear_by=hear_by(),
        language=language,
    ).id


@bp.get("/get-help/sent")
@public
def sent() -> ResponseReturnValue:
    """We have it: the reference, by when they hear, and what happens next."""
    held = JOURNEY.sent_draft()
    referral = with_id(held.referral_id) if held and held.referral_id else None
    if referral is None:
        return redirect(url_for(".start"), 303)
    began = (referral.received_at or clock.now()).astimezone(clock.LONDON).date()
    return render_template(
        "get_help/sent.html",
        reference=referral.reference,
        by=hear_by(began),
        is_for_another=referral.source is ReferralSource.FOR_SOMEBODY,
        **JOURNEY.frame({}),
    )


@bp.route("/get-help/saved", methods=["GET", "POST"])
@public
@limiter.limit(MOST_SENT, methods=["POST"])
def saved() -> ResponseReturnValue:
    return JOURNEY.saved()


@bp.route("/get-help/come-back", methods=["GET", "POST"])
@public
@limiter.limit(MOST_CODES, methods=["POST"])
def come_back() -> ResponseReturnValue:
    return JOURNEY.come_back()


@bp.route("/come-back/<string:token>", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def come_back_by_link(token: str) -> ResponseReturnValue:
    """The link of an e-mail, for every journey."""
    return by_link(token)


@bp.post("/get-help/throw-away")
@public
def throw_away() -> ResponseReturnValue:
    return JOURNEY.throw_away()
