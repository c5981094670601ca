"""From the answers of the journey to a referral."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from app.blueprints.refer.answers import document_of
from app.blueprints.refer.forms import name_and_service
from app.domain.referral import ReferralMethod, ReferralSource
from app.domain.viewer import Viewer
from app.models.persons import JourneyDraft
from app.operations import referrals, referrer_links
from app.operations.referrals import Referrer
from app.queries import referrers as queries
from app.queries.journey_drafts import answers_of
from app.web.hear_by import hear_by
from app.web.viewer import viewer


def receive(draft: JourneyDraft) -> uuid.UUID:
    """Make the referral of these answers, once. Raises: GoneError where the invitation was taken back."""
    answers = answers_of(draft)
    by, referrer = who_refers(draft)
    made = referrals.receive(
        document_of(answers),
        key=draft.id,
        source=ReferralSource.PROFESSIONAL,
        method=ReferralMethod.SECURE_MESSAGE,
        by=by,
        hear_by=hear_by(),
        referrer=referrer,
        is_urgent=answers["first"].get("is_urgent") == "yes",
        language=draft.language,
    )
    return made.id


def who_refers(draft: JourneyDraft) -> tuple[Viewer, Referrer]:
    """Whoever is signed in, or whoever was invited."""
    if draft.account_id is not None:
        me = queries.oneself(viewer())
        return viewer(), Referrer(me.name, me.service, me.email, draft.account_id, me.organization_id)
    answers = answers_of(draft)
    invited = referrer_links.invited(str(answers["start"].get("link", "")))
    name, service = name_and_service(answers["first"].get("referrer", ""))
    return invited.viewer, Referrer(
        invited.name or name, invited.service or service, invited.email, None, invited.organization_id
    )


def is_agreed(document: Mapping[str, object]) -> bool:
    """Do they agree that we get in touch?"""
    said = document.get("consents")
    contact = said.get("contact") if isinstance(said, dict) else None
    return isinstance(contact, dict) and contact.get("given") is True
