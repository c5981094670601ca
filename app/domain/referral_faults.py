"""What is wrong with a referral that somebody makes for another: by field, as data. Words are in web/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain import age_gate, nhs_number
from app.domain.age_gate import BirthFault
from app.domain.consent import ConsentPurpose
from app.domain.emails import is_email
from app.domain.near import NearKind, read_near
from app.domain.nhs_number import NhsNumberFault
from app.domain.phones import e164
from app.domain.reaching import SafeChannel
from app.domain.referral import RiskAnswer
from app.domain.referral_document import ReferralDocument


class Wrong(StrEnum):
    """What is wrong with one field."""

    MISSING = "missing"
    NOT_A_DAY = "not-a-day"
    FUTURE = "future"
    TOO_LONG_AGO = "too-long-ago"
    TOO_YOUNG = "too-young"
    NOT_EMAIL = "not-email"
    LETTERS_IN_PHONE = "letters-in-phone"
    NOT_PHONE = "not-phone"
    NOT_POSTCODE = "not-postcode"
    NO_SAFE_WAY = "no-safe-way"
    NHS_LENGTH = "nhs-length"
    NHS_SUM = "nhs-sum"
    NHS_NOT_ISSUED = "nhs-not-issued"
    NOT_ON_LIST = "not-on-list"
    NO_HOW = "no-how"
    NO_WHY_NOT = "no-why-not"
    NO_RISK_WORDS = "no-risk-words"
    TOO_LONG = "too-long"
    FUTURE_DAY = "future-day"
    """A day that has not come yet, of something that happened."""
    OLD_DAY = "old-day"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a place asks of a referral."""

    today: dt.date
    min_age: int
    training: bool = False
    """Invented NHS numbers are welcome."""


BIRTHS = {BirthFault.FUTURE: Wrong.FUTURE, BirthFault.TOO_LONG_AGO: Wrong.TOO_LONG_AGO}
NUMBERS = {
    NhsNumberFault.NOT_TEN_DIGITS: Wrong.NHS_LENGTH,
    NhsNumberFault.CHECK_DIGIT: Wrong.NHS_SUM,
    NhsNumberFault.NOT_ISSUED: Wrong.NHS_NOT_ISSUED,
}
NEEDS_PHONE = frozenset({SafeChannel.PHONE, SafeChannel.TEXT})
LONGEST = {
    "given_name": 100,
    "family_name": 100,
    "practice": 200,
    "address": 500,
    "reason": 5000,
    "tried": 5000,
}
"""Units: signs."""


def faults(document: ReferralDocument, terms: Terms) -> dict[str, Wrong]:
    """Field -> what is wrong with it, the first thing for each. Nothing for a referral that can be sent."""
    found: dict[str, Wrong] = {}
    for checks in (
        names(document),
        born(document, terms),
        reach(document),
        why(document),
        extras(document, terms),
    ):
        for field, wrong in checks:
            found.setdefault(field, wrong)
    return found


def names(document: ReferralDocument) -> Iterator[tuple[str, Wrong]]:
    if not document["given_name"]:
        yield "given_name", Wrong.MISSING
    if not document["family_name"]:
        yield "family_name", Wrong.MISSING
    for field, most in LONGEST.items():
        if len(str(document[field])) > most:  # type: ignore[literal-required]
            yield field, Wrong.TOO_LONG


def born(document: ReferralDocument, terms: Terms) -> Iterator[tuple[str, Wrong]]:
    if not document["born_on"]:
        yield "born_on", Wrong.MISSING
        return
    day = dt.date.fromisoformat(document["born_on"])
    if fault := age_gate.fault_of(day, terms.today):
        yield "born_on", BIRTHS[fault]
    elif not age_gate.is_old_enough(day, terms.today, terms.min_age):
        yield "born_on", Wrong.TOO_YOUNG


def reach(document: ReferralDocument) -> Iterator[tuple[str, Wrong]]:
    """At least one safe way, and what that way needs."""
    channels = {SafeChannel(one) for one in document["reaching"]["channels"]}
    if not channels:
        yield "channels", Wrong.NO_SAFE_WAY
    if document["phone"] and (wrong := phone_fault(document["phone"])):
        yield "phone", wrong
    if channels & NEEDS_PHONE and not document["phone"]:
        yield "phone", Wrong.MISSING
    if document["email"] and not is_email(document["email"]):
        yield "email", Wrong.NOT_EMAIL
    if SafeChannel.EMAIL in channels and not document["email"]:
        yield "email", Wrong.MISSING
    if SafeChannel.LETTER in channels and not document["address"]:
        yield "address", Wrong.MISSING
    if SafeChannel.SOMEBODY in channels and not document["reaching"]["trusted"]["name"]:
        yield "trusted", Wrong.MISSING
    if not document["postcode"] and document["home"] not in {"no-fixed-abode", "withheld"}:
        yield "postcode", Wrong.MISSING
    elif document["postcode"] and not is_postcode(document["postcode"]):
        yield "postcode", Wrong.NOT_POSTCODE


def phone_fault(typed: str) -> Wrong | None:
    """A number that no telephone dials."""
    if any(sign.isalpha() for sign in typed.lower().replace("ext", "").replace("x", "")):
        return Wrong.LETTERS_IN_PHONE
    return None if e164(typed) else Wrong.NOT_PHONE


def is_postcode(typed: str) -> bool:
    """A whole one, or its first part."""
    return read_near(typed).kind in {NearKind.POSTCODE, NearKind.DISTRICT, NearKind.SECTOR}


def why(document: ReferralDocument) -> Iterator[tuple[str, Wrong]]:
    """What they are referred for, whether they agree, and what to know first."""
    if not document["concerns"]:
        yield "concerns", Wrong.MISSING
    if not document["reason"] and not document["words"]:
        yield "reason", Wrong.MISSING
    said = document["consents"].get(ConsentPurpose.CONTACT)
    if said is None:
        yield "agreed", Wrong.MISSING
    elif said["given"] and not said["how"]:
        yield "agreed", Wrong.NO_HOW
    elif not said["given"] and not said["why_not"]:
        yield "why_not", Wrong.NO_WHY_NOT
    if not document["risks"]["answer"]:
        yield "risks", Wrong.MISSING
    elif document["risks"]["answer"] == RiskAnswer.SOME and not document["risks"]["words"]:
        yield "risk_words", Wrong.NO_RISK_WORDS


def extras(document: ReferralDocument, terms: Terms) -> Iterator[tuple[str, Wrong]]:
    typed = document["nhs_number"]
    if typed and (fault := nhs_number.fault_of(typed, training=terms.training)):
        yield "nhs_number", NUMBERS[fault]
