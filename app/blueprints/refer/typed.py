"""Typed in by staff or the helpline, all on one page; kept on the server when they say so."""

from __future__ import annotations

import uuid

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.refer.answers import document
from app.blueprints.refer.blueprint import TYPED, bp
from app.blueprints.refer.typed_form import TypedForm
from app.domain.errors import NotThereError, StaleError
from app.domain.referral import ReferralMethod, ReferralSource
from app.domain.roles import Permission
from app.domain.search import LONGEST_NEAR
from app.models.persons import JourneyDraft
from app.models.referrals import Referral
from app.operations import audit, referrals, typed_referrals
from app.operations.referrals import Referrer
from app.queries import referrers as queries
from app.queries.journey_drafts import answers_of
from app.queries.referrals import with_id
from app.web.access import requires
from app.web.hear_by import hear_by
from app.web.i18n import current_language
from app.web.viewer import viewer

BEGIN = "begin"
"""A call is going on, and the form opens with what is known of it."""


def known_from_call() -> dict[str, str]:
    return {
        "source": ReferralSource.HELPLINE.value,
        "method": ReferralMethod.PHONE.value,
        "postcode": request.form.get("postcode", "").upper()[:LONGEST_NEAR],
    }


@bp.route("/refer/typed", methods=["GET", "POST"])
@requires(Permission.REFERRAL_TYPE)
def typed() -> ResponseReturnValue:
    """Type, keep for later, or send. Whatever is wrong is said, and what was typed stays."""
    if request.method == "GET":
        return shown(TypedForm.of({}, "who"), uuid.uuid4())
    if request.form.get("do") == BEGIN:
        return shown(TypedForm.of({"who": known_from_call()}, "who"), uuid.uuid4())
    form = TypedForm.of({}, "who", request.form)
    key = read_key(form.key.data)
    later = request.form.get("do") == "save"
    if not later and not form.read({}):
        return shown(form, key, 422)
    try:
        draft = typed_referrals.keep(
            key, form.taken(), journey=TYPED, by=viewer(), language=current_language()
        )
    except StaleError:
        return shown(form, uuid.uuid4(), 409, sent_before=with_key(key))
    if later:
        return redirect(url_for(".typed_draft", draft_id=draft.id, kept=1), 303)
    sent = typed_referrals.send(draft, lambda: receive(draft))
    return redirect(url_for(".typed_sent", referral_id=sent), 303)


def read_key(given: str | None) -> uuid.UUID:
    """The key the page carried. Raises: NotThereError."""
    try:
        return uuid.UUID(str(given))
    except ValueError:
        raise NotThereError from None


def receive(draft: JourneyDraft) -> Referral:
    told = answers_of(draft)["who"]
    me = queries.oneself(viewer())
    is_other = told["asked_by"] == "other"
    names = ("referrer_name", "referrer_service", "referrer_contact")
    who = Referrer(*(told[name] for name in names)) if is_other else Referrer()
    return referrals.receive(
        document(told),
        key=draft.id,
        source=ReferralSource(told["source"]),
        method=ReferralMethod(told["method"]) if told["method"] in set(ReferralMethod) else None,
        by=viewer(),
        hear_by=hear_by(),
        referrer=Referrer(who.name, who.service, who.contact, None, me.organization_id),
        is_urgent=told["is_urgent"] == "yes",
        language=current_language(),
    )


@bp.get("/refer/typed/<uuid:draft_id>")
@requires(Permission.REFERRAL_TYPE)
def typed_draft(draft_id: uuid.UUID) -> ResponseReturnValue:
    """One of one's own that is not sent yet. Raises: NotThereError."""
    draft = queries.own_draft(viewer(), draft_id, TYPED)
    if draft is None:
        audit.refused(viewer(), "journey_draft.refused", of=("journey_draft", draft_id))
        raise NotThereError
    return shown(TypedForm.of(answers_of(draft), "who"), draft.id, kept="kept" in request.args)


@bp.get("/refer/typed/sent/<uuid:referral_id>")
@requires(Permission.REFERRAL_TYPE)
def typed_sent(referral_id: uuid.UUID) -> ResponseReturnValue:
    """The reference to tell whoever rang. Only for who typed it. Raises: NotThereError."""
    referral = with_id(referral_id)
    if referral is None or referral.made_by != viewer().account_id:
        audit.refused(viewer(), "referral.refused", of=("referral", referral_id))
        raise NotThereError
    return make_response(render_template("refer/typed_sent.html", referral=referral, hear_by=hear_by()))


def with_key(key: uuid.UUID) -> str:
    """The reference of what was sent with this key."""
    held = with_id(key)
    return held.reference if held else ""


def shown(
    form: TypedForm, key: uuid.UUID, status: int = 200, *, kept: bool = False, sent_before: str = ""
) -> Response:
    form.key.data = str(key)
    page = render_template(
        "refer/typed.html",
        form=form,
        kept=kept,
        sent_before=sent_before,
        has_errors=form.has_faults,
    )
    return make_response(page, status)
