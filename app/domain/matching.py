"""Is this somebody we know? Keys by which two records can be compared without opening them.

A record is turned into values, a few of each kind; two records agree in a kind when they share a value.
Slips are met by values that forget something: how a name sounds, a day and month in either order, a date
without its year. What agrees gives a score and a band; a person decides.

Source: decisions.md 19.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.phones import e164
from app.domain.sounds import plain, sound, sounds


class MatchKey(StrEnum):
    NHS_NUMBER = "nhs-number"
    NAME_BORN = "name-born"
    """Family name, given name and date of birth, folded."""
    SOUND_BORN = "sound-born"
    """How the family name sounds, and the date of birth."""
    GIVEN_BORN = "given-born"
    """Given name and date of birth: a family name that changed or was mistyped."""
    NAME_YEAR = "name-year"
    """Whole name with day and month, or with the year: a mistyped date."""
    PHONE = "phone"
    ADDRESS = "address"
    """House number or name, and postcode."""
    EMAIL = "email"


class Band(StrEnum):
    """How sure we can be."""

    SAME = "same"
    LIKELY = "likely"
    POSSIBLE = "possible"


K = MatchKey

NAME_POINTS: Mapping[MatchKey, int] = {K.NAME_BORN: 50, K.SOUND_BORN: 25, K.GIVEN_BORN: 25, K.NAME_YEAR: 20}
SOUND_AND_GIVEN = 45
POINTS: Mapping[MatchKey, int] = {K.NHS_NUMBER: 60, K.PHONE: 20, K.EMAIL: 20, K.ADDRESS: 15}
BANDS: tuple[tuple[int, Band], ...] = ((65, Band.SAME), (40, Band.LIKELY), (20, Band.POSSIBLE))
"""The least score of each band."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What of somebody is compared, as it was typed."""

    given_name: str = ""
    family_name: str = ""
    preferred_name: str = ""
    born_on: str = ""
    """ISO date, or empty."""
    nhs_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    score: int
    """0 to 100."""
    band: Band | None
    """None: too little to bring it up."""
    why: tuple[MatchKey, ...]
    """What agrees, the most telling first, without what follows from it."""


def facts_of(given: Mapping[str, object]) -> Facts:
    """What is compared of a referral's document, or of anything with the same names."""
    return Facts(**{name: str(given.get(name) or "") for name in Facts.__slots__})


def values(facts: Facts) -> dict[MatchKey, frozenset[str]]:
    """The values of each kind; no kind without one."""
    found = {
        K.NHS_NUMBER: _nhs(facts.nhs_number),
        **_of_name(facts),
        K.PHONE: frozenset({e164(facts.phone)}),
        K.ADDRESS: _home(facts.address, facts.postcode),
        K.EMAIL: frozenset({facts.email.strip().casefold()}),
    }
    return {kind: kept for kind, each in found.items() if (kept := each - {""})}


def match(agreeing: Collection[MatchKey]) -> Match:
    """What the kinds in which two records agree say."""
    agree = frozenset(agreeing)
    by_name = max((NAME_POINTS[kind] for kind in agree & NAME_POINTS.keys()), default=0)
    if {K.SOUND_BORN, K.GIVEN_BORN} <= agree:
        by_name = max(by_name, SOUND_AND_GIVEN)
    score = min(100, by_name + sum(POINTS[kind] for kind in agree & POINTS.keys()))
    band = next((band for least, band in BANDS if score >= least), None)
    if not by_name and band:
        # A shared phone or house is a family; a number alone may be mistyped.
        band = Band.LIKELY if K.NHS_NUMBER in agree else Band.POSSIBLE
    elif band is Band.SAME and not agree & {K.NAME_BORN, K.NHS_NUMBER}:
        band = Band.LIKELY
    return Match(score, band, _reasons(agree))


def _reasons(agree: frozenset[MatchKey]) -> tuple[MatchKey, ...]:
    """A whole name with its date says what the looser kinds say, and more."""
    told = agree - {K.SOUND_BORN, K.GIVEN_BORN, K.NAME_YEAR} if K.NAME_BORN in agree else agree
    return tuple(kind for kind in MatchKey if kind in told)


def _nhs(typed: str) -> frozenset[str]:
    digits = re.sub(r"\D", "", typed)
    return frozenset({digits} if len(digits) == 10 else ())


def _of_name(facts: Facts) -> dict[MatchKey, frozenset[str]]:
    family = plain(facts.family_name).replace(" ", "")
    givens = {_first(facts.given_name), _first(facts.preferred_name)} - {""}
    born = _day(facts.born_on)
    if born is None:
        return {}
    date = _either_way(born)
    wholes = {"+".join(sorted((given, family))) for given in givens if family}
    return {
        K.NAME_BORN: frozenset(f"{whole}|{born.isoformat()}" for whole in wholes),
        K.SOUND_BORN: frozenset(f"{heard}|{date}" for heard in sounds(facts.family_name)),
        K.GIVEN_BORN: frozenset(f"{sound(given)}|{date}" for given in givens),
        K.NAME_YEAR: frozenset(
            f"{whole}|{part}" for whole in wholes for part in (f"y{born.year}", f"d{born:%m-%d}")
        ),
    }


def _first(name: str) -> str:
    """The first of several given names, folded: second names are left out by one and given by another."""
    return plain(name).split(" ")[0]


def _either_way(born: dt.date) -> str:
    """The date with day and month in one order, whichever was typed first."""
    first, second = sorted((born.day, born.month))
    return f"{born.year}:{first:02}:{second:02}"


def _day(iso: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return None


def _home(address: str, postcode: str) -> frozenset[str]:
    """Each number of the address, else its first word, with the whole postcode."""
    code = re.sub(r"[^A-Z0-9]", "", postcode.upper())
    if not 5 <= len(code) <= 7:
        return frozenset()
    houses = {one.casefold() for one in re.findall(r"\b\d{1,4}[A-Za-z]?\b", address)}
    return frozenset(f"{house}|{code}" for house in houses or set(plain(address).split()[:1]))
