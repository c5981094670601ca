"""Suggestions for a mistyped postcode or a misspelt name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import DamerauLevenshtein

from app.domain.near import DISTRICT, UNIT, area_of
from app.domain.places import Place

SUGGESTIONS = 3
LIKE_ENOUGH = 0.66
FIGURES, LETTERS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALIKE = frozenset({"O0", "0O", "I1", "1I", "S5", "5S", "B8", "8B", "Z2", "2Z", "UV", "VU", "MN", "NM"})


def names_like(name: str, place: Place) -> tuple[str, ...]:
    """Known names that a folded, unknown one may have been meant as: those said in it, then the likest."""
    words = f" {name} "
    said = sorted((known for known in place.place_names if f" {known} " in words), key=len, reverse=True)
    scored = ((DamerauLevenshtein.normalized_similarity(name, known), known) for known in place.place_names)
    like = sorted((-score, known) for score, known in scored if score >= LIKE_ENOUGH)
    found = dict.fromkeys(place.place_names[known] for known in (*said, *(known for _, known in like)))
    return tuple(found)[:SUGGESTIONS]


def slips_of(code: str, areas: Iterable[str]) -> tuple[str, ...]:
    """Well-formed postcodes of those areas one slip away: a wrong, missing, extra or swapped character."""
    return _well_formed(code, UNIT, areas)


def district_slips(code: str, areas: Iterable[str]) -> tuple[str, ...]:
    """Well-formed districts of those areas one slip away."""
    return _well_formed(code, re.compile(DISTRICT), areas)


def likest(code: str, found: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """Of codes that exist, each with whether it is in the place: those most likely meant, best first."""
    ranked = sorted(found, key=lambda slip: (not slip[1], _unlikeness(code, slip[0]), slip[0]))
    return tuple(slip for slip, _ in ranked[:SUGGESTIONS])


def _well_formed(code: str, shape: re.Pattern[str], areas: Iterable[str]) -> tuple[str, ...]:
    wanted = frozenset(areas)
    found = {slip for slip in _one_edit(code) if shape.fullmatch(slip) and area_of(slip) in wanted}
    return tuple(sorted(found - {code}))


def _one_edit(code: str) -> Iterator[str]:
    for at in range(len(code) + 1):
        before, after = code[:at], code[at:]
        for character in FIGURES + LETTERS:
            yield before + character + after
            yield before + character + after[1:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]


def _unlikeness(code: str, slip: str) -> int:
    """Lower is a likelier slip: look-alikes, then swapped, then missing or extra, then another character."""
    if len(code) != len(slip):
        return 2
    wrong = [a + b for a, b in zip(code, slip, strict=True) if a != b]
    if len(wrong) == 1:
        return 0 if wrong[0] in ALIKE else 3
    return 1
