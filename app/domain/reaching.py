"""How to reach and talk with somebody: safe channels, and the Accessible Information Standard's lists.

Source: referrals.md 7 and 8 (DAPB1605 version 4, UK Core communication lists).
"""

from __future__ import annotations

from enum import StrEnum


class SafeChannel(StrEnum):
    """A way that is safe and easy for them. No other is used."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    IN_PERSON = "in-person"
    SOMEBODY = "somebody-i-trust"


class ContactMethodNeed(StrEnum):
    """Specific contact method (SNOMED set 999002131000000106)."""

    LETTER = "letter"
    VISIT = "visit"
    PHONE = "phone"
    EMAIL = "email"
    TEXTPHONE = "textphone"
    PHONE_VIA_PROXY = "phone-via-proxy"
    SIGN_LANGUAGE = "sign-language"
    NO_PHONE = "no-telephone-contact"
    TEXT = "text"
    TEXT_RELAY = "text-relay"
    VIDEO_RELAY = "video-relay"


class FormatNeed(StrEnum):
    """Specific information format (SNOMED set 999002141000000102)."""

    LARGE_PRINT = "large-print"
    BRAILLE = "braille"
    AUDIO = "audio"
    EASY_READ = "easy-read"
    PLAIN_EMAIL = "plain-text-email"
    BSL_VIDEO = "bsl-video"
    OWN_SIZE = "own-font-size"


class ProfessionalNeed(StrEnum):
    """Communication professional (SNOMED set 999002151000000104)."""

    BSL_INTERPRETER = "bsl-interpreter"
    DEAFBLIND_INTERPRETER = "deafblind-manual-interpreter"
    LIPSPEAKER = "lipspeaker"
    NOTE_TAKER = "note-taker"
    SPEECH_TO_TEXT = "speech-to-text-reporter"
    ADVOCATE = "advocate"
    MAKATON = "makaton"


class SupportNeed(StrEnum):
    """Communication support (SNOMED set 999002121000000109)."""

    LONGER_MEETING = "longer-meeting"
    HEARING_LOOP = "hearing-loop"
    LIPREADS = "lipreads"
    PASSPORT = "communication-passport"
    QUIET_ROOM = "quiet-room"
    CHAPERONE = "chaperone"
    CARER_PRESENT = "carer-present"
    STEP_FREE = "step-free"
    SLOW_CLEAR = "speak-slowly-and-clearly"
