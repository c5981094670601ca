"""What a professional says of somebody they refer, put into the shape every referral has."""

from __future__ import annotations

from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.near import NearKind, read_near, spaced
from app.domain.typed_text import clean_line

WORDINGS = {
    ConsentPurpose.CONTACT: "contact-for/1",
    ConsentPurpose.RECORD: "record-for/1",
    ConsentPurpose.TELL_REFERRER: "tell-referrer-for/1",
}
"""Which version of our words stands on the forms for professionals. Their text: web/labels_consent.py."""

Said = dict[str, dict[str, object]]
"""Purpose -> what was said about it."""


def given(how: ConsentHow, *, hear_back: bool = False) -> Said:
    """They agree that we get in touch and hold what we are told, and that the referrer hears back."""
    by = "decision-maker" if how is ConsentHow.BEST_INTERESTS else "person"
    purposes = [ConsentPurpose.CONTACT, ConsentPurpose.RECORD]
    purposes += [ConsentPurpose.TELL_REFERRER] if hear_back else []
    return {
        one.value: {"given": True, "how": how.value, "given_by": by, "wording": WORDINGS[one]}
        for one in purposes
    }


def refused(why_not: str) -> Said:
    """They have not agreed, and why."""
    return {
        one.value: {"given": False, "why_not": why_not, "wording": WORDINGS[one]}
        for one in (ConsentPurpose.CONTACT, ConsentPurpose.RECORD)
    }


def postcode(typed: str) -> str:
    """As it is written, where it is one; else as it was typed."""
    near = read_near(typed)
    if near.kind is NearKind.POSTCODE:
        return spaced(near.key)
    return near.key if near.kind in {NearKind.DISTRICT, NearKind.SECTOR} else clean_line(typed)
