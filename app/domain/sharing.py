"""What a provider is told about somebody: an allow-list, and how long it may be seen.

Source: security.md 2 (T4): a provider sees a share, never the client. Referrals.md 7 and 10.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.clocks import CLOCKS, Clock
from app.domain.contact_log import ContactChannel
from app.domain.errors import GinnelError
from app.domain.reaching import Outcome, Reaching, judge
from app.domain.typed_text import clean_line, clean_lines

SHARE_LASTS = dt.timedelta(days=CLOCKS[Clock.SHARE][0].days)
"""After the end of an introduction the provider sees what was shared for so long, and then nothing."""
ASK_HELPED_AFTER = dt.timedelta(weeks=4)
"""After the start, or after details were given, the person is asked whether it helped."""
AGREED_FOR = dt.timedelta(days=182)
"""For how long somebody agrees to a share, where nobody says otherwise."""
WORDING = "share-with-provider/1"
"""Which version of our words they agree to."""
LONGEST_WORDS = 1000


class Share(StrEnum):
    """One thing that may be told. No surname, no address, no health record, no notes ever."""

    FIRST_NAME = "first-name"
    CONTACT = "safe-contact"
    """One way to reach them that is safe, or through their link worker."""
    LANGUAGE = "language"
    NEEDS = "access-needs"
    """What they need to take part, as they agreed it."""
    START = "start-wish"
    COMPANION = "comes-with"
    """Who comes along the first time."""
    WORDS = "own-words"
    """What they would like the provider to know, in their words."""


REQUIRED = frozenset({Share.FIRST_NAME, Share.CONTACT})
"""An introduction says at least whom, and how to reach them."""


class ShareChannel(StrEnum):
    """By which way the provider may reach them."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    WORKER = "link-worker"
    """Not at all by themselves: their link worker passes it on."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Exactly what a provider sees."""

    first_name: str = ""
    channel: ShareChannel = ShareChannel.WORKER
    contact: str = ""
    """The number or address of the channel; of the link worker's, how to reach them."""
    contact_note: str = ""
    """Safe times, what never to do."""
    language: str = ""
    needs: str = ""
    start: str = ""
    companion: str = ""
    words: str = ""

    @property
    def fields(self) -> list[str]:
        """What of it is told, by name, in the order of Share."""
        there = {
            Share.FIRST_NAME: self.first_name,
            Share.CONTACT: self.contact,
            Share.LANGUAGE: self.language,
            Share.NEEDS: self.needs,
            Share.START: self.start,
            Share.COMPANION: self.companion,
            Share.WORDS: self.words,
        }
        return [share.value for share, value in there.items() if value]

    @property
    def is_whole(self) -> bool:
        return {share.value for share in REQUIRED} <= set(self.fields)


ASKED_AS: dict[ShareChannel, ContactChannel] = {
    ShareChannel.PHONE: ContactChannel.PHONE,
    ShareChannel.TEXT: ContactChannel.TEXT,
    ShareChannel.EMAIL: ContactChannel.EMAIL,
}


def safe_channels(reaching: Reaching, *, phone: str, email: str) -> dict[ShareChannel, str]:
    """The ways a provider may be told, each with its number or address.

    Through the link worker is always one more, and tells what is the worker's.
    """
    held = {ShareChannel.PHONE: phone, ShareChannel.TEXT: phone, ShareChannel.EMAIL: email}
    return {
        way: held[way]
        for way, channel in ASKED_AS.items()
        if held[way] and judge(reaching, channel).outcome is Outcome.OK
    }


KEYS = (
    "first_name",
    "channel",
    "contact",
    "contact_note",
    "language",
    "needs",
    "start",
    "companion",
    "words",
)
"""Every key that is ever kept or shown. A test keeps this list."""


def kept(shared: Shared) -> dict[str, object]:
    """As the database holds it."""
    return {key: str(getattr(shared, key)) for key in KEYS}


def read(given: Mapping[str, object] | None) -> Shared:
    """What may be shown of what is held. Whatever is not on the list is left out."""
    held = given or {}
    texts = {key: clean_lines(str(held.get(key) or ""))[:LONGEST_WORDS] for key in KEYS if key != "channel"}
    texts["first_name"] = clean_line(texts["first_name"])
    channel = str(held.get("channel") or "")
    return Shared(
        **texts,
        channel=ShareChannel(channel) if channel in set(ShareChannel) else ShareChannel.WORKER,
    )


def is_covered(shared: Shared, agreed: list[str]) -> bool:
    """Did they agree to each thing that is told?"""
    return set(shared.fields) <= set(agreed)


class Block(StrEnum):
    """Why nothing is shared. To give somebody the details of a listing is always allowed."""

    LISTING_GONE = "listing-gone"
    NO_ORGANIZATION = "no-organisation"
    NO_AGREEMENT = "no-agreement"
    """The organisation has not signed, or what it signed has run out."""
    NO_EMAIL = "no-email"
    DIED = "died"
    NO_CONSENT = "no-consent"
    """None is held towards this organisation, or it has ended."""
    CONSENT_NARROW = "consent-narrow"
    """They agreed to less than is told here."""
    NOT_WHOLE = "not-whole"
    """A first name and one safe way to reach them are the least."""


class NotSharedError(GinnelError):
    """Nothing was shared, and why."""

    def __init__(self, block: Block) -> None:
        super().__init__(block)
        self.block = block
