"""What somebody looks for, as plain values read from an address. Junk is a fault to say, never an error."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.vocabulary import Vocabulary

LONGEST_WORDS = 200
LONGEST_NEAR = 60
LONGEST_TYPED = 60
MOST_CHOSEN = 40
PER_PAGE = 10
LAST_PAGE = 100_000

WITHIN = (0.5, 1.0, 3.0, 5.0, 10.0)
"""Units: miles. Anywhere is also offered."""

GROUPS = ("need", "do", "support", "who", "access", "cost", "day", "part", "how", "lang", "kind", "ward")
"""Facets, in the order they are shown. Or within a group, and between groups."""

PARAMETERS = {"lang": "spoken"}
"""The name in the address, where it differs from the group's: `lang` there is the language of the page."""


class Sort(StrEnum):
    BEST = "best"
    NEAREST = "nearest"
    SOONEST = "soonest"


class FaultCode(StrEnum):
    """What was wrong with the address; the words are in web/."""

    UNKNOWN_FILTER = "unknown_filter"
    UNKNOWN_DISTANCE = "unknown_distance"
    UNKNOWN_SORT = "unknown_sort"
    UNKNOWN_PAGE = "unknown_page"
    WORDS_CUT = "words_cut"
    NO_WORDS = "no_words"
    NEAR_CUT = "near_cut"
    NEAR_WANTED = "near_wanted"
    """Sorted by nearest, or within a distance, but of what place?"""
    PAGE_PAST_END = "page_past_end"


@dataclass(frozen=True, slots=True)
class Fault:
    code: FaultCode
    typed: str = ""
    """What was given, made safe and short, to say it back."""


@dataclass(frozen=True, slots=True)
class Criteria:
    """A search. Two that mean the same are equal but for their faults."""

    q: str = ""
    near: str = ""
    within: float | None = None
    """Units: miles. None is anywhere."""
    chosen: tuple[str, ...] = ()
    """Term keys such as `need:lonely`, sorted."""
    sort: Sort = Sort.BEST
    page: int = 1
    ignore: tuple[str, ...] = ()
    """What we took from the words typed and must not: term keys, `near`, `spelling`, `also`."""
    faults: tuple[Fault, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing asked: everything is shown."""
        return not (self.q or self.near or self.chosen)

    def of_group(self, group: str) -> tuple[str, ...]:
        return tuple(key for key in self.chosen if key.partition(":")[0] == group)

    def adding(self, *keys: str) -> Criteria:
        return self._changed(chosen=tuple(sorted({*self.chosen, *keys})))

    def without(self, *keys: str) -> Criteria:
        """Without these terms, `q`, `near` or `within`; leaving the place leaves the distance too."""
        changed = self._changed(chosen=tuple(key for key in self.chosen if key not in keys))
        if "q" in keys:
            changed = replace(changed, q="", ignore=())
        if "near" in keys:
            changed = replace(changed, near="", sort=Sort.BEST if self.sort is Sort.NEAREST else self.sort)
        if "near" in keys or "within" in keys:
            changed = replace(changed, within=None)
        return changed

    def without_group(self, group: str) -> Criteria:
        return self.without(*self.of_group(group))

    def ignoring(self, key: str) -> Criteria:
        return self._changed(ignore=tuple(sorted({*self.ignore, key})))

    def at_page(self, page: int) -> Criteria:
        return self._changed(page=page)

    def sorted_by(self, sort: Sort) -> Criteria:
        return self._changed(sort=sort)

    def within_miles(self, miles: float | None) -> Criteria:
        return self._changed(within=miles)

    def asking(self, q: str) -> Criteria:
        return self._changed(q=q, ignore=())

    def close_to(self, near: str) -> Criteria:
        return self._changed(near=near)

    def _changed(self, **changes: object) -> Criteria:
        return replace(self, **{"page": 1, "faults": (), **changes})  # type: ignore[arg-type]

    def parameters(self) -> dict[str, list[str]]:
        """What to put in the address, without defaults: `url_for("directory.search", **parameters)`."""
        named: dict[str, list[str]] = {}
        if self.q:
            named["q"] = [self.q]
        if self.near:
            named["near"] = [self.near]
        if self.within is not None:
            named["within"] = [f"{self.within:g}"]
        for key in self.chosen:
            group, _, name = key.partition(":")
            named.setdefault(PARAMETERS.get(group, group), []).append(name)
        if self.sort is not Sort.BEST:
            named["sort"] = [self.sort.value]
        if self.ignore:
            named["ignore"] = list(self.ignore)
        if self.page > 1:
            named["page"] = [str(self.page)]
        return named


def criteria(
    given: Mapping[str, Sequence[str]], vocabulary: Vocabulary, wards: Sequence[str] = ()
) -> Criteria:
    """The search an address asks for: `criteria(request.args.to_dict(flat=False), ...)`."""
    faults: list[Fault] = []
    q, near = _text(given, "q"), _text(given, "near")
    if q and not any(character.isalnum() for character in q):
        faults.append(Fault(FaultCode.NO_WORDS, q[:LONGEST_TYPED]))
    if len(q) > LONGEST_WORDS:
        q = q[:LONGEST_WORDS].rstrip()
        faults.append(Fault(FaultCode.WORDS_CUT))
    if len(near) > LONGEST_NEAR:
        near = near[:LONGEST_NEAR].rstrip()
        faults.append(Fault(FaultCode.NEAR_CUT))
    return Criteria(
        q=q,
        near=near,
        within=_within(_text(given, "within"), faults),
        chosen=_chosen(given, vocabulary, frozenset(wards), faults),
        sort=_sort(_text(given, "sort"), faults),
        page=_page(_text(given, "page"), faults),
        ignore=tuple(
            sorted({_safe(one)[:LONGEST_TYPED] for one in list(given.get("ignore", ()))[:MOST_CHOSEN]})
        ),
        faults=tuple(faults),
    )


def _text(given: Mapping[str, Sequence[str]], name: str) -> str:
    values = given.get(name) or ("",)
    return _safe(values[0])


def _safe(text: str) -> str:
    """Without what cannot be seen: NUL and other controls, direction marks, half surrogates."""
    text = text[: 20 * LONGEST_WORDS]
    seen = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"} else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def _within(text: str, faults: list[Fault]) -> float | None:
    if not text or text == "any":
        return None
    try:
        miles = float(text)
    except ValueError:
        miles = 0.0
    if miles in WITHIN:
        return miles
    faults.append(Fault(FaultCode.UNKNOWN_DISTANCE, text[:LONGEST_TYPED]))
    return None


def _sort(text: str, faults: list[Fault]) -> Sort:
    if text in set(Sort):
        return Sort(text)
    if text:
        faults.append(Fault(FaultCode.UNKNOWN_SORT, text[:LONGEST_TYPED]))
    return Sort.BEST


def _page(text: str, faults: list[Fault]) -> int:
    if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) and int(text) > 0:
        return min(int(text), LAST_PAGE)
    if text:
        faults.append(Fault(FaultCode.UNKNOWN_PAGE, text[:LONGEST_TYPED]))
    return 1


def _chosen(
    given: Mapping[str, Sequence[str]], vocabulary: Vocabulary, wards: frozenset[str], faults: list[Fault]
) -> tuple[str, ...]:
    found: set[str] = set()
    for group in GROUPS:
        for value in list(given.get(PARAMETERS.get(group, group), ()))[:MOST_CHOSEN]:
            name = _safe(value)
            if not name:
                continue
            if _is_known(group, name, vocabulary, wards):
                found.add(f"{group}:{name}")
            else:
                faults.append(Fault(FaultCode.UNKNOWN_FILTER, name[:LONGEST_TYPED]))
    return tuple(sorted(found))


def _is_known(group: str, name: str, vocabulary: Vocabulary, wards: frozenset[str]) -> bool:
    if group == "ward":
        return name in wards
    if group == "lang":
        return re.fullmatch(r"[a-z]{2,3}", name, re.ASCII) is not None
    return f"{group}:{name}" in vocabulary.terms
