"""Short phrases that publishers use for how to take part, whether it runs, and what a building has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.domain.listing import Channel, Referral, Status, VenueFact

CHANNEL_WORDS = (
    (
        Channel.HOME,
        re.compile(r"home visit|at home|in (?:your|the) (?:own )?home|outreach visit|domiciliary"),
    ),
    (Channel.ONLINE, re.compile(r"\bon-?line\b|virtual|remote|video|zoom|webinar|\bapp\b|website")),
    (Channel.PHONE, re.compile(r"\bphone\b|telephone|helpline|text message|by call")),
    (
        Channel.IN_PERSON,
        re.compile(r"in[ -]person|venue|face[ -]to[ -]face|onsite|on-site|physical|drop[ -]?in|\boffice"),
    ),
)

STATUSES: Mapping[str, Status] = {
    "active": Status.ACTIVE,
    "open": Status.ACTIVE,
    "live": Status.ACTIVE,
    "published": Status.ACTIVE,
    "current": Status.ACTIVE,
    "true": Status.ACTIVE,
    "yes": Status.ACTIVE,
    "inactive": Status.INACTIVE,
    "draft": Status.INACTIVE,
    "unpublished": Status.INACTIVE,
    "archived": Status.INACTIVE,
    "false": Status.INACTIVE,
    "suspended": Status.TEMPORARILY_CLOSED,
    "temporarily closed": Status.TEMPORARILY_CLOSED,
    "temporarily unavailable": Status.TEMPORARILY_CLOSED,
    "paused": Status.TEMPORARILY_CLOSED,
    "defunct": Status.DEFUNCT,
    "closed": Status.DEFUNCT,
    "permanently closed": Status.DEFUNCT,
    "deleted": Status.DEFUNCT,
}

REFERRALS = (
    (
        Referral.EITHER,
        re.compile(r"self[ -]?refer\w* (?:and|or|/) |refer\w* (?:or|and/or) self|with or without a referral"),
    ),
    (
        Referral.NONE,
        re.compile(r"^(?:no|none|not needed|self[ -]?referral|drop[ -]?in|no referral needed)\b"),
    ),
    (
        Referral.NEEDED,
        re.compile(r"^(?:referral|referral only|by referral|professional referral|gp referral|needed|yes)\b"),
    ),
)

FACT_WORDS = (
    (
        VenueFact.STEP_FREE,
        re.compile(r"wheelchair|step[ -]?free|\bramp|level access|\blift\b|on one level|ground floor"),
    ),
    (
        VenueFact.TOILET,
        re.compile(r"(?:accessible|disabled|wheelchair|adapted).{0,20}(?:toilet|wc\b)|changing places"),
    ),
    (VenueFact.PARKING, re.compile(r"parking|blue badge")),
    (VenueFact.HEARING_LOOP, re.compile(r"(?:hearing|induction|audio)[ -]loop|loop system")),
    (VenueFact.QUIET_SPACE, re.compile(r"quiet (?:space|room|area)|sensory room|calm room")),
    (VenueFact.BUS, re.compile(r"\bbus (?:stop|route)|near public transport")),
)
_DENIED = re.compile(
    r"\b(?:no|not|without|un\w*|isn.?t|lack\w*|limited|partial\w*|some|only|except|but|please|call|ask)\b"
)
MOST_FACT_WORDS = 14


def channels(text: str) -> set[Channel]:
    """The ways to take part that a text names."""
    lower = text.lower().replace("_", " ")
    return {channel for channel, words in CHANNEL_WORDS if words.search(lower)}


def referral(text: str) -> Referral | None:
    lower = " ".join(text.lower().split())
    return next((state for state, words in REFERRALS if words.search(lower)), None)


def venue_facts(text: str) -> set[VenueFact]:
    """What a short plain line says a building has. A line that limits or denies says nothing here."""
    found: set[VenueFact] = set()
    for line in re.split(r"[.;,\n]| and ", text.lower()):
        if len(line.split()) <= MOST_FACT_WORDS and not _DENIED.search(line):
            found |= {fact for fact, words in FACT_WORDS if words.search(line)}
            if VenueFact.TOILET in found and "wheelchair" in line and "toilet" in line:
                found -= {VenueFact.STEP_FREE} if "access to" not in line else set()
    return found
