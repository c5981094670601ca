"""Showing that a listing is yours: where a code may go, and how little of the address is told."""

from __future__ import annotations

import datetime as dt

from app.domain.listing_document import Document

CODE_LASTS = dt.timedelta(minutes=10)
LETTER_LASTS = dt.timedelta(days=28)
SETTLED_AFTER = dt.timedelta(days=30)
"""An address that stands on a listing for a shorter time lets nobody in: somebody may have put it there
to take the listing over."""
MOST_CODES_AN_HOUR = 3
MOST_CODES_A_DAY = 8
"""For one listing, whoever asks: nobody's letter box is filled by strangers."""
CONTACT_FIELDS = frozenset({"email", "organisation"})
"""A change of one of these starts the wait."""


def masked(email: str) -> str:
    """Shape: `b…@beckside.example`: enough to know one's own, too little to learn one."""
    name, at, host = email.partition("@")
    return f"{name[:1]}…{at}{host}" if at else ""


def postal_place(document: Document) -> Document | None:
    """The first place a letter can go to. One that is kept secret never gets any."""
    return next(
        (
            place
            for place in document["places"]
            if not place["undisclosed"] and place["postcode"] and (place["address_1"] or place["name"])
        ),
        None,
    )


def is_same_postcode(one: str, other: str) -> bool:
    """The same, however it is spaced?"""
    return bool(one) and "".join(one.split()).upper() == "".join(other.split()).upper()
