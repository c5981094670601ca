"""Where referrals stand, for whoever made them: signed in, or by the link to one of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.refer.blueprint import KEY, TYPED, bp
from app.blueprints.refer.following_forms import AnswerForm, WithdrawForm
from app.domain.errors import GoneError, NotAllowedError, NotThereError, StaleError
from app.domain.machine import Actor
from app.domain.people import LinkPurpose
from app.domain.referral import ReferralAction, ReferralStatus
from app.domain.referral_moves import open_actions
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.extensions import limiter
from app.models.referrals import Referral
from app.operations import access_links, audit, referral_questions, referrer_news
from app.queries import referrers as queries
from app.queries.referrals import with_id
from app.web.access import public, requires
from app.web.hear_by import hear_by
from app.web.journeys import MOST_AN_HOUR
from app.web.labels import label
from app.web.opening import opened_referral
from app.web.paging import pages
from app.web.referrer_words import ending, state_of
from app.web.viewer import viewer


@bp.get("/refer/own")
@requires(Permission.REFERRAL_FOLLOW)
def own() -> ResponseReturnValue:
    """The organisation's referrals, those with a question first."""
    asked = request.args.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    rows, last = queries.own(viewer(), number)
    audit.seen(viewer(), "referral.listed", count=len(rows))
    return render_template(
        "refer/own.html",
        rows=[(row, state_of(row.status, row.case)) for row in rows],
        begun=queries.begun(viewer(), KEY, TYPED),
        pages=pages(min(number, last), last, lambda one: url_for(".own", page=one)),
    )


@dataclass(frozen=True, slots=True)
class Door:
    """Who stands at it, and where it is."""

    referral: Referral
    by: Viewer
    url: str
    token: str = ""

    @property
    def by_link(self) -> bool:
        return bool(self.token)


@bp.route("/refer/own/<uuid:referral_id>", methods=["GET", "POST"])
@requires(Permission.REFERRAL_FOLLOW)
def own_referral(referral_id: uuid.UUID) -> ResponseReturnValue:
    """The same door for whoever is signed in. Another organisation's is not there."""
    referral = opened_referral(referral_id, Permission.REFERRAL_FOLLOW, part="referrer")
    return at(Door(referral, viewer(), url_for(".own_referral", referral_id=referral_id)))


@bp.route("/referral/<string:token>", methods=["GET", "POST"])
@public
@limiter.limit(MOST_AN_HOUR, methods=["POST"])
def door(token: str) -> ResponseReturnValue:
    """Whoever has the link sees where it stands, answers a question, takes it back."""
    try:
        link = access_links.find(LinkPurpose.REFERRAL, token, used_too=True)
    except GoneError:
        return make_response(render_template("refer/door_over.html"), 410)
    referral = with_id(link.referral_id) if link.referral_id else None
    if referral is None:
        raise NotThereError
    by = Viewer(link_id=link.id, name=referral.referrer_name or "")
    audit.seen(by, "referral.seen", of=("referral", referral.id), scope="referrer")
    return at(Door(referral, by, url_for(".door", token=token), token))


def at(door: Door) -> Response:
    """Look, answer, or take it back: each once, whatever is pressed twice."""
    answer, withdraw = AnswerForm(), WithdrawForm()
    if request.method == "POST" and request.form.get("do") == "withdraw":
        if withdraw.read():
            words = withdraw.reason.data or ""
            return again(door, answer, withdraw, lambda: referral_questions.withdraw(
                door.referral, words, by=door.by, version=withdraw.number, by_link=door.by_link
            ))  # fmt: skip
    elif request.method == "POST" and answer.read():
        words = answer.answer.data or ""
        return again(door, answer, withdraw, lambda: referral_questions.answer(
            door.referral, words, by=door.by, version=answer.number, by_link=door.by_link
        ))  # fmt: skip
    faulty = bool(answer.errors or withdraw.errors)
    return shown(door, answer, withdraw, 422 if faulty else 200)


def again(door: Door, answer: AnswerForm, withdraw: WithdrawForm, act: Callable[[], object]) -> Response:
    """Do it, and show the page as it then is. What is no longer possible changes nothing, and says so."""
    try:
        act()
    except (NotAllowedError, StaleError):
        if is_done_already(door.referral):
            return make_response(redirect(door.url, 303))
        return shown(door, answer, withdraw, 409, stale=True)
    return make_response(redirect(f"{door.url}?done=1", 303))


def is_done_already(referral: Referral) -> bool:
    """Was the same button pressed twice?"""
    held = with_id(referral.id)
    return held is not None and (
        (request.form.get("do") == "withdraw" and held.status is ReferralStatus.WITHDRAWN)
        or (request.form.get("do") == "answer" and held.answer == (request.form.get("answer") or "").strip())
    )


def shown(
    door: Door, answer: AnswerForm, withdraw: WithdrawForm, status: int, *, stale: bool = False
) -> Response:
    referral = door.referral
    case = queries.case_of(referral)
    hears = referrer_news.may_hear_the_end(referral)
    standing = state_of(referral.status, case.status if case else None, may_hear_the_end=hears)
    actions = open_actions(referral.status, {Actor.REFERRER})
    page = render_template(
        "refer/door.html",
        layout="layouts/public.html" if door.by_link else "layouts/staff.html",
        referral=referral,
        by_link=door.by_link,
        called=initials(referral.name) if door.by_link else referral.name,
        standing=standing,
        ended=ending(case.closure_reason) if case and hears else "",
        why_not=label(referral.not_accepted) if referral.not_accepted else "",
        can_answer=ReferralAction.ANSWER in actions,
        can_withdraw=ReferralAction.WITHDRAW in actions,
        answer=answer,
        withdraw=withdraw,
        url=door.url,
        hear_by=hear_by(),
        stale=stale,
        done="done" in request.args,
        has_errors=bool(answer.errors or withdraw.errors),
    )
    return make_response(page, status)


def initials(name: str) -> str:
    """Enough for whoever referred them to know who it is. Shape: `M. Z.`"""
    return " ".join(f"{part[0]}." for part in name.split() if part) or _("somebody")
