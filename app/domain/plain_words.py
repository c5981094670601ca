"""Advice on plain English, as somebody writes. Nothing here ever stops anybody.

Only for words in English. The same rules run in the browser from the same tables: `static/plain-words.js`
reads `RULES` from the page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST_SENTENCE = 25
"""Units: words."""
LONGEST_SUMMARY = 30
LONGEST_PARAGRAPH = 80
MOST_HINTS = 8
"""More than this is nagging."""

PLAINER: Mapping[str, str] = {
    "accessible to all": "open to everybody",
    "additional": "more",
    "adhere to": "keep to",
    "advise us": "tell us",
    "aforementioned": "this",
    "approximately": "about",
    "ascertain": "find out",
    "assist": "help",
    "assistance": "help",
    "attend": "come",
    "attendees": "people who come",
    "beneficiaries": "people we help",
    "bespoke": "made for you",
    "care pathway": "what happens next",
    "cohort": "group",
    "commence": "start",
    "commences": "starts",
    "co-produced": "planned together",
    "complete the form": "fill in the form",
    "comprises": "has",
    "dietary requirements": "what you can and cannot eat",
    "disseminate": "share",
    "due to the fact that": "because",
    "eligibility criteria": "who can come",
    "empower": "help",
    "enable": "help",
    "endeavour": "try",
    "engage with": "talk to",
    "enquire": "ask",
    "ensure": "make sure",
    "facilitate": "run",
    "facilitated by": "run by",
    "facilitator": "person who runs it",
    "free of charge": "free",
    "holistic": "whole-person",
    "implement": "do",
    "in order to": "to",
    "in the event that": "if",
    "individuals": "people",
    "initiative": "project",
    "interventions": "ways to help",
    "isolated individuals": "people on their own",
    "liaise with": "talk to",
    "low-level": "mild",
    "multi-agency": "with other organisations",
    "numerous": "many",
    "on a monthly basis": "every month",
    "on a weekly basis": "every week",
    "participants": "people who come",
    "participate": "take part",
    "peer-led": "run by people like you",
    "person-centred": "about you",
    "prior to": "before",
    "provision": "what there is",
    "purchase": "buy",
    "refreshments": "tea and biscuits",
    "regarding": "about",
    "require": "need",
    "requirements": "needs",
    "self-refer": "ask for yourself",
    "self-referral": "asking for yourself",
    "service users": "people who come",
    "signposting": "telling you where to go",
    "signpost": "tell you where to go",
    "stakeholders": "people who have a say",
    "subject to availability": "if there is room",
    "sufficient": "enough",
    "terminate": "end",
    "upon": "on",
    "utilise": "use",
    "vulnerable adults": "adults who need support",
    "wellbeing intervention": "something to help you feel better",
    "with regard to": "about",
    "wraparound": "all-round",
}
"""What people write for offices -> what people say."""

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\w)[^.!?\n]*)*")
_SHORT = re.compile(r"\b(?:e\.g|i\.e|etc|a\.m|p\.m|Mr|Mrs|Ms|Dr|St|Rd|No)\.", re.IGNORECASE)
_JARGON = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(map(re.escape, PLAINER), key=len, reverse=True)) + r")(?![\w-])",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[ -][A-Z]{2,}){2,}\b")


class Kind(StrEnum):
    LONG_SENTENCE = "long-sentence"
    LONG_SUMMARY = "long-summary"
    LONG_PARAGRAPH = "long-paragraph"
    JARGON = "jargon"
    CAPITALS = "capitals"


@dataclass(frozen=True, slots=True)
class Hint:
    """One piece of advice: `words` is what it is about, as written; `plainer` what could stand there."""

    kind: Kind
    words: str
    number: int = 0
    plainer: str = ""


def hints(text: str, *, is_summary: bool = False) -> tuple[Hint, ...]:
    """What could be plainer, in the order of reading, at most `MOST_HINTS`."""
    found: list[Hint] = []
    total = count_words(text)
    if is_summary and total > LONGEST_SUMMARY:
        found.append(Hint(Kind.LONG_SUMMARY, "", total))
    for paragraph in text.split("\n"):
        found += _of_paragraph(paragraph)
    return tuple(found[:MOST_HINTS])


def count_words(text: str) -> int:
    """How many words somebody would count."""
    return len(_WORD.findall(text))


def _of_paragraph(paragraph: str) -> list[Hint]:
    found: list[Hint] = []
    long = count_words(paragraph)
    if long > LONGEST_PARAGRAPH:
        found.append(Hint(Kind.LONG_PARAGRAPH, _start(paragraph), long))
    for sentence in sentences(paragraph):
        number = count_words(sentence)
        if number > LONGEST_SENTENCE:
            found.append(Hint(Kind.LONG_SENTENCE, _start(sentence), number))
    said = dict.fromkeys(match[1].lower() for match in _JARGON.finditer(paragraph))
    found += [Hint(Kind.JARGON, words, plainer=PLAINER[words]) for words in said]
    found += [Hint(Kind.CAPITALS, match[0][:60]) for match in _CAPITALS.finditer(paragraph)]
    return found


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph. A full stop inside a time, a price or `e.g.` ends none."""
    kept = _SHORT.sub(lambda found: found[0].replace(".", "\u2024"), paragraph)
    return [one.strip() for one in _SENTENCE.findall(kept) if one.strip()]


def _start(words: str) -> str:
    """Its first words, by which it is found again."""
    first = words.replace("\u2024", ".").split()[:6]
    return " ".join(first)
