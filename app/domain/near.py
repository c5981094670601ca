"""What people type when asked where they are: a postcode, a part of one, or the name of a place.

Postcodes are read in any spacing and case and with letters and figures confused, and no other way than the
grammar of postcodes allows. Nothing here looks anything up: `queries.places.locate` does.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from app.domain.places import Place, Point, fold
from app.domain.typed_text import latin_digits

LONGEST = 100

DISTRICT = r"[A-Z]{1,2}[0-9][0-9A-HJKMNP-Y]?"
"""No district ends in a letter that is read as a figure."""
UNIT_END = r"[0-9][ABD-HJLNP-UW-Z]{2}"
UNIT = re.compile(rf"({DISTRICT})({UNIT_END})")
UNIT_WITHIN = re.compile(rf"\b({DISTRICT})\s*({UNIT_END})\b")
DISTRICT_WITHIN = re.compile(rf"\b({DISTRICT})\b")
UNIT_IN_WORDS = re.compile(rf"\b({DISTRICT})[\s-]*{UNIT_END}\b", re.IGNORECASE)
_NUMBER = re.compile(r"[1-9][0-9]?")
PADDED_DISTRICT = re.compile(r"([A-Z]{1,2})0([1-9])")
ATTEMPT = re.compile(r"[A-Z]{1,3}[0-9O][A-Z0-9 .,-]{0,8}")
TO_FIGURE = str.maketrans("OIL", "011")
TO_LETTER = str.maketrans("015", "OIS")
FILLERS = frozenset({"near", "in", "at", "around", "by", "the", "of", "area", "close", "to"})


class NearKind(StrEnum):
    POSTCODE = "postcode"
    SECTOR = "sector"
    DISTRICT = "district"
    NAME = "name"
    MISTYPED = "mistyped"
    EMPTY = "empty"
    NOT_A_PLACE = "not-a-place"


@dataclass(frozen=True, slots=True)
class Near:
    """What was typed, read. `key` is what to look up; `groups` are wider answers to try, nearest first."""

    kind: NearKind
    typed: str
    key: str = ""
    groups: tuple[str, ...] = ()


class NotLocatedReason(StrEnum):
    EMPTY = "empty"
    NOT_A_PLACE = "not-a-place"
    UNKNOWN_POSTCODE = "unknown-postcode"
    """Of an area we hold, and no such postcode."""
    BEYOND = "beyond"
    """Well formed, and we hold no postcode that begins so."""
    UNKNOWN_NAME = "unknown-name"


@dataclass(frozen=True, slots=True)
class Located:
    """Where that is. What we hold no figure for is empty."""

    kind: NearKind
    label: str
    """As it is shown: `LS9 7UF`, `LS9`, `Harehills`."""
    point: Point
    district: str
    council_code: str
    council_name: str
    inside: bool
    """False next door: `council_name` says whose area it is in, or most of it where it is a district."""
    ward_code: str = ""
    ward_name: str = ""
    lsoa21: str = ""
    imd_year: int | None = None
    imd_decile: int | None = None
    approximate: bool = True
    """The point is the middle of something wider than a postcode."""
    nearest: bool = False
    """Ward and neighbourhood are those of the nearest postcode with published ones."""
    whole: bool = False
    """It is the name of the whole place, such as Leeds."""
    suggestions: tuple[str, ...] = ()
    """Postcodes it may have been meant as, where the very one is not known."""

    @property
    def shared(self) -> str:
        """What may stand in an address that is passed on: never more than the district of a postcode."""
        return self.label if self.kind is NearKind.NAME else self.district


@dataclass(frozen=True, slots=True)
class NotLocated:
    reason: NotLocatedReason
    typed: str
    suggestions: tuple[str, ...] = ()


def read_near(text: str | None) -> Near:
    """What the reader typed, as a postcode, a part of one, a name, or neither."""
    typed = _clean(text or "")
    if not typed:
        return Near(NearKind.EMPTY, "")
    if len(typed) > LONGEST:
        return Near(NearKind.NOT_A_PLACE, typed[:LONGEST])
    capitals = typed.upper()
    if any("0" <= c <= "9" for c in capitals):
        return _whole(typed, capitals) or _within(typed, capitals)
    name = fold(typed)
    kind = NearKind.NAME if sum(c.isalpha() for c in name) > 1 else NearKind.NOT_A_PLACE
    return Near(kind, typed, name)


def spaced(code: str) -> str:
    """A postcode as it is written: `LS9 7UF`."""
    return f"{code[:-3]} {code[-3:]}"


def district_of(code: str) -> str:
    """`LS9` of `LS97UF`, of `LS9 7` and of `LS9`."""
    return code[:-3] if UNIT.fullmatch(code) else code.partition(" ")[0]


def sector_of(code: str) -> str:
    """`LS9 7` of `LS97UF`."""
    return f"{code[:-3]} {code[-3]}"


def area_of(code: str) -> str:
    """The letters a postcode begins with."""
    return code[:2] if code[1:2].isalpha() else code[:1]


def for_sharing(text: str, place: Place) -> str:
    """What may stay of `near` in an address that is passed on: a district or a known name, else nothing."""
    near = read_near(text)
    if near.kind is NearKind.MISTYPED:
        return near.groups[0] if near.groups else ""
    if near.kind is not NearKind.NAME:
        return district_of(near.key)
    return own_name(near.key, place) or place.place_names.get(name_key(near.key, place) or "", "")


def words_for_sharing(words: str) -> str:
    """Other words of an address that is passed on: of a postcode among them its district stays."""
    return UNIT_IN_WORDS.sub(r"\1", words)


def name_key(name: str, place: Place) -> str | None:
    """The folded name of the known neighbourhood meant: `harehills` of `in harehills leeds`."""
    known, own = place.place_names, own_names(place)
    if name in known:
        return name
    city = {word for full in own for word in full.split()}
    words = [word for word in name.split() if word not in FILLERS]
    while words and words[-1] in city:
        words.pop()
    shorter = " ".join(words)
    return shorter if shorter in known else None


def own_names(place: Place) -> frozenset[str]:
    """The place's own name in each language, folded."""
    return frozenset(fold(name) for name in place.name.values())


def own_name(key: str, place: Place) -> str:
    """The place's own name as it is written in the language it was typed in; empty when it is not that."""
    return next((name for name in place.name.values() if fold(name) == key), "")


def district_said(name: str, place: Place) -> str | None:
    """`LS9` of `leeds 9`, as districts were called before postcodes and still are."""
    first, _, number = name.rpartition(" ")
    return (
        place.postcode_areas[0] + number if first in own_names(place) and _NUMBER.fullmatch(number) else None
    )


def _clean(text: str) -> str:
    """One line without marks of control or direction."""
    normal = latin_digits(unicodedata.normalize("NFKC", text[: 20 * LONGEST]))
    kept = (" " if unicodedata.category(c) == "Cc" else c for c in normal if unicodedata.category(c) != "Cf")
    return " ".join("".join(kept).split())


def _whole(typed: str, capitals: str) -> Near | None:
    """The whole text as a postcode or a part of one."""
    if not re.fullmatch(r"[A-Z0-9 .,\-]+", capitals):
        return None
    parts = re.findall(r"[A-Z0-9]+", capitals)
    joined = "".join(parts)
    unit = _unit(joined)
    if unit:
        return _found_unit(typed, unit)
    return _in_two(typed, parts) or _in_one(typed, parts, joined) or _attempt(typed, capitals, joined)


def _in_two(typed: str, parts: list[str]) -> Near | None:
    """`LS9 7`, or `LS9 7U` of somebody still typing."""
    if len(parts) == 3 and parts[0].isalpha():  # LS 9 7
        parts = [parts[0] + parts[1], parts[2]]
    if len(parts) == 2 and re.fullmatch(r"[0-9][A-Z]?", parts[1]) and (district := _district(parts[0])):
        return Near(NearKind.SECTOR, typed, f"{district} {parts[1][0]}", (district,))
    return None


def _in_one(typed: str, parts: list[str], joined: str) -> Near | None:
    """`LS9`, `LS 9` or `LS97`. What may be a district or a sector is tried as a district first."""
    if len(parts) > 2 or (len(parts) == 2 and not parts[0].isalpha()):
        return None
    match = re.fullmatch(rf"({DISTRICT})([0-9])[A-Z]?", joined)
    sector = f"{match[1]} {match[2]}" if match else ""
    if district := _district(joined):
        return Near(NearKind.DISTRICT, typed, district, (sector,) if sector and district == joined else ())
    return Near(NearKind.SECTOR, typed, sector, (district_of(sector),)) if sector else None


def _attempt(typed: str, capitals: str, joined: str) -> Near | None:
    """Like a postcode and not one, such as `LS9 7UFF`."""
    if not ATTEMPT.fullmatch(capitals) or len(joined) > 9:
        return None
    within = DISTRICT_WITHIN.search(capitals)
    return Near(NearKind.MISTYPED, typed, joined, (within[1],) if within else ())


def _within(typed: str, capitals: str) -> Near:
    """The last postcode or district in a longer text, such as an address; a name without one."""
    unit: tuple[str, str]
    for unit in reversed(UNIT_WITHIN.findall(capitals)):
        return _found_unit(typed, "".join(unit))
    district: str
    for district in reversed(DISTRICT_WITHIN.findall(capitals)):
        return Near(NearKind.DISTRICT, typed, district)
    name = fold(typed)
    kind = NearKind.NAME if sum(c.isalpha() for c in name) > 2 else NearKind.NOT_A_PLACE
    return Near(kind, typed, name if kind is NearKind.NAME else "")


def _found_unit(typed: str, unit: str) -> Near:
    return Near(NearKind.POSTCODE, typed, unit, (sector_of(unit), district_of(unit)))


def _unit(joined: str) -> str | None:
    """A whole postcode, with O for 0 and the like put right where only the other can stand."""
    if not 5 <= len(joined) <= 8:
        return None
    district = _district(joined[:-3])
    end = joined[-3].translate(TO_FIGURE) + joined[-2:].translate(TO_LETTER)
    return district + end if district and UNIT.fullmatch(district + end) else None


def _district(text: str) -> str | None:
    padded = PADDED_DISTRICT.fullmatch(text)
    if padded:
        return padded[1] + padded[2]
    if not 2 <= len(text) <= 4 or not text[0].isalpha():
        return None
    letters = 2 if len(text) > 2 and text[1].isalpha() else 1
    fixed = text[:letters] + text[letters:].translate(TO_FIGURE)
    return fixed if re.fullmatch(DISTRICT, fixed) else None
