"""Accepting a referral: is it somebody we know, and how soon do they need us?"""

from __future__ import annotations

import uuid

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.triage import words
from app.blueprints.triage.blueprint import bp
from app.blueprints.triage.decisions import Asked, decide, may
from app.blueprints.triage.forms import NEW, AcceptForm
from app.domain.matching import Band
from app.domain.referral import Priority, ReferralAction
from app.domain.roles import Permission
from app.models.referrals import Referral
from app.operations import audit, triage
from app.queries.matching import Candidate, candidates
from app.web.access import requires
from app.web.forms import choice
from app.web.labels import label
from app.web.matching_words import why
from app.web.opening import opened_referral
from app.web.viewer import viewer

TAKEN = ("address", "postcode", "home", "phone", "email", "reaching")


@bp.route("/<uuid:referral_id>/accept", methods=["GET", "POST"])
@requires(Permission.REFERRAL_TRIAGE)
def accept(referral_id: uuid.UUID) -> ResponseReturnValue:
    referral = opened_referral(referral_id)
    if referral.team_id is None and may(referral, ReferralAction.ACCEPT):
        return render_template("triage/no_team.html", referral=referral)
    found = looked_at(referral)
    form = AcceptForm(data={"priority": referral.priority.value, "who": likeliest(found)})
    form.who.choices = [
        *(choice(str(one.person_id), words.called(one), how_sure(one)) for one in found if not one.has_died),
        choice(NEW, _("None of them: somebody new") if found else _("Nobody we know: somebody new")),
    ]

    def act(form: AcceptForm) -> object:
        return triage.accept(
            referral,
            priority=Priority(form.priority.data),
            person_id=form.person_id,
            take=TAKEN if form.take.data else (),
            by=viewer(),
            version=form.seen,
        )

    asked = Asked(_("Accept it"), _("Accept, and put them on the waiting list"))
    return decide(
        referral,
        form,
        asked,
        act,
        action=ReferralAction.ACCEPT,
        template="triage/accept.html",
        found=found,
        names=words,
        why=why,
    )


def how_sure(one: Candidate) -> str:
    return label(one.match.band) if one.match.band else ""


def looked_at(referral: Referral) -> list[Candidate]:
    """Who it may be about. That somebody looked at them is traced."""
    found = candidates(viewer(), referral)
    for one in found:
        audit.seen(viewer(), "person.candidate-seen", of=("person", one.person_id), scope="masked")
    return found


def likeliest(found: list[Candidate]) -> str | None:
    """Nobody is chosen for the triager but in the plain case: we know nobody like this."""
    if request.method == "GET" and not any(one.match.band in {Band.SAME, Band.LIKELY} for one in found):
        return NEW if not found else None
    return None
