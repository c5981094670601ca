"""How to reach and talk with somebody: safe channels, and the Accessible Information Standard's lists.

Source: referrals.md 7 and 8 (DAPB1605 version 4, UK Core communication lists).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from app.domain.contact_log import ContactChannel
from app.domain.typed_text import clean_line, clean_lines


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


class Trusted(TypedDict):
    """Somebody they trust, through whom they may be reached."""

    name: str
    relation: str
    phone: str


class Reaching(TypedDict):
    """How to reach somebody safely, and how to talk with them."""

    channels: list[str]
    """Values of SafeChannel. No other way is used."""
    leave_message: bool | None
    others_may_answer: bool | None
    safe_times: str
    never: str
    """What must never be done, in their words: never the landline."""
    trusted: Trusted
    methods: list[str]
    """Values of ContactMethodNeed."""
    formats: list[str]
    font_size: int | None
    """Units: points."""
    professionals: list[str]
    support: list[str]
    interpreter: str
    """The language an interpreter is needed for; empty for none."""
    words: str
    """Anything else, in words."""


LISTS: dict[str, type[StrEnum]] = {
    "channels": SafeChannel,
    "methods": ContactMethodNeed,
    "formats": FormatNeed,
    "professionals": ProfessionalNeed,
    "support": SupportNeed,
}
"""Field -> the list its values come from."""

FONT_SIZES = range(12, 49)


def empty_reaching() -> Reaching:
    """Nothing is known."""
    return {
        "channels": [],
        "leave_message": None,
        "others_may_answer": None,
        "safe_times": "",
        "never": "",
        "trusted": {"name": "", "relation": "", "phone": ""},
        "methods": [],
        "formats": [],
        "font_size": None,
        "professionals": [],
        "support": [],
        "interpreter": "",
        "words": "",
    }


def clean_reaching(given: Mapping[str, object]) -> Reaching:
    """What was given, in the shape, each value known; whatever else is left out."""
    made = empty_reaching()
    for name, values in LISTS.items():
        chosen = given.get(name)
        known = {str(value) for value in chosen} if isinstance(chosen, list | tuple) else set()
        made[name] = [one.value for one in values if one.value in known]  # type: ignore[literal-required]
    for flag in ("leave_message", "others_may_answer"):
        value = given.get(flag)
        made[flag] = value if isinstance(value, bool) else None
    for text in ("safe_times", "never", "words"):
        made[text] = clean_lines(str(given.get(text) or ""))
    made["interpreter"] = clean_line(str(given.get("interpreter") or ""))
    trusted = given.get("trusted")
    if isinstance(trusted, Mapping):
        made["trusted"] = {
            "name": clean_line(str(trusted.get("name") or "")),
            "relation": clean_line(str(trusted.get("relation") or "")),
            "phone": clean_line(str(trusted.get("phone") or "")),
        }
    size = given.get("font_size")
    made["font_size"] = size if isinstance(size, int) and size in FONT_SIZES else None
    return made


class Outcome(StrEnum):
    """May this way be used?"""

    OK = "ok"
    WARN = "warn"
    """It may, once one has read why it may not be a good one."""
    BLOCK = "block"
    """It is not offered and nothing is sent. Who used it nevertheless says why."""


class Why(StrEnum):
    """Why a way is warned about or blocked."""

    NOTHING = ""
    NO_PHONE = "no-phone"
    """They cannot use a phone, or must not be telephoned."""
    NOT_CHOSEN = "not-chosen"
    """They were asked which ways are safe, and this is none of them."""
    NOT_AS_NEEDED = "not-as-needed"
    """It is safe, but they need another way to take part in it."""
    THROUGH_SOMEBODY = "through-somebody"
    """Only through somebody they trust."""
    WITH_RELAY = "with-relay"
    """By phone only with a relay, a textphone or somebody who speaks for them."""
    NOT_KNOWN = "not-known"
    """Nobody has asked which ways are safe."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said about a way before it is used."""

    outcome: Outcome
    why: Why = Why.NOTHING

    @property
    def needs_reason(self) -> bool:
        """Does whoever used it have to say why?"""
        return self.outcome is Outcome.BLOCK or self.why is Why.NOT_AS_NEEDED


SAFE_AS: dict[ContactChannel, frozenset[SafeChannel]] = {
    ContactChannel.PHONE: frozenset({SafeChannel.PHONE}),
    ContactChannel.VIDEO: frozenset({SafeChannel.PHONE, SafeChannel.IN_PERSON}),
    ContactChannel.TEXT: frozenset({SafeChannel.TEXT}),
    ContactChannel.EMAIL: frozenset({SafeChannel.EMAIL}),
    ContactChannel.LETTER: frozenset({SafeChannel.LETTER}),
    ContactChannel.HOME_VISIT: frozenset({SafeChannel.IN_PERSON}),
    ContactChannel.FACE_TO_FACE: frozenset(SafeChannel),
    ContactChannel.GROUP: frozenset(SafeChannel),
}
"""A channel -> the ways of which one must be safe. Whoever comes to us has chosen to."""

FITS: dict[ContactChannel, frozenset[ContactMethodNeed]] = {
    ContactChannel.PHONE: frozenset({ContactMethodNeed.PHONE}),
    ContactChannel.VIDEO: frozenset({ContactMethodNeed.SIGN_LANGUAGE, ContactMethodNeed.VIDEO_RELAY}),
    ContactChannel.TEXT: frozenset({ContactMethodNeed.TEXT}),
    ContactChannel.EMAIL: frozenset({ContactMethodNeed.EMAIL}),
    ContactChannel.LETTER: frozenset({ContactMethodNeed.LETTER}),
    ContactChannel.HOME_VISIT: frozenset({ContactMethodNeed.VISIT, ContactMethodNeed.SIGN_LANGUAGE}),
}
"""A channel that reaches out -> the needs it meets."""

RELAYS = frozenset(
    {
        ContactMethodNeed.TEXTPHONE,
        ContactMethodNeed.TEXT_RELAY,
        ContactMethodNeed.VIDEO_RELAY,
        ContactMethodNeed.PHONE_VIA_PROXY,
    }
)


def judge(reaching: Reaching, channel: ContactChannel) -> Verdict:
    """May we reach out to them this way? Safety first, then what they need."""
    methods = {ContactMethodNeed(value) for value in reaching["methods"]}
    chosen = {SafeChannel(value) for value in reaching["channels"]}
    if channel is ContactChannel.PHONE and ContactMethodNeed.NO_PHONE in methods:
        return Verdict(Outcome.BLOCK, Why.NO_PHONE)
    if chosen and not chosen & SAFE_AS[channel]:
        if (
            channel is ContactChannel.PHONE
            and SafeChannel.SOMEBODY in chosen
            and reaching["trusted"]["phone"]
        ):
            return Verdict(Outcome.WARN, Why.THROUGH_SOMEBODY)
        return Verdict(Outcome.BLOCK, Why.NOT_CHOSEN)
    needed = methods - {ContactMethodNeed.NO_PHONE}
    if needed and channel in FITS and not needed & FITS[channel]:
        relayed = channel is ContactChannel.PHONE and needed & RELAYS
        return Verdict(Outcome.WARN, Why.WITH_RELAY if relayed else Why.NOT_AS_NEEDED)
    return Verdict(Outcome.OK) if chosen else Verdict(Outcome.WARN, Why.NOT_KNOWN)


def has_limits(reaching: Reaching) -> bool:
    """Is there something that must not be done?"""
    refused = (reaching["leave_message"], reaching["others_may_answer"])
    return False in refused or bool(reaching["never"])
