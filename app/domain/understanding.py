"""What somebody means by a few words: our own topics, a place, a day, a price, and words to look up.

"something for my dad who uses a wheelchair near LS9 on Tuesdays, free" is a place, a day, a price, a way in
and, faintly, older people. What is plain becomes a filter that is said and can be taken back; the rest only
brings listings forward.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.fillers import FAINT, FILLERS
from app.domain.near import DISTRICT_WITHIN, UNIT_WITHIN, area_of, own_names
from app.domain.places import Place
from app.domain.typed_text import latin_digits
from app.domain.vocabulary import Vocabulary
from app.domain.words import fold, stem, stems, tokens

FILTER_GROUPS = frozenset({"day", "cost", "access", "part"})
TOPIC_GROUPS = frozenset({"do", "need", "support", "who", "lang", "kind", "how"})
ONLY_FAINT = frozenset(
    {"now", "flat", "ring", "night", "tonight", "cheap", "low cost", "quiet", "at home", "phone"}
)
"""Typed too often for other reasons to be a filter."""
LIKELY_OLDER = frozenset({"my dad", "my mum", "grandma", "nan"})
FAMILY = frozenset({"mum", "dad", "nan", "grandma"})
MOST_PARTS = 8
LONGEST_PLACE = 4

PLACE_BEFORE = frozenset({"near", "in", "around", "round", "by", "at", "from", "to", "of", "w"})
AGE = re.compile(r"\b(\d{1,2})\s*(?:-|\s)?\s*(?:years?|yrs?|yo)\b", re.IGNORECASE)
LANGUAGES: Mapping[str, str] = {
    "polish": "pl",
    "polsku": "pl",
    "arabic": "ar",
    "urdu": "ur",
    "اردو": "ur",
    "punjabi": "pa",
    "panjabi": "pa",
    "bengali": "bn",
    "sylheti": "bn",
    "romanian": "ro",
    "romana": "ro",
    "romaneste": "ro",
    "farsi": "fa",
    "persian": "fa",
    "tigrinya": "ti",
    "kurdish": "ckb",
    "sorani": "ckb",
    "chinese": "zh",
    "mandarin": "zh",
    "cantonese": "zh",
    "portuguese": "pt",
    "french": "fr",
    "spanish": "es",
    "somali": "so",
    "czech": "cs",
    "slovak": "sk",
    "bsl": "bfi",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing the words ask. A listing has it by a term, or by the text."""

    typed: str
    words: tuple[str, ...]
    """Folded words or phrases to look up; any of them."""
    terms: tuple[str, ...] = ()
    weight: int = 2
    """0: only brings listings forward."""
    english: tuple[str, ...] = ()
    """What English speakers type for its terms: puts what has a term in order, and finds nothing more."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A filter read from the words."""

    typed: str
    key: str


@dataclass(frozen=True, slots=True)
class Understood:
    parts: tuple[Part, ...] = ()
    filters: tuple[Taken, ...] = ()
    near: str = ""
    """A place named in the words."""


@dataclass(frozen=True, slots=True)
class _Entry:
    stems: tuple[str, ...]
    folded: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    entry: _Entry


class Phrasebook:
    """Everything people type for our terms, in every language, ready to be found in a sentence."""

    def __init__(self, vocabulary: Vocabulary, place: Place) -> None:
        self.place = place
        self._own = frozenset(word for name in own_names(place) for word in name.split())
        self._by_first: dict[str, list[_Entry]] = {}
        self._names = {tuple(tokens(name)): shown for name, shown in place.place_names.items()}
        entries: dict[tuple[str, ...], tuple[str, list[str]]] = {}
        for term in (one for one in vocabulary.terms.values() if not one.hidden):
            first_person = (term.first_person or {}).values()
            for typed in (*term.typed, *term.label.values(), *first_person):
                key = stems(typed)
                if key and not (len(key) == 1 and fold(typed) in FILLERS):
                    entries.setdefault(key, (fold(typed), []))[1].append(term.key)
        for typed, code in LANGUAGES.items():
            entries.setdefault(stems(typed), (typed, []))[1].append(f"lang:{code}")
        for key, (folded, keys) in entries.items():
            entry = _Entry(key, folded, tuple(dict.fromkeys(keys)))
            self._by_first.setdefault(key[0], []).append(entry)
        for held in self._by_first.values():
            held.sort(key=lambda entry: -len(entry.stems))

    @cached_property
    def single_words(self) -> tuple[str, ...]:
        """Words that alone mean a term, for spelling."""
        return tuple(
            entry.folded for held in self._by_first.values() for entry in held if " " not in entry.folded
        )

    def read(self, q: str, *, ignore: Collection[str] = (), with_place: bool = True) -> Understood:
        """The meaning of the words. `ignore` holds what must be taken as mere words."""
        near, rest = self._place_in(q) if with_place and "near" not in ignore else ("", q)
        age = AGE.search(rest)
        found = tokens(AGE.sub(" ", rest))
        spans = self._spans(found)
        filters: list[Taken] = []
        parts: list[Part] = []
        covered: set[int] = set()
        for span in spans:
            typed = " ".join(found[span.start : span.end])
            if typed in ONLY_FAINT:
                faint = tuple(key for key in span.entry.keys)
                if not set(faint) & set(ignore):
                    parts.append(Part(typed, (), faint, 0))
                    covered.update(range(span.start, span.end))
                continue
            taken = [key for key in span.entry.keys if key.partition(":")[0] in FILTER_GROUPS]
            if taken and set(taken) & set(ignore):
                parts.append(Part(typed, (typed,), (), 0))
                covered.update(range(span.start, span.end))
                continue
            if taken:
                filters.append(Taken(typed, taken[0]))
                if taken[0].startswith("access:"):
                    parts.append(Part(typed, (typed,), (), 0))
                covered.update(range(span.start, span.end))
                continue
            topics = tuple(key for key in span.entry.keys if key.partition(":")[0] in TOPIC_GROUPS)
            if "also" in ignore:
                topics = ()
            if topics:
                weight = 0 if span.entry.folded in LIKELY_OLDER or typed in FAINT else 3
                words = _to_look_up(typed, found[span.start : span.end]) if weight else ()
                parts.append(Part(typed, words, topics, weight))
                covered.update(range(span.start, span.end))
        parts += self._plain(found, covered)
        if age:
            parts.append(Part(age[0], (), _of_age(int(age[1])), 0))
        parts.sort(key=lambda part: -part.weight)
        parts = parts[:MOST_PARTS]
        if parts and not filters and not any(part.weight for part in parts):
            parts = [Part(part.typed, part.words or (fold(part.typed),), part.terms, 1) for part in parts]
        return Understood(tuple(parts), tuple(dict.fromkeys(filters)), near)

    def _plain(self, found: Sequence[str], covered: Collection[int]) -> Iterable[Part]:
        """Words that no phrase holds: each once, without fillers and the place's own name."""
        seen: set[str] = set()
        for at, word in enumerate(found):
            if at in covered or word in FILLERS or word in self._own or word in seen:
                continue
            if len(word) == 1 and word.isascii():
                continue
            seen.add(word)
            yield Part(word, (word,), (), 0 if word in FAINT else 2)

    def _spans(self, found: Sequence[str]) -> Iterable[_Span]:
        """The longest known phrases, from left to right."""
        stemmed = [stem(word) for word in found]
        at = 0
        while at < len(stemmed):
            entry = next(
                (
                    entry
                    for entry in self._by_first.get(stemmed[at], ())
                    if tuple(stemmed[at : at + len(entry.stems)]) == entry.stems
                ),
                None,
            )
            if entry is None:
                at += 1
                continue
            yield _Span(at, at + len(entry.stems), entry)
            at += len(entry.stems)

    def _place_in(self, q: str) -> tuple[str, str]:
        """A postcode or a known name in the words, and the words without it."""
        capitals = latin_digits(q).upper()
        for pattern in (UNIT_WITHIN, DISTRICT_WITHIN):
            for match in pattern.finditer(capitals):
                if area_of(match[1]) in self.place.postcode_areas and any(c.isdigit() for c in match[0]):
                    return match[0], _without(q, match.start(), match.end())
        words = q.split()
        folded = [fold(word) for word in words]
        for length in range(min(LONGEST_PLACE, len(words)), 0, -1):
            for at in range(len(words) - length, -1, -1):
                spoken = tuple(token for word in folded[at : at + length] for token in word.split())
                if spoken not in self._names or (length == 1 and folded[at] in self._own):
                    continue
                before = folded[at - 1] if at else ""
                if before in PLACE_BEFORE or not self._is_phrase(spoken):
                    rest = words[: at - 1 if before in PLACE_BEFORE else at] + words[at + length :]
                    return self._names[spoken], " ".join(rest)
        return "", q

    def _is_phrase(self, words: Sequence[str]) -> bool:
        return any(True for _ in self._spans(words)) or all(word in FILLERS for word in words)


def _to_look_up(typed: str, words: Sequence[str]) -> tuple[str, ...]:
    """The phrase whole, and the words in it that mean something alone."""
    alone = [word for word in words if word not in FILLERS and word not in FAINT and word not in FAMILY]
    return tuple(dict.fromkeys((typed, *alone))) if typed not in FILLERS else ()


def _without(q: str, start: int, end: int) -> str:
    before = q[:start].rstrip()
    for word in ("near", "in", "around", "close to", "by", "at", "from"):
        if before.casefold().endswith(" " + word) or before.casefold() == word:
            before = before[: -len(word)]
            break
    return f"{before} {q[end:]}"


def _of_age(years: int) -> tuple[str, ...]:
    if years >= 60:
        return ("who:over-60s",)
    if 12 <= years <= 24:
        return ("who:young-people",)
    return ("who:families",) if years < 12 else ()
