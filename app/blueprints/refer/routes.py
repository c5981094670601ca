"""The journey of somebody who refers at work: signed in, or let in by a link."""

from __future__ import annotations

import uuid

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.refer import receiving
from app.blueprints.refer.blueprint import JOURNEY, KEY, TYPED, bp
from app.domain.errors import NotThereError
from app.domain.people import LinkPurpose
from app.domain.roles import Permission, Role
from app.extensions import limiter
from app.operations import access_links, journey_drafts, referrer_links
from app.queries import referrers as queries
from app.queries.referrals import with_id
from app.web.access import SignInNeededError, public, requires
from app.web.hear_by import hear_by
from app.web.i18n import current_language
from app.web.journeys import MOST_AN_HOUR, MOST_CODES, MOST_SENT
from app.web.viewer import viewer

TYPES = frozenset({Role.HELPLINE_WORKER, Role.LINK_WORKER, Role.TEAM_LEAD})
"""Who types in what others say or write."""


@bp.route("/refer", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def start() -> ResponseReturnValue:
    """What it is. Who has an account begins here; others sign in, or ask for a link."""
    may = viewer().may(Permission.REFERRAL_MAKE)
    if request.method == "POST":
        if not may:
            raise SignInNeededError
        return begin()
    return render_template(
        "refer/start.html",
        may=may,
        types=bool(viewer().roles & TYPES),
        imports=viewer().may(Permission.REFERRAL_IMPORT),
        follows=viewer().may(Permission.REFERRAL_FOLLOW),
        has_get_help="get_help.start" in current_app.view_functions,
        kept="kept" in request.args,
        begun=queries.begun(viewer(), KEY, TYPED) if may else [],
        held=None if may else JOURNEY.begun(),
        gone="gone" in request.args,
        hear_by=hear_by(),
    )


def begin() -> ResponseReturnValue:
    """A new draft of this account. What it had begun before stays, in its list."""
    me = queries.oneself(viewer())
    practice = queries.practice_of(viewer())
    answers = {"start": {"name": me.name, "service": me.service}}
    if practice:
        answers["start"]["practice_id"] = str(practice)
    token = journey_drafts.begin(KEY, answers, by=viewer(), language=current_language())
    return JOURNEY.remember(make_response(redirect(url_for(".question", step="who"), 303)), token)


@bp.route("/refer/by/<string:token>", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def by_link(token: str) -> ResponseReturnValue:
    """The link opens a page; its button begins. Raises: NotThereError, GoneError."""
    link = access_links.find(LinkPurpose.REFER, token)
    if request.method == "POST":
        access_links.use(link)
        return JOURNEY.begin("start", referrer_links.first_answer(link))
    return render_template("refer/by_link.html", token=token, hear_by=hear_by())


@bp.route("/refer/for/<string:step>", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def question(step: str) -> ResponseReturnValue:
    return JOURNEY.question(step)


@bp.get("/refer/check")
@public
def check() -> ResponseReturnValue:
    return JOURNEY.check()


@bp.post("/refer/send")
@public
@limiter.limit(MOST_SENT)
def send() -> ResponseReturnValue:
    return JOURNEY.send(receiving.receive)


@bp.get("/refer/sent")
@public
def sent() -> ResponseReturnValue:
    """What happens next, with a reference."""
    draft = JOURNEY.sent_draft()
    if draft is None or draft.referral_id is None:
        return redirect(url_for(".start"), 303)
    referral = with_id(draft.referral_id)
    if referral is None:
        raise NotThereError
    return render_template(
        "refer/sent.html",
        referral=referral,
        hear_by=hear_by(),
        is_agreed=receiving.is_agreed(referral.document),
        may=viewer().may(Permission.REFERRAL_MAKE),
        follows=viewer().may(Permission.REFERRAL_FOLLOW),
    )


@bp.route("/refer/saved", methods=["GET", "POST"])
@public
@limiter.limit(MOST_SENT, methods=["POST"])
def saved() -> ResponseReturnValue:
    """Who is signed in finds it in their list; others get a code."""
    if viewer().may(Permission.REFERRAL_MAKE) and JOURNEY.begun() is not None:
        return redirect(url_for(".start", kept=1), 303)
    return JOURNEY.saved()


@bp.route("/refer/come-back", methods=["GET", "POST"])
@public
@limiter.limit(MOST_CODES, methods=["POST"])
def come_back() -> ResponseReturnValue:
    return JOURNEY.come_back()


@bp.post("/refer/throw-away")
@public
def throw_away() -> ResponseReturnValue:
    return JOURNEY.throw_away()


@bp.post("/refer/go-on/<uuid:draft_id>")
@requires(Permission.REFERRAL_MAKE)
def go_on(draft_id: uuid.UUID) -> ResponseReturnValue:
    """Go on with one of one's own that is not sent yet. Raises: NotThereError."""
    draft = queries.own_draft(viewer(), draft_id, KEY)
    if draft is None:
        raise NotThereError
    return JOURNEY.go_on(draft)
