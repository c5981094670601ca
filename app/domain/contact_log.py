"""A contact with somebody: channels, attendance, and the rule of unreachable people.

Source: referrals.md 5.3.
"""

from __future__ import annotations

from enum import StrEnum


class ContactChannel(StrEnum):
    FACE_TO_FACE = "face-to-face"
    HOME_VISIT = "home-visit"
    PHONE = "phone"
    VIDEO = "video"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    GROUP = "group"


class Direction(StrEnum):
    WE = "we-reached-out"
    THEY = "they-reached-out"


class Attendance(StrEnum):
    """How a meeting went. Values are the codes of the NHS Data Dictionary (June 2026)."""

    ON_TIME = "5"
    LATE_SEEN = "6"
    LATE_NOT_SEEN = "7"
    CANCELLED_BY_PERSON = "2"
    DID_NOT_ATTEND = "3"
    CANCELLED_BY_US = "4"
    FUTURE = "0"


class ContactResult(StrEnum):
    """What came of an attempt."""

    TALKED = "talked"
    """Both ways: they answered."""
    MESSAGE_LEFT = "message-left"
    NO_ANSWER = "no-answer"
    WRONG_DETAILS = "wrong-details"
    SENT = "sent"
    """A text, an e-mail or a letter left; nothing has come back yet."""


class NeedsMet(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NONE_KNOWN = "none-known"
    """They have none that we know of."""
