"""The words of how to reach and talk with somebody, and of what is written down about a contact.

They stand on forms people fill in themselves, in banners for staff, and in letters: plain nouns, short asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.contact_log import Attendance, ContactChannel, ContactResult, Direction, NeedsMet
from app.domain.reaching import (
    ContactMethodNeed,
    FormatNeed,
    ProfessionalNeed,
    SafeChannel,
    SupportNeed,
)

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    SafeChannel: {
        SafeChannel.PHONE: _lp("safe way", "Phone call"),
        SafeChannel.TEXT: _lp("safe way", "Text message"),
        SafeChannel.EMAIL: _lp("safe way", "E-mail"),
        SafeChannel.LETTER: _lp("safe way", "Letter"),
        SafeChannel.IN_PERSON: _lp("safe way", "Seeing somebody in person"),
        SafeChannel.SOMEBODY: _lp("safe way", "Through somebody I trust"),
    },
    ContactMethodNeed: {
        ContactMethodNeed.LETTER: _lp("need", "By letter"),
        ContactMethodNeed.VISIT: _lp("need", "By a visit"),
        ContactMethodNeed.PHONE: _lp("need", "By phone"),
        ContactMethodNeed.EMAIL: _lp("need", "By e-mail"),
        # Translators: a phone with a keyboard and a screen, used by deaf people.
        ContactMethodNeed.TEXTPHONE: _lp("need", "By textphone"),
        ContactMethodNeed.PHONE_VIA_PROXY: _lp("need", "By phone, through somebody else"),
        ContactMethodNeed.SIGN_LANGUAGE: _lp("need", "In sign language"),
        ContactMethodNeed.NO_PHONE: _lp("need", "Never by phone"),
        ContactMethodNeed.TEXT: _lp("need", "By text message"),
        # Translators: a service that turns typed words into speech on a call, and back.
        ContactMethodNeed.TEXT_RELAY: _lp("need", "By text relay"),
        # Translators: a call in which somebody signs on a screen for a deaf person.
        ContactMethodNeed.VIDEO_RELAY: _lp("need", "By video relay"),
    },
    FormatNeed: {
        FormatNeed.LARGE_PRINT: _l("Large print"),
        FormatNeed.BRAILLE: _l("Braille"),
        FormatNeed.AUDIO: _l("Sound recording"),
        # Translators: short sentences, each with a picture, for people with learning disabilities.
        FormatNeed.EASY_READ: _l("Easy Read"),
        FormatNeed.PLAIN_EMAIL: _l("Plain e-mail, without pictures or files"),
        FormatNeed.BSL_VIDEO: _l("Video in British Sign Language"),
        FormatNeed.OWN_SIZE: _l("Print in another size"),
    },
    ProfessionalNeed: {
        ProfessionalNeed.BSL_INTERPRETER: _l("British Sign Language interpreter"),
        ProfessionalNeed.DEAFBLIND_INTERPRETER: _l("Deafblind manual interpreter"),
        ProfessionalNeed.LIPSPEAKER: _l("Lipspeaker"),
        ProfessionalNeed.NOTE_TAKER: _l("Somebody who takes notes"),
        ProfessionalNeed.SPEECH_TO_TEXT: _l("Somebody who types what is said"),
        ProfessionalNeed.ADVOCATE: _l("Advocate, to help with speaking up"),
        ProfessionalNeed.MAKATON: _l("Somebody who uses Makaton"),
    },
    SupportNeed: {
        SupportNeed.LONGER_MEETING: _l("More time"),
        SupportNeed.HEARING_LOOP: _l("Hearing loop"),
        SupportNeed.LIPREADS: _l("Faces to see, for lipreading"),
        SupportNeed.PASSPORT: _l("Communication passport, to be read first"),
        SupportNeed.QUIET_ROOM: _l("Quiet room"),
        SupportNeed.CHAPERONE: _l("Somebody there as a chaperone"),
        SupportNeed.CARER_PRESENT: _l("Carer in the room"),
        SupportNeed.STEP_FREE: _l("No steps or stairs"),
        SupportNeed.SLOW_CLEAR: _l("Slow and clear speech"),
    },
    ContactChannel: {
        ContactChannel.FACE_TO_FACE: _lp("contact", "Face to face"),
        ContactChannel.HOME_VISIT: _lp("contact", "At their home"),
        ContactChannel.PHONE: _lp("contact", "Phone"),
        ContactChannel.VIDEO: _lp("contact", "Video call"),
        ContactChannel.TEXT: _lp("contact", "Text message"),
        ContactChannel.EMAIL: _lp("contact", "E-mail"),
        ContactChannel.LETTER: _lp("contact", "Letter"),
        ContactChannel.GROUP: _lp("contact", "In a group"),
    },
    Direction: {
        Direction.WE: _l("We reached out to them"),
        Direction.THEY: _l("They reached out to us"),
    },
    Attendance: {
        Attendance.ON_TIME: _l("They came on time"),
        Attendance.LATE_SEEN: _l("They came late, and we met"),
        Attendance.LATE_NOT_SEEN: _l("They came too late to meet"),
        Attendance.CANCELLED_BY_PERSON: _l("They called it off"),
        Attendance.DID_NOT_ATTEND: _l("They did not come, without a word"),
        Attendance.CANCELLED_BY_US: _l("We called it off"),
        Attendance.FUTURE: _l("It is still to come"),
    },
    ContactResult: {
        ContactResult.TALKED: _l("We talked, or they answered"),
        ContactResult.MESSAGE_LEFT: _l("Left a message"),
        ContactResult.NO_ANSWER: _l("No answer"),
        ContactResult.WRONG_DETAILS: _l("The number or address was wrong"),
        ContactResult.SENT: _l("Sent, nothing has come back yet"),
    },
    NeedsMet: {
        NeedsMet.YES: _lp("needs met", "Yes"),
        NeedsMet.PARTLY: _lp("needs met", "Partly"),
        NeedsMet.NO: _lp("needs met", "No"),
        NeedsMet.NONE_KNOWN: _lp("needs met", "They have none that we know of"),
    },
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    NeedsMet: {
        NeedsMet.YES: "yes",
        NeedsMet.PARTLY: "part",
        NeedsMet.NO: "no",
        NeedsMet.NONE_KNOWN: "unknown",
    },
}
