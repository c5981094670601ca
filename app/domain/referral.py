"""A referral in: where it can stand, what can be done with it, and its lists.

Source: referrals.md 4.2 A, 5.4.
"""

from __future__ import annotations

from enum import StrEnum


class ReferralStatus(StrEnum):
    DRAFT = "draft"
    RECEIVED = "received"
    IN_TRIAGE = "in-triage"
    INFO_NEEDED = "info-needed"
    AWAITING_LEAD = "awaiting-lead"
    """Somebody would not accept it, and a lead must agree first."""
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not-accepted"
    REDIRECTED = "redirected"
    DECLINED_BY_PERSON = "declined-by-person"
    COULD_NOT_CONTACT = "could-not-contact"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    PERSON_DIED = "person-died"
    IN_ERROR = "in-error"


class ReferralAction(StrEnum):
    SEND = "send"
    START_TRIAGE = "start-triage"
    ASK = "ask"
    """Ask the referrer for what is missing."""
    ANSWER = "answer"
    ACCEPT = "accept"
    NOT_ACCEPT = "not-accept"
    PROPOSE_NOT_ACCEPT = "propose-not-accept"
    """It carries a safeguarding or urgent mark: a lead must agree."""
    LEAD_AGREE = "lead-agree"
    LEAD_SEND_BACK = "lead-send-back"
    REDIRECT = "redirect"
    PERSON_DECLINES = "person-declines"
    GIVE_UP_CONTACT = "give-up-contact"
    WITHDRAW = "withdraw"
    MARK_DUPLICATE = "mark-duplicate"
    RECORD_DEATH = "record-death"
    MARK_ERROR = "mark-error"


class ReferralSource(StrEnum):
    """By which door it came."""

    SELF = "self"
    CARER_SELF = "carer-self"
    FOR_SOMEBODY = "for-somebody"
    PROFESSIONAL = "professional"
    HELPLINE = "helpline"
    """Typed in from a call."""
    LETTER = "letter"
    """Typed in from a letter or a form on paper."""
    IMPORT = "import"


class ReferralMethod(StrEnum):
    """How it was sent. Source: UK Core referral method codes 1 to 7."""

    FAX = "1"
    PHONE = "2"
    SECURE_MESSAGE = "3"
    SECURE_EMAIL = "4"
    LETTER = "5"
    E_REFERRAL = "6"
    SELF = "7"


class Priority(StrEnum):
    """The order of a waiting list, most pressing first."""

    URGENT = "urgent"
    SOON = "soon"
    ROUTINE = "routine"


class Concern(StrEnum):
    """What somebody wants help with: the starter list of referral reasons. Source: referrals.md 5.4."""

    LONELY = "lonely"
    BEREAVEMENT = "bereavement"
    LOW_MOOD = "low-mood"
    MONEY = "money"
    BENEFITS = "benefits"
    HOUSING = "housing"
    FOOD_FUEL = "food-fuel"
    WORK_TRAINING = "work-training"
    CARING = "caring"
    LONG_TERM_CONDITION = "long-term-condition"
    ACTIVITY_WEIGHT = "activity-weight"
    DRUGS_ALCOHOL = "drugs-alcohol"
    DOMESTIC_ABUSE = "domestic-abuse"
    """Seen by fewer people."""
    IMMIGRATION = "immigration"
    DIGITAL = "digital"
    TRANSPORT = "transport"
    PARENTING = "parenting"
    OTHER = "other"


RESTRICTED = frozenset({Concern.DOMESTIC_ABUSE})


class NotAcceptedReason(StrEnum):
    OUTSIDE_AREA = "outside-area"
    AGE = "age"
    CLINICAL_OR_CRISIS = "clinical-or-crisis"
    ALREADY_OPEN = "already-open"
    NOT_ENOUGH = "not-enough-information"
    NO_CONSENT = "no-consent"
    AT_CAPACITY = "at-capacity"
    SAFETY = "safety"


class RiskAnswer(StrEnum):
    NONE_KNOWN = "none-known"
    SOME = "some"


class PopulationGroup(StrEnum):
    """Groups with outcomes of their own. Source: leeds.md."""

    FRAILTY = "frailty"
    LEARNING_DISABILITY = "learning-disability"
    AUTISM = "autism"
    SEVERE_MENTAL_ILLNESS = "severe-mental-illness"
    LONG_TERM_CONDITION = "long-term-condition"
    CARER = "carer"
