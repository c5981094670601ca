"""What a translation of one string may hold, and how one stands.

A translated string is put into pages as it is: it may carry no markup and no gap that the English lacks.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.in_english import SIGN

GAP = re.compile(r"%\((\w+)\)[sd]")
TAG = re.compile(r"<[^<>]*>")
ENTITY = re.compile(r"&#?\w+;")
NEVER = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e{SIGN}\ufdd1-\ufdef]")
"""Signs nobody sees that change what others see."""
NUMBERS = frozenset({"num", "count", "n", "number", "days", "weeks", "minutes", "cap", "shown"})
"""What a gap is called that a plural form can say in words."""
SPARE, TIMES = 200, 5
"""A translation may be so many times as long as the English, and so many signs more."""


class Standing(StrEnum):
    """How the translation of one string stands."""

    MISSING = "missing"
    ENGLISH_CHANGED = "english-changed"
    """There were words for an older English."""
    NOT_CHECKED = "not-checked"
    CHECKED = "checked"


class Wrong(StrEnum):
    """Why a translation cannot be kept."""

    EMPTY = "empty"
    FORMS = "forms"
    LOST_GAP = "lost-gap"
    MADE_UP_GAP = "made-up-gap"
    STRAY_PERCENT = "stray-percent"
    MARKUP = "markup"
    QUOTE = "quote"
    UNSEEN = "unseen"
    TOO_LONG = "too-long"
    UNKNOWN = "unknown"
    """No string of ours has this English."""


@dataclass(frozen=True, slots=True)
class Fault:
    wrong: Wrong
    about: str = ""
    """The gap, tag or sign it is about."""


@dataclass(frozen=True, slots=True)
class Source:
    """One English string."""

    context: str
    english: str
    plural: str = ""
    """The English of many, where it counts something."""
    comments: tuple[str, ...] = ()
    """What we tell translators about it."""
    used_in: tuple[str, ...] = ()
    """Files that say it."""
    is_resident: bool = True

    @property
    def digest(self) -> str:
        return digest(self.context, self.english)

    @property
    def texts(self) -> tuple[str, ...]:
        return (self.english, self.plural) if self.plural else (self.english,)


def digest(context: str, english: str) -> str:
    """A short name of a string, for addresses and for finding it."""
    return hashlib.sha256(f"{context}\x04{english}".encode()).hexdigest()[:24]


def faults(source: Source, forms: Sequence[str], wanted: int) -> Iterator[Fault]:
    """Everything that keeps these words out. `wanted`: how many forms the language has for a number."""
    if not forms or not all(form.strip() for form in forms):
        yield Fault(Wrong.EMPTY)
        return
    if len(forms) != (wanted if source.plural else 1):
        yield Fault(Wrong.FORMS, str(wanted))
    seen: set[Fault] = set()
    for form in forms:
        for fault in _of_form(source, form):
            if fault not in seen:
                seen.add(fault)
                yield fault


def _of_form(source: Source, form: str) -> Iterator[Fault]:
    english = "\n".join(source.texts)
    known = {found[0] for found in GAP.finditer(english)}
    given = {found[0] for found in GAP.finditer(form)}
    may_go = {gap for gap in known if source.plural and gap[2:-2] in NUMBERS}
    yield from (Fault(Wrong.LOST_GAP, gap) for gap in sorted(known - given - may_go))
    yield from (Fault(Wrong.MADE_UP_GAP, gap) for gap in sorted(given - known))
    if ("%" in _without_gaps(form) and "%" not in _without_gaps(english)) or (
        "%%" in form and "%%" not in english
    ):
        yield Fault(Wrong.STRAY_PERCENT)
    yield from _markup(source, form)
    if found := NEVER.search(form):
        yield Fault(Wrong.UNSEEN, f"U+{ord(found[0]):04X}")
    if len(form) > TIMES * len(max(source.texts, key=len)) + SPARE:
        yield Fault(Wrong.TOO_LONG)


def _markup(source: Source, form: str) -> Iterator[Fault]:
    """Elements must be those of the English, each as often, and nothing else a page could take for one."""
    tags = [Counter(TAG.findall(text)) for text in source.texts]
    given = Counter(TAG.findall(form))
    if given not in tags:
        wrong = next(iter((given - tags[0]) + (tags[0] - given)), "<")
        yield Fault(Wrong.MARKUP, wrong)
    elif is_nested(source.english) and not is_nested(form):
        yield Fault(Wrong.MARKUP, next(iter(given), "<"))
    bare, english = TAG.sub("", form), TAG.sub("", "\n".join(source.texts))
    for sign in "<>":
        if sign in bare and sign not in english:
            yield Fault(Wrong.MARKUP, sign)
    entities = set(ENTITY.findall(bare)) - set(ENTITY.findall(english))
    if entities:
        yield Fault(Wrong.MARKUP, min(entities))
    if '"' in bare and '"' not in english:
        yield Fault(Wrong.QUOTE)


def is_nested(text: str) -> bool:
    """Is every element closed where it should be?"""
    still_open: list[str] = []
    for tag in TAG.findall(text):
        name = tag.strip("</>").split()[0] if tag.strip("</>") else ""
        if not tag.startswith("</"):
            if name not in ("br", "wbr", "img"):
                still_open.append(name)
        elif not still_open or still_open.pop() != name:
            return False
    return not still_open


def _without_gaps(text: str) -> str:
    return GAP.sub("", text).replace("%%", "")


def tidied(source: Source, form: str) -> str:
    """The words with the space around them that the English has."""
    before = source.english[: len(source.english) - len(source.english.lstrip())]
    after = source.english[len(source.english.rstrip()) :]
    return before + form.strip().replace("\r\n", "\n") + after
