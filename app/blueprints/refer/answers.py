"""The answers of a referral made at work, as the document every referral has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app import clock
from app.domain.consent import ConsentHow
from app.domain.journey import Answers
from app.domain.reaching import SafeChannel
from app.domain.referral import RiskAnswer
from app.domain.referral_document import ReferralDocument, clean
from app.domain.referral_faults import Terms
from app.domain.referring import given, postcode, refused
from app.web.demo import is_demo
from app.web.place import place

NOT_AGREED = "no"
AT = {
    SafeChannel.PHONE: "phone",
    SafeChannel.TEXT: "phone",
    SafeChannel.EMAIL: "email",
    SafeChannel.LETTER: "address",
}
"""A safe way -> the field that its number or address belongs to."""


def terms() -> Terms:
    """What this place asks of a referral today."""
    return Terms(clock.today(), place().social_prescribing.min_age, training=is_demo())


def document_of(answers: Answers) -> ReferralDocument:
    """All that was answered, page by page; what was asked later wins."""
    told = {name: value for step in answers.values() for name, value in step.items()}
    return document(told)


def document(told: Mapping[str, Any]) -> ReferralDocument:
    """From the fields of the pages, by their names."""
    channels = [one for one in told.get("channels") or [] if one]
    ways: dict[str, str] = {name: told.get(name) or "" for name in ("phone", "email", "address")}
    trusted = {name: told.get(f"trusted_{name}") or "" for name in ("name", "relation", "phone")}
    if chosen := told.get("channel"):
        channels = [chosen, *(one for one in channels if one != chosen)]
        contact = told.get("contact") or ""
        if chosen == SafeChannel.SOMEBODY:
            trusted = {**trusted, "name": trusted["name"] or contact}
        else:
            ways[AT[SafeChannel(chosen)]] = contact
    home = "" if not told.get("postcode") else "given"
    return clean(
        {
            **{name: told.get(name) for name in ("given_name", "family_name", "born_on", "nhs_number")},
            **ways,
            "preferred_name": told.get("preferred_name"),
            "postcode": postcode(told.get("postcode") or ""),
            "home": told.get("home") or home,
            "language": told.get("language"),
            "practice": told.get("practice"),
            "practice_id": told.get("practice_id"),
            "reaching": {
                "channels": channels,
                "leave_message": yes_no(told.get("leave_message")),
                "others_may_answer": yes_no(told.get("others_may_answer")),
                "trusted": trusted,
                **{
                    name: told.get(name)
                    for name in ("safe_times", "never", "methods", "formats", "professionals", "support")
                },
                "interpreter": told.get("interpreter"),
                "words": told.get("talking"),
            },
            "concerns": told.get("concerns"),
            "words": told.get("words"),
            "reason": told.get("reason"),
            "tried": told.get("tried"),
            "groups": told.get("groups"),
            "risks": {"answer": told.get("risks"), "words": risk_words(told)},
            "safeguarding": told.get("safeguarding"),
            "consents": consents(told),
            "hear_back": bool(told.get("hear_back")),
        }
    )


def risk_words(told: Mapping[str, Any]) -> str:
    return str(told.get("risk_words") or "") if told.get("risks") == RiskAnswer.SOME else ""


def consents(told: Mapping[str, Any]) -> Mapping[str, object]:
    agreed = told.get("agreed")
    if not agreed:
        return {}
    if agreed == NOT_AGREED:
        return refused(told.get("why_not") or "")
    if agreed not in set(ConsentHow):
        return {}  # as if not answered: the question says so
    return given(ConsentHow(agreed), hear_back=bool(told.get("hear_back")))


def yes_no(value: object) -> bool | None:
    return {"yes": True, "no": False}.get(str(value))
