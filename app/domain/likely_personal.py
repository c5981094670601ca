"""What in somebody's words likely tells who they are, for a person on the team who decides about each place.

Keener than `personal_data`, which asks people while they write: here a place too many costs a look. It finds
likely places and decides nothing; nobody may call words anonymous because nothing was found in them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.likely_names import could_be_place, is_somebody, joined, names
from app.domain.personal_data import PersonalData, find
from app.domain.personal_data_rules import BIG, EDGE, END, STREETS, either


class Likely(StrEnum):
    """What a place may be. The order is that in which they win where they overlap."""

    EMAIL = "email"
    LINK = "link"
    HANDLE = "handle"
    NHS_NUMBER = "nhs-number"
    PHONE = "phone"
    POSTCODE = "postcode"
    BIRTH_DATE = "birth-date"
    NUMBER_PLATE = "number-plate"
    REFERENCE = "reference"
    ADDRESS = "address"
    NAME = "name"
    WORK_OR_SCHOOL = "work-or-school"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Place:
    """Positions are code points, the end is past the last."""

    kind: Likely
    start: int
    end: int


BIG_WORDS = f"{BIG}[\\w'\u2019&-]*(?: (?:of |the |and |& )?{BIG}[\\w'\u2019&-]*){{0,4}}"
WORK = (
    "work at|works at|worked at|working at|work for|works for|worked for|job at|"
    "teach at|teaches at|taught at|study at|studies at|goes to|go to school at|went to school at|pupil at|"
    "student at|manager of|manager at|head of|headteacher of|headteacher at|cook at|cleaner at|volunteer at|"
    "volunteers at|i run|i own|we run|i manage"
)
WAYS = (
    f"{STREETS}|cliff|heights|bank|edge|side|park|lodge|house|towers|buildings|wharf|quay|chase|vale|dene|"
    "ridge|top|end"
)
LIVES = (
    "live on|lives on|living on|live in|lives in|live at|lives at|living at|house on|flat on|flat in|"
    "home on|moved to|neighbours on|our street,|my street,|opposite|next door to"
)
RULES: tuple[tuple[Likely, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, flags))
    for kind, pattern, flags in (
        (Likely.LINK, r"((?:https?://|www[.])[^\s<>\"]{3,200}[^\s<>\".,;:!?)])", re.I),
        (
            Likely.LINK,
            r"(?<![\w@.])((?:facebook|fb|instagram|twitter|x|tiktok|linkedin|youtube)[.]com/[\w./?=&%@-]{2,80})",
            re.I,
        ),
        (Likely.HANDLE, r"(?<![\w@./])(@[A-Za-z][\w.]{2,29}[A-Za-z0-9_])(?![\w@.]*@)", 0),
        (
            Likely.HANDLE,
            r"\b(?:insta|instagram|snapchat|snap|tiktok|twitter|facebook|discord|telegram)"
            r"(?: name| handle| account| page)?(?: is|:) ?@?([A-Za-z][\w.]{2,29})\b",
            re.I,
        ),
        (Likely.NUMBER_PLATE, r"\b([A-HJ-PR-Y][A-HJ-PR-Y][0-9]{2} ?[A-HJ-PR-Z]{3})\b", 0),
        (
            Likely.NUMBER_PLATE,
            r"\b(?:reg|registration|number ?plate|licence plate)(?: number| no[.]?)?(?: is| was|:)? "
            r"([A-Z]{1,3} ?[0-9]{1,4} ?[A-Z]{0,3})\b",
            re.I,
        ),
        (
            Likely.REFERENCE,
            r"\b(?:reference|ref|case|claim|complaint|crime|incident|account|hospital|patient|policy|tenancy|"
            r"application|payroll|staff|booking|library card|passport)"
            r"(?: (?:number|no|num|ref|reference|id))?(?: is| was)?[.:#]{0,2} ?"
            r"((?=[A-Z/-]{0,6}[0-9])[A-Z]{0,4}[/-]?[0-9][A-Z0-9]*(?:[/-][A-Z0-9]+){0,4}(?<=[A-Z0-9]{3}))(?![\w])",
            re.I,
        ),
        (
            Likely.REFERENCE,
            r"\b([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D])\b",
            re.I,
        ),
        (
            Likely.ADDRESS,
            rf"\b(?:{LIVES}) (?:the )?"
            rf"((?:[A-Za-z'\u2019]{{2,20}} ){{1,3}}(?:{STREETS}|house|court|towers?|heights|lodge))\b",
            re.I,
        ),
        (
            Likely.ADDRESS,
            rf"{EDGE}((?:[Ff]lat|[Rr]oom|[Uu]nit|[Aa]partment) [0-9]{{1,4}}[A-Za-z]?,? {BIG}[\w'\u2019]+"
            rf"(?: {BIG}[\w'\u2019]+){{0,2}}){END}",
            0,
        ),
        (
            Likely.ADDRESS,
            rf"{EDGE}([0-9]{{1,4}}[A-Za-z]?,? (?:{BIG}[A-Za-z'\u2019]{{1,20}} ){{1,3}}"
            rf"(?:{either(WAYS)})){END}",
            0,
        ),
        (Likely.WORK_OR_SCHOOL, rf"\b(?:{either(WORK)}) (?:the )?({BIG_WORDS})", 0),
        (
            Likely.AGE,
            r"\b((?:9[0-9]|1[01][0-9])(?:[ -]?(?:years? old|year-old|yrs? old|yo\b)|"
            r"(?= and (?:still )?(?:live|living))))",
            re.I,
        ),
        (
            Likely.AGE,
            r"\b(?:i'm|i\u2019m|i am|he is|she is|he's|she's|aged|age|is|was|turned) ([1-9][0-9])"
            r"(?=(?:[ -]years?[ -]old)?,? (?:and |who )?(?:i )?(?:live|lives|living|from)\b)",
            re.I,
        ),
    )
)
"""What beside the rules for capture may tell who speaks; the first group is the place."""


def likely(
    text: str, *, places: frozenset[str] = frozenset(), people: Iterable[tuple[int, int]] = ()
) -> list[Place]:
    """In the order of the text; no two overlap.

    `places`: words of names of places, small letters. `people`: where a language model sees somebody's name.
    """
    at_capture = [
        one
        for one in find(text)
        if one.kind is not PersonalData.NAME or not could_be_place(text[one.start : one.end].lower(), places)
    ]
    named = joined(
        [
            *((one.start, one.end) for one in at_capture if one.kind is PersonalData.NAME),
            *names(text, places),
            *(span for span in people if is_somebody(text[slice(*span)], places)),
        ]
    )
    found = [
        *(
            Place(Likely(one.kind.value), one.start, one.end)
            for one in at_capture
            if one.kind is not PersonalData.NAME
        ),
        *(Place(kind, *match.span(1)) for kind, pattern in RULES for match in pattern.finditer(text)),
        *(Place(Likely.NAME, *span) for span in named),
    ]
    return apart(found)


def apart(found: Iterable[Place]) -> list[Place]:
    """Where two overlap the stronger kind stays; of one kind the earlier, then the longer."""
    order = {kind: at for at, kind in enumerate(Likely)}
    kept: list[Place] = []
    for one in sorted(found, key=lambda one: (order[one.kind], one.start, -one.end)):
        at = bisect_right(kept, one.start, key=lambda other: other.start)
        if (not at or kept[at - 1].end <= one.start) and (at == len(kept) or one.end <= kept[at].start):
            kept.insert(at, one)
    return kept
