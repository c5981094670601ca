"""Ways for a referral to end besides an answer of ours: each asks what it needs."""

from __future__ import annotations

import uuid

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.triage import words
from app.blueprints.triage.blueprint import bp
from app.blueprints.triage.decisions import A, Asked, P, decide
from app.blueprints.triage.forms import (
    DeclinedForm,
    DuplicateForm,
    MistakeForm,
    NotReachedForm,
    SureForm,
    WithdrawForm,
)
from app.operations import triage
from app.queries import matching
from app.queries import triage as queries
from app.queries.referrals import referral_for
from app.web.access import requires
from app.web.forms import choice
from app.web.matching_words import why
from app.web.opening import opened_referral
from app.web.place import place
from app.web.viewer import viewer


@bp.route("/<uuid:referral_id>/declined", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def declined(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral = opened_referral(referral_id)
    return decide(
        referral,
        DeclinedForm(),
        Asked(_("The person says no"), _("They do not want it"), is_warning=True),
        lambda form: triage.person_declines(
            referral,
            heard_offer=form.heard.data == "yes",
            note=form.note.data or "",
            by=viewer(),
            version=form.seen,
        ),
        action=A.PERSON_DECLINES,
    )


@bp.route("/<uuid:referral_id>/not-reached", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def not_reached(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral, holidays = opened_referral(referral_id), place().bank_holidays
    tried = queries.tries(referral, clock.today(), holidays)
    form = NotReachedForm()
    form.is_met = tried.is_met
    return decide(
        referral,
        form,
        Asked(_("We cannot reach them"), _("Stop trying"), is_warning=True),
        lambda form: triage.give_up_contact(
            referral,
            why_early=form.why_early.data or "",
            holidays=holidays,
            by=viewer(),
            version=form.seen,
        ),
        action=A.GIVE_UP_CONTACT,
        template="triage/not_reached.html",
        tried=tried,
    )


@bp.route("/<uuid:referral_id>/withdraw", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def withdraw(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral = opened_referral(referral_id)
    return decide(
        referral,
        WithdrawForm(),
        Asked(_("The referrer takes it back"), _("It is taken back"), is_warning=True),
        lambda form: triage.withdraw(referral, reason=form.reason.data or "", by=viewer(), version=form.seen),
        action=A.WITHDRAW,
    )


@bp.route("/<uuid:referral_id>/duplicate", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def duplicate(referral_id: uuid.UUID) -> ResponseReturnValue:
    """Of which: other referrals within reach that may be about the same person."""
    referral = opened_referral(referral_id)
    found = [one for one in matching.others(viewer(), referral) if one.duplicate_of is None]
    form = DuplicateForm()
    form.of.choices = [
        choice(str(one.id), f"{one.reference}: {words.status(one.status)}", why(one.match)) for one in found
    ]

    def act(form: DuplicateForm) -> object:
        other = referral_for(viewer(), uuid.UUID(form.of.data), P.REFERRAL_TRIAGE)
        return triage.is_duplicate(referral, of=other, by=viewer(), version=form.seen)

    asked = Asked(
        _("It goes on in another referral"),
        _("It goes on there"),
        "" if found else _("We found no other referral that may be about the same person."),
        is_warning=True,
    )
    return decide(referral, form, asked, act, action=A.MARK_DUPLICATE, cannot=not found)


@bp.route("/<uuid:referral_id>/died", methods=["GET", "POST"])
@requires(P.REFERRAL_TRIAGE)
def died(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral = opened_referral(referral_id)
    return decide(
        referral,
        SureForm(),
        Asked(
            _("The person has died"),
            _("Record that they have died"),
            _("Nobody is written to about this referral any more."),
            is_warning=True,
        ),
        lambda form: triage.person_died(referral, by=viewer(), version=form.seen),
        action=A.RECORD_DEATH,
    )


@bp.route("/<uuid:referral_id>/made-by-mistake", methods=["GET", "POST"])
@requires(P.CASE_LEAD)
def mistake(referral_id: uuid.UUID) -> ResponseReturnValue:
    """Only before anybody was in touch with the person."""
    referral = opened_referral(referral_id)
    tried = bool(queries.attempts(referral))
    asked = Asked(
        _("It was made by mistake"),
        _("It was a mistake"),
        _("Somebody has been in touch with them already, so it cannot be a mistake any more.")
        if tried
        else _("It is left out of every count. What happened to it is kept."),
        is_warning=True,
    )
    return decide(
        referral,
        MistakeForm(),
        asked,
        lambda form: triage.mark_error(
            referral, reason=form.reason.data or "", by=viewer(), version=form.seen
        ),
        action=A.MARK_ERROR,
        cannot=tried,
    )
