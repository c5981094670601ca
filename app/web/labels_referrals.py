"""The words of referrals in: where they stand, by which door they came, and what they are about.

Nouns, so that they fit a form about oneself, a form about somebody else, a list and a chart.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.referral import (
    Concern,
    NotAcceptedReason,
    PopulationGroup,
    Priority,
    ReferralMethod,
    ReferralSource,
    ReferralStatus,
    RiskAnswer,
)

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ReferralStatus: {
        ReferralStatus.DRAFT: _lp("referral", "Not sent yet"),
        ReferralStatus.RECEIVED: _lp("referral", "We have it"),
        ReferralStatus.IN_TRIAGE: _lp("referral", "Somebody is reading it"),
        ReferralStatus.INFO_NEEDED: _lp("referral", "We asked a question"),
        ReferralStatus.AWAITING_LEAD: _lp("referral", "Waits for a lead"),
        ReferralStatus.ACCEPTED: _lp("referral", "Accepted"),
        ReferralStatus.NOT_ACCEPTED: _lp("referral", "Not accepted"),
        ReferralStatus.REDIRECTED: _lp("referral", "Sent on to another service"),
        ReferralStatus.DECLINED_BY_PERSON: _lp("referral", "The person said no"),
        ReferralStatus.COULD_NOT_CONTACT: _lp("referral", "We could not reach them"),
        ReferralStatus.WITHDRAWN: _lp("referral", "Taken back"),
        ReferralStatus.DUPLICATE: _lp("referral", "Goes on in another referral"),
        ReferralStatus.PERSON_DIED: _lp("referral", "The person has died"),
        ReferralStatus.IN_ERROR: _lp("referral", "Made by mistake"),
    },
    ReferralSource: {
        ReferralSource.SELF: _lp("came from", "The person themselves"),
        ReferralSource.CARER_SELF: _lp("came from", "A carer, for themselves"),
        ReferralSource.FOR_SOMEBODY: _lp("came from", "Family, a friend or a carer"),
        ReferralSource.PROFESSIONAL: _lp("came from", "Somebody at work"),
        ReferralSource.HELPLINE: _lp("came from", "A call to the helpline"),
        ReferralSource.LETTER: _lp("came from", "A letter or a form on paper"),
        ReferralSource.IMPORT: _lp("came from", "A file of many"),
    },
    ReferralMethod: {
        ReferralMethod.FAX: _lp("sent by", "Fax"),
        ReferralMethod.PHONE: _lp("sent by", "Phone"),
        ReferralMethod.SECURE_MESSAGE: _lp("sent by", "Secure message"),
        ReferralMethod.SECURE_EMAIL: _lp("sent by", "Secure e-mail"),
        ReferralMethod.LETTER: _lp("sent by", "Letter"),
        # Translators: a national computer system by which doctors refer patients.
        ReferralMethod.E_REFERRAL: _lp("sent by", "NHS e-Referral"),
        ReferralMethod.SELF: _lp("sent by", "The person asked"),
    },
    Priority: {
        Priority.URGENT: _l("Urgent"),
        Priority.SOON: _l("Soon"),
        Priority.ROUTINE: _l("In turn"),
    },
    Concern: {
        Concern.LONELY: _lp("concern", "Feeling lonely or cut off"),
        Concern.BEREAVEMENT: _lp("concern", "Losing somebody"),
        Concern.LOW_MOOD: _lp("concern", "Low mood or worry"),
        Concern.MONEY: _lp("concern", "Money or debt"),
        Concern.BENEFITS: _lp("concern", "Benefits"),
        Concern.HOUSING: _lp("concern", "Housing"),
        Concern.FOOD_FUEL: _lp("concern", "Food, or keeping warm"),
        Concern.WORK_TRAINING: _lp("concern", "Work, learning or volunteering"),
        Concern.CARING: _lp("concern", "Caring for somebody"),
        Concern.LONG_TERM_CONDITION: _lp("concern", "Living with a long-term illness"),
        Concern.ACTIVITY_WEIGHT: _lp("concern", "Being active, or weight"),
        Concern.DRUGS_ALCOHOL: _lp("concern", "Drink or drugs"),
        Concern.DOMESTIC_ABUSE: _lp("concern", "Being hurt or frightened by somebody at home"),
        Concern.IMMIGRATION: _lp("concern", "Immigration or asylum"),
        Concern.DIGITAL: _lp("concern", "Using a phone or computer"),
        Concern.TRANSPORT: _lp("concern", "Getting about"),
        Concern.PARENTING: _lp("concern", "Bringing up children"),
        Concern.OTHER: _lp("concern", "Something else"),
    },
    NotAcceptedReason: {
        NotAcceptedReason.OUTSIDE_AREA: _lp("not accepted", "They live outside our area"),
        NotAcceptedReason.AGE: _lp("not accepted", "We do not work with people of their age"),
        NotAcceptedReason.CLINICAL_OR_CRISIS: _lp(
            "not accepted", "They need medical care or help in a crisis"
        ),
        NotAcceptedReason.ALREADY_OPEN: _lp("not accepted", "We work with them already"),
        NotAcceptedReason.NOT_ENOUGH: _lp("not accepted", "We know too little to go on"),
        NotAcceptedReason.NO_CONSENT: _lp("not accepted", "They have not agreed to it"),
        NotAcceptedReason.AT_CAPACITY: _lp("not accepted", "We have no room"),
        NotAcceptedReason.SAFETY: _lp("not accepted", "It would not be safe"),
    },
    RiskAnswer: {
        RiskAnswer.NONE_KNOWN: _l("No known risks"),
        RiskAnswer.SOME: _l("There is something to know"),
    },
    PopulationGroup: {
        PopulationGroup.FRAILTY: _lp("group", "Living with frailty"),
        PopulationGroup.LEARNING_DISABILITY: _lp("group", "Learning disability"),
        PopulationGroup.AUTISM: _lp("group", "Autistic"),
        PopulationGroup.SEVERE_MENTAL_ILLNESS: _lp("group", "Severe mental illness"),
        PopulationGroup.LONG_TERM_CONDITION: _lp("group", "Long-term condition"),
        PopulationGroup.CARER: _lp("group", "Unpaid carer"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ReferralStatus: {
        ReferralStatus.DRAFT: "todo",
        ReferralStatus.RECEIVED: "new",
        ReferralStatus.IN_TRIAGE: "part",
        ReferralStatus.INFO_NEEDED: "part",
        ReferralStatus.AWAITING_LEAD: "part",
        ReferralStatus.ACCEPTED: "yes",
        ReferralStatus.NOT_ACCEPTED: "cannot",
        ReferralStatus.REDIRECTED: "yes",
        ReferralStatus.DECLINED_BY_PERSON: "no",
        ReferralStatus.COULD_NOT_CONTACT: "unknown",
        ReferralStatus.WITHDRAWN: "no",
        ReferralStatus.DUPLICATE: "no",
        ReferralStatus.PERSON_DIED: "no",
        ReferralStatus.IN_ERROR: "no",
    },
    Priority: {Priority.URGENT: "late", Priority.SOON: "part", Priority.ROUTINE: "todo"},
}
