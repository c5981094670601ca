"""What a referral holds, whichever door it came by: PRSB headings of a referral in one plain shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypedDict

from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.reaching import Reaching, clean_reaching, empty_reaching
from app.domain.referral import Concern, PopulationGroup, RiskAnswer
from app.domain.typed_text import clean_line, clean_lines

HOMES = ("given", "no-fixed-abode", "withheld")


class Agreed(TypedDict):
    """What was said about one purpose."""

    given: bool
    how: str
    """A value of ConsentHow; empty where it was not given."""
    given_by: str
    """`person`, `carer`, `attorney` or `decision-maker`."""
    wording: str
    """Which version of our words they saw or heard: `<key>/<version>`."""
    language: str
    why_not: str
    note: str


class Risks(TypedDict):
    answer: str
    """A value of RiskAnswer; empty where nobody was asked."""
    words: str


class OnBehalf(TypedDict):
    """Who asks for somebody else."""

    name: str
    relation: str
    phone: str
    email: str
    person_agreed: bool


class ReferralDocument(TypedDict):
    given_name: str
    family_name: str
    preferred_name: str
    pronouns: str
    born_on: str
    """ISO date, or empty."""
    nhs_number: str
    """Ten digits, or empty."""
    home: str
    """One of HOMES, or empty."""
    address: str
    postcode: str
    phone: str
    email: str
    language: str
    """The language they read our words in: a code of the place."""
    practice: str
    """In words, where the practice is none of our list."""
    practice_id: str
    reaching: Reaching
    concerns: list[str]
    words: str
    """What matters or worries them, in their own words."""
    cares_for: str
    """Whom they look after, where they are a carer."""
    reason: str
    """Why a professional refers them."""
    tried: str
    """What has been tried, and who else is involved."""
    groups: list[str]
    equality: dict[str, str]
    """Item of domain/equality.py -> value."""
    equality_words: dict[str, str]
    risks: Risks
    safeguarding: str
    """A worry about safety in words; seen by those who triage."""
    on_behalf: OnBehalf
    consents: dict[str, Agreed]
    """Purpose -> what was said about it. A purpose nobody asked about is not there."""
    hear_back: bool
    """Would the referrer like to hear how it goes?"""


TEXTS = ("given_name", "family_name", "preferred_name", "pronouns", "postcode", "phone", "email", "practice")
LINES = ("address", "words", "cares_for", "reason", "tried", "safeguarding")


def empty() -> ReferralDocument:
    """Nothing is known yet."""
    return {
        "given_name": "",
        "family_name": "",
        "preferred_name": "",
        "pronouns": "",
        "born_on": "",
        "nhs_number": "",
        "home": "",
        "address": "",
        "postcode": "",
        "phone": "",
        "email": "",
        "language": "en",
        "practice": "",
        "practice_id": "",
        "reaching": empty_reaching(),
        "concerns": [],
        "words": "",
        "cares_for": "",
        "reason": "",
        "tried": "",
        "groups": [],
        "equality": {},
        "equality_words": {},
        "risks": {"answer": "", "words": ""},
        "safeguarding": "",
        "on_behalf": {"name": "", "relation": "", "phone": "", "email": "", "person_agreed": False},
        "consents": {},
        "hear_back": False,
    }


def clean(given: Mapping[str, object]) -> ReferralDocument:
    """What was given, in the shape, each value known; whatever else is left out."""
    made = empty()
    for name in TEXTS:
        made[name] = clean_line(str(given.get(name) or ""))  # type: ignore[literal-required]
    for name in LINES:
        made[name] = clean_lines(str(given.get(name) or ""))  # type: ignore[literal-required]
    made["born_on"] = day(given.get("born_on"))
    made["nhs_number"] = "".join(filter(str.isdecimal, str(given.get("nhs_number") or "")))
    made["home"] = str(given.get("home")) if given.get("home") in HOMES else ""
    made["language"] = clean_line(str(given.get("language") or "")) or "en"
    made["practice_id"] = clean_line(str(given.get("practice_id") or ""))
    made["reaching"] = clean_reaching(mapping(given.get("reaching")))
    made["concerns"] = known(given.get("concerns"), Concern)
    made["groups"] = known(given.get("groups"), PopulationGroup)
    for name in ("equality", "equality_words"):
        made[name] = {  # type: ignore[literal-required]
            str(item): clean_line(str(value)) for item, value in mapping(given.get(name)).items() if value
        }
    risks = mapping(given.get("risks"))
    made["risks"] = {
        "answer": next((one.value for one in RiskAnswer if one.value == risks.get("answer")), ""),
        "words": clean_lines(str(risks.get("words") or "")),
    }
    other = mapping(given.get("on_behalf"))
    made["on_behalf"] = {
        "name": clean_line(str(other.get("name") or "")),
        "relation": clean_line(str(other.get("relation") or "")),
        "phone": clean_line(str(other.get("phone") or "")),
        "email": clean_line(str(other.get("email") or "")),
        "person_agreed": other.get("person_agreed") is True,
    }
    made["consents"] = {
        purpose.value: agreed(mapping(mapping(given.get("consents"))[purpose.value]))
        for purpose in ConsentPurpose
        if purpose.value in mapping(given.get("consents"))
    }
    made["hear_back"] = given.get("hear_back") is True
    return made


def agreed(given: Mapping[str, object]) -> Agreed:
    is_given = given.get("given") is True
    how = next((one.value for one in ConsentHow if one.value == given.get("how")), "")
    return {
        "given": is_given,
        "how": how if is_given else "",
        "given_by": clean_line(str(given.get("given_by") or "person")),
        "wording": clean_line(str(given.get("wording") or "")),
        "language": clean_line(str(given.get("language") or "en")),
        "why_not": "" if is_given else clean_lines(str(given.get("why_not") or "")),
        "note": clean_lines(str(given.get("note") or "")),
    }


def day(given: object) -> str:
    """An ISO date, or empty for what is none."""
    if isinstance(given, dt.date):
        return given.isoformat()
    try:
        return dt.date.fromisoformat(str(given)).isoformat()
    except ValueError:
        return ""


def known(given: object, values: type[Concern] | type[PopulationGroup]) -> list[str]:
    chosen = {str(one) for one in given} if isinstance(given, list | tuple) else set()
    return [one.value for one in values if one.value in chosen]


def mapping(given: object) -> Mapping[str, object]:
    return given if isinstance(given, Mapping) else {}


def full_name(document: ReferralDocument) -> str:
    """As a list shows it."""
    return " ".join(part for part in (document["given_name"], document["family_name"]) if part)


def called(document: ReferralDocument) -> str:
    """What they like to be called."""
    return document["preferred_name"] or document["given_name"]
