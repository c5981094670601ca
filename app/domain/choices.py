"""What is looked for and compared with somebody: where a search begins, and up to four side by side."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.reaching import Reaching, SupportNeed
from app.domain.referral import Concern
from app.domain.typed_text import clean_line, clean_lines

MOST = 4
LONGEST_SAYS = 500
LONGEST_WORDS = 200
LONGEST_NEAR = 60
HOME_LANGUAGE = "en"

NEED_OF: dict[Concern, str] = {
    Concern.LONELY: "need:lonely",
    Concern.BEREAVEMENT: "need:grief",
    Concern.LOW_MOOD: "need:low-mood",
    Concern.MONEY: "need:money",
    Concern.BENEFITS: "need:money",
    Concern.HOUSING: "need:housing",
    Concern.FOOD_FUEL: "need:food",
    Concern.WORK_TRAINING: "need:work",
    Concern.CARING: "need:caring",
    Concern.LONG_TERM_CONDITION: "need:long-term-illness",
    Concern.ACTIVITY_WEIGHT: "need:move-more",
    Concern.DRUGS_ALCOHOL: "need:alcohol-drugs",
    Concern.DOMESTIC_ABUSE: "need:abuse",
    Concern.IMMIGRATION: "need:new-here",
    Concern.DIGITAL: "need:get-online",
    Concern.TRANSPORT: "need:getting-about",
    Concern.PARENTING: "need:parenting",
}
"""What somebody wants help with -> the term of our vocabulary. `Other` has none."""

ACCESS_OF: dict[SupportNeed, str] = {
    SupportNeed.STEP_FREE: "access:step-free",
    SupportNeed.HEARING_LOOP: "access:hearing-loop",
    SupportNeed.QUIET_ROOM: "access:quiet-space",
}


def starts(concerns: Iterable[str], reaching: Reaching, language: str) -> list[tuple[str, ...]]:
    """Terms a search for them begins with, then the same with fewer, where all of them find nothing.

    The language goes first: few listings say which are spoken. What they need to get in goes last.
    """
    known = {one.value for one in Concern}
    needs = {NEED_OF[Concern(one)] for one in concerns if one in known and Concern(one) in NEED_OF}
    access = {term for need, term in ACCESS_OF.items() if need.value in reaching["support"]}
    spoken = {f"lang:{code}"} if (code := spoken_by(reaching, language)) else set()
    tried = [needs | access | spoken, needs | access, needs]
    return list(dict.fromkeys(tuple(sorted(terms)) for terms in tried))


def spoken_by(reaching: Reaching, language: str) -> str:
    """The code of the language they would rather speak; empty for English, and where nobody knows."""
    code = reaching["interpreter"].lower()
    if re.fullmatch(r"[a-z]{2,3}", code, re.ASCII):
        return "" if code == HOME_LANGUAGE else code
    return "" if language == HOME_LANGUAGE else language[:2]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is typed into a search for somebody. It stays on the server: it may say something about them."""

    words: str = ""
    near: str = ""
    from_home: bool = True


def sought_from(fields: Mapping[str, object]) -> Sought:
    return Sought(
        clean_line(str(fields.get("words") or ""))[:LONGEST_WORDS],
        clean_line(str(fields.get("near") or ""))[:LONGEST_NEAR],
        fields.get("from_home") is not False,
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One listing side by side with others."""

    service_id: uuid.UUID
    goal: str = ""
    """The goal of their plan it fits, as the link worker sees it."""
    says: str = ""
    """What they say about it."""


def choices_from(fields: Mapping[str, object]) -> list[Choice]:
    """What is kept, in the order it was added."""
    rows = fields.get("choices")
    made = []
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping):
            made.append(
                Choice(
                    uuid.UUID(str(row["service_id"])), str(row.get("goal") or ""), str(row.get("says") or "")
                )
            )
    return made


def kept(choices: Iterable[Choice]) -> dict[str, object]:
    """As the database holds them."""
    return {
        "choices": [
            {"service_id": str(one.service_id), "goal": one.goal, "says": one.says} for one in choices
        ]
    }


def added(choices: list[Choice], service_id: uuid.UUID) -> list[Choice] | None:
    """With one more; None where four are there already. One that is there stays as it is."""
    if any(one.service_id == service_id for one in choices):
        return choices
    return None if len(choices) >= MOST else [*choices, Choice(service_id)]


def said(choices: Iterable[Choice], goals: Mapping[str, str], says: Mapping[str, str]) -> list[Choice]:
    """With what was typed about each, by the listing's id."""
    return [
        replace(
            one,
            goal=clean_line(goals.get(str(one.service_id), one.goal))[:60],
            says=clean_lines(says.get(str(one.service_id), one.says))[:LONGEST_SAYS],
        )
        for one in choices
    ]


def goal_id(goal: str) -> uuid.UUID | None:
    """A goal's short id as an introduction keeps it; None for no goal."""
    return uuid.UUID(hex=goal.rjust(32, "0")) if re.fullmatch(r"[0-9a-f]{1,32}", goal, re.ASCII) else None
