"""Each decision about a referral: a page that asks what it needs, and a button."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.triage import reading, words
from app.blueprints.triage.blueprint import bp
from app.blueprints.triage.forms import (
    AnswerForm,
    AskForm,
    AttemptForm,
    DecisionForm,
    LeadForm,
    NotAcceptForm,
    SendOnForm,
    TeamForm,
)
from app.domain.contact_log import ContactChannel, ContactResult
from app.domain.errors import NotAllowedError, StaleError
from app.domain.referral import NotAcceptedReason, ReferralAction
from app.domain.referral_document import clean
from app.domain.referral_moves import OPEN, open_actions
from app.domain.roles import Permission
from app.models.referrals import Referral
from app.operations import acting, referral_moves, referral_questions, triage
from app.queries import triage as queries
from app.web.access import requires
from app.web.opening import opened_referral
from app.web.transaction import undo
from app.web.viewer import viewer

A = ReferralAction
P = Permission
AnyForm = TypeVar("AnyForm", bound=DecisionForm)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of a decision says around its form."""

    heading: str
    button: str
    intro: str = ""
    is_warning: bool = False


def decide(
    referral: Referral,
    form: AnyForm,
    asked: Asked,
    act: Callable[[AnyForm], object],
    *,
    action: ReferralAction | None = None,
    template: str = "triage/decide.html",
    **more: object,
) -> ResponseReturnValue:
    """The page of one decision: asked, taken, or shown again with what was typed."""
    if action and not may(referral, action) and request.method == "GET":
        return reading.page(referral, trouble=reading.moved_on(), status=409)
    status, trouble = 200, None
    if form.validate_on_submit():
        try:
            act(form)
        except (StaleError, NotAllowedError):
            undo()
            referral, status, trouble = opened_referral(referral.id), 409, reading.moved_on()
        else:
            return redirect(url_for("triage.show", referral_id=referral.id, said="done"), 303)
    elif form.errors:
        status = 422
    form.version.data = str(referral.version)
    document = words.told(referral)
    page = render_template(
        template,
        referral=referral,
        form=form,
        asked=asked,
        trouble=trouble,
        is_possible=action is None or may(referral, action),
        needs=words.needs(document),
        safe=words.safe(document),
        called=document["preferred_name"] or document["given_name"],
        words=words,
        **more,
    )
    return page, status


def may(referral: Referral, action: ReferralAction) -> bool:
    return action in open_actions(referral.status, acting.for_referral(viewer(), referral))


@bp.post("/<uuid:referral_id>/start")
@requires(P.REFERRAL_TRIAGE)
def start(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral, form = opened_referral(referral_id), DecisionForm()
    try:
        triage.start(referral, by=viewer(), version=form.seen)
    except (StaleError, NotAllowedError):
        undo()
        return reading.page(opened_referral(referral_id), trouble=reading.moved_on(), status=409)
    return redirect(url_for("triage.show", referral_id=referral_id), 303)


@bp.route("/<uuid:referral_id>/ask", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def ask(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral = opened_referral(referral_id)
    asked = Asked(
        _("Ask whoever referred them"),
        _("Send the question"),
        _("We remind them after 3 days, and tell a lead after 7. The wait goes on meanwhile."),
    )
    return decide(
        referral,
        AskForm(),
        asked,
        lambda form: referral_questions.ask(
            referral, form.question.data or "", by=viewer(), version=form.seen
        ),
        action=A.ASK,
    )


@bp.route("/<uuid:referral_id>/answer", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def answer(referral_id: uuid.UUID) -> ResponseReturnValue:
    """The referrer answered by phone."""
    referral = opened_referral(referral_id)
    return decide(
        referral,
        AnswerForm(),
        Asked(_("They answered by phone or letter"), _("Keep the answer"), referral.question or ""),
        lambda form: referral_questions.answer(
            referral, form.answer.data or "", by=viewer(), version=form.seen
        ),
        action=A.ANSWER,
    )


@bp.route("/<uuid:referral_id>/not-accept", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def not_accept(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral = opened_referral(referral_id)
    marked = referral_moves.marked(referral) and not triage.is_lead(referral, viewer())
    asked = Asked(
        _("It is not for us"),
        _("Ask a lead to agree") if marked else _("Do not accept it"),
        _("It carries a mark: urgent, or a worry about safety. A lead must agree before anybody hears.")
        if marked
        else "",
        is_warning=True,
    )
    return decide(
        referral,
        NotAcceptForm(),
        asked,
        lambda form: triage.not_accept(
            referral,
            reason=NotAcceptedReason(form.reason.data),
            message=form.message.data or "",
            by=viewer(),
            version=form.seen,
        ),
        action=A.PROPOSE_NOT_ACCEPT,
    )


@bp.route("/<uuid:referral_id>/lead", methods=["GET", "POST"])
@requires(P.CASE_LEAD)
def lead(referral_id: uuid.UUID) -> ResponseReturnValue:
    """A lead agrees that somebody is turned away, or does not."""
    referral = opened_referral(referral_id)

    def act(form: LeadForm) -> object:
        if form.decision.data == "agree":
            return triage.lead_agrees(referral, by=viewer(), version=form.seen)
        return triage.lead_sends_back(referral, note=form.note.data or "", by=viewer(), version=form.seen)

    asked = Asked(_("Do you agree not to accept it?"), _("Decide"))
    return decide(referral, LeadForm(), asked, act, action=A.LEAD_AGREE, template="triage/lead.html")


@bp.route("/<uuid:referral_id>/send-on", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def send_on(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral = opened_referral(referral_id)
    asked = Asked(
        _("Send it on to another service"),
        _("Send it on"),
        _("We do not send anything there by ourselves. Pass it on the way that service asks for."),
    )
    return decide(
        referral,
        SendOnForm(),
        asked,
        lambda form: triage.redirect(
            referral,
            target=form.target.data or "",
            agreed=bool(form.agreed.data),
            by=viewer(),
            version=form.seen,
        ),
        action=A.REDIRECT,
    )


@bp.route("/<uuid:referral_id>/team", methods=["GET", "POST"])
@requires(P.CASE_LEAD)
def team(referral_id: uuid.UUID) -> ResponseReturnValue:
    """What fits no rule, or went astray: a lead says whose it is."""
    referral = opened_referral(referral_id)
    form = TeamForm()
    form.offer(pair for pair in queries.teams() if pair[0] != referral.team_id)
    if referral.status not in OPEN and request.method == "GET":
        return reading.page(referral, trouble=reading.moved_on(), status=409)

    def act(form: TeamForm) -> object:
        return triage.give_to_team(referral, uuid.UUID(form.team.data), by=viewer(), version=form.seen)

    asked = Asked(_("Give it to a team"), _("Give it to this team"))
    page = decide(referral, form, asked, act)
    return redirect(url_for("triage.queue", said="given"), 303) if was_taken(page) else page


def was_taken(page: ResponseReturnValue) -> bool:
    return getattr(page, "status_code", 200) == 303


@bp.route("/<uuid:referral_id>/attempt", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def attempt(referral_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody tried to reach them."""
    referral = opened_referral(referral_id)
    now = clock.local_now()
    form = AttemptForm(data={"key": str(uuid.uuid4()), "day": now.date(), "time": f"{now:%H:%M}"})
    form.reaching = clean(referral.document)["reaching"]
    if referral.status not in OPEN and request.method == "GET":
        return reading.page(referral, trouble=reading.moved_on(), status=409)

    def act(form: AttemptForm) -> object:
        return triage.record_attempt(
            referral,
            channel=ContactChannel(form.channel.data),
            result=ContactResult(form.result.data),
            at=form.at or clock.now(),
            note=form.note.data or "",
            unsafe_why=form.unsafe_why.data or "",
            key=str(form.key.data or "")[:80],
            by=viewer(),
        )

    asked = Asked(_("You tried to reach them"), _("Keep this"))
    return decide(referral, form, asked, act, template="triage/attempt.html")
