"""Which two listings may be one, how likely that is, and why."""

from __future__ import annotations

import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from rapidfuzz import fuzz

from app.domain.feeds.fields import names
from app.domain.places import fold

LIKELY = 0.6
"""From this score on, somebody should look."""
UNLIKELY = 0.5
"""The most that two groups of one kind reach, whatever they share."""
LEAST_NAME = 0.62
"""Names further apart than this are two names, whatever else is the same: organisations have many groups."""
MOST_IN_BLOCK = 120
RAREST = 3
"""Of a name's trigrams, by which others with such a name are found."""


class Reason(StrEnum):
    """What speaks for two listings being one."""

    SAME_NAME = "same-name"
    LIKE_NAME = "like-name"
    POSTCODE = "postcode"
    PHONE = "phone"
    WEB = "web"
    EMAIL = "email"
    ORGANIZATION = "organization"
    WORDS = "words"
    OTHER_POSTCODE = "other-postcode"
    OTHER_NUMBER = "other-number"
    """Their names differ in a day, a number or a level: two groups of one kind."""


WEIGHTS: Mapping[Reason, float] = {
    Reason.POSTCODE: 0.2,
    Reason.PHONE: 0.2,
    Reason.WEB: 0.06,
    Reason.EMAIL: 0.1,
    Reason.ORGANIZATION: 0.1,
    Reason.WORDS: 0.2,
    Reason.OTHER_POSTCODE: -0.15,
}
NAME_WEIGHT = 0.5
TELLING_APART = names(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "morning afternoon evening beginners intermediate improvers advanced junior juniors senior seniors "
    "men mens women womens girls boys adults adult children toddlers babies baby under over online "
    "one two three four five north south east west a b c i ii iii"
)
FILLERS = names("the and of for in at group club class session sessions drop")


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a listing is compared. All of it folded."""

    id: uuid.UUID
    name: str
    organization: str = ""
    postcodes: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    web: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    words: str = ""
    """The first words of the description."""


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    """0 to 1."""
    reasons: tuple[Reason, ...]
    name: int
    """How alike the names are. Units: per cent."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two listings, the smaller identifier first."""

    first: uuid.UUID
    second: uuid.UUID
    likeness: Likeness


def plain_name(name: str) -> str:
    return fold(name)


def plain_phone(number: str) -> str:
    """The last nine digits: with and without the country in front are the same."""
    digits = re.sub(r"\D", "", number)
    return digits[-9:] if len(digits) >= 9 else ""


def plain_web(address: str) -> str:
    """The host and path, without what makes no difference."""
    text = re.sub(r"^https?://", "", address.strip().casefold()).removeprefix("www.")
    return text.partition("?")[0].partition("#")[0].rstrip("/")


def likeness(one: Facts, other: Facts) -> Likeness:
    """How likely it is that two listings are one, with the reasons for and against."""
    alike = _names_alike(one.name, other.name)
    reasons = [Reason.SAME_NAME if one.name == other.name else Reason.LIKE_NAME]
    score = NAME_WEIGHT * alike
    for reason, mine, theirs in (
        (Reason.POSTCODE, one.postcodes, other.postcodes),
        (Reason.PHONE, one.phones, other.phones),
        (Reason.WEB, one.web, other.web),
        (Reason.EMAIL, one.emails, other.emails),
    ):
        if mine & theirs:
            reasons.append(reason)
        elif reason is Reason.POSTCODE and mine and theirs:
            reasons.append(Reason.OTHER_POSTCODE)
    if one.organization and one.organization == other.organization:
        reasons.append(Reason.ORGANIZATION)
    if one.words and other.words and fuzz.token_sort_ratio(one.words, other.words) >= 85:
        reasons.append(Reason.WORDS)
    if _tells_apart(one.name, other.name):
        reasons.append(Reason.OTHER_NUMBER)
    score += sum(WEIGHTS.get(reason, 0.0) for reason in reasons)
    if Reason.OTHER_NUMBER in reasons:
        score = min(score, UNLIKELY)
    if alike < LEAST_NAME and Reason.WORDS not in reasons:
        score = 0.0
    return Likeness(round(min(1.0, max(0.0, score)), 3), tuple(reasons), round(alike * 100))


def _names_alike(one: str, other: str) -> float:
    """0 to 1. Word order, fillers and single letters count little."""
    if one == other:
        return 1.0 if one else 0.0
    mine, theirs = _without_fillers(one), _without_fillers(other)
    return max(fuzz.token_sort_ratio(mine, theirs), 0.95 * fuzz.token_set_ratio(mine, theirs)) / 100


def _without_fillers(name: str) -> str:
    kept = [word for word in name.split() if word not in FILLERS]
    return " ".join(kept) or name


def _tells_apart(one: str, other: str) -> bool:
    mine, theirs = set(one.split()), set(other.split())
    return any(word in TELLING_APART or word.isdigit() for word in mine ^ theirs)


def pairs(listings: Collection[Facts], likely: float = LIKELY) -> Iterator[Pair]:
    """Every pair of listings that may be one, each once."""
    seen: set[tuple[uuid.UUID, uuid.UUID]] = set()
    for block in _blocks(listings):
        for one, other in combinations(block, 2):
            first, second = (one, other) if one.id < other.id else (other, one)
            key = (first.id, second.id)
            if first.id == second.id or key in seen:
                continue
            seen.add(key)
            found = likeness(first, second)
            if found.score >= likely:
                yield Pair(first.id, second.id, found)


def _blocks(listings: Iterable[Facts]) -> Iterator[list[Facts]]:
    """Listings that share something; only those of one block are compared."""
    every = list(listings)
    trigrams = {one.id: _trigrams(one.name) for one in every}
    common = Counter(gram for grams in trigrams.values() for gram in grams)
    blocks: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    for one in every:
        keys = {("name", one.name)}
        keys |= {
            ("gram", gram)
            for gram in sorted(trigrams[one.id], key=lambda gram: (common[gram], gram))[:RAREST]
        }
        for kind, values in (("postcode", one.postcodes), ("phone", one.phones), ("web", one.web)):
            keys |= {(kind, value) for value in values}
        for key in keys:
            blocks[key].append(one)
    return (block for block in blocks.values() if 1 < len(block) <= MOST_IN_BLOCK)


def _trigrams(name: str) -> set[str]:
    padded = f"  {_without_fillers(name)} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
