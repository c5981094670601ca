"""What two records of people say, side by side, and why they are not made one."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.merging_people import CHOICES, WhyNot
from app.models.persons import Person
from app.web import reaching_words
from app.web.filters import full_date
from app.web.language_names import language_name

NAMES: Mapping[str, str] = {
    "given_name": _l("First name"),
    "family_name": _l("Last name"),
    "preferred_name": _l("Likes to be called"),
    "pronouns": _l("Pronouns"),
    "born_on": _l("Date of birth"),
    "nhs_number": _l("NHS number"),
    "home": _l("Where they live"),
    "phone": _l("Phone"),
    "email": _l("E-mail"),
    "language": _l("Reads in"),
    "reaching": _l("How to reach and talk with them"),
    "practice": _l("Practice"),
}
REFUSED: Mapping[WhyNot, str] = {
    WhyNot.ONE_ALREADY: _l("One of the two was made one with another record a moment ago. Look again."),
    WhyNot.OTHER_TEAM: _l(
        "One of them has an open case with another team. Ask its lead to hand the case over first."
    ),
    WhyNot.ONE_DIED: _l(
        "Our records say that one of them has died, and not the other. Put that right first."
    ),
    WhyNot.LATER_MERGE: _l(
        "One of these records was made one with another after this. Undo the later one first."
    ),
    WhyNot.UNDONE: _l("It was undone already."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing two records say differently."""

    key: str
    name: str
    first: list[str]
    second: list[str]
    chosen: str


def lines(first: Person, second: Person, practices: Mapping[uuid.UUID, str], sees: bool) -> list[Line]:
    """What differs, in the order of the page; what only one knows is chosen already."""
    made = []
    for key in CHOICES:
        one, other = said(first, key, practices, sees=sees), said(second, key, practices, sees=sees)
        if one != other:
            chosen = "second" if other and (not one or second.modified_at > first.modified_at) else "first"
            made.append(Line(key, str(NAMES[key]), one, other, chosen))
    return made


def same(first: Person, second: Person, practices: Mapping[uuid.UUID, str]) -> list[tuple[str, list[str]]]:
    """What both say."""
    pairs = [(key, said(first, key, practices, sees=True)) for key in CHOICES]
    return [
        (str(NAMES[key]), one)
        for key, one in pairs
        if one and one == said(second, key, practices, sees=True) and key != "home"
    ]


def said(person: Person, key: str, practices: Mapping[uuid.UUID, str], *, sees: bool) -> list[str]:
    """What one record says of one thing, in lines; nothing where it says nothing."""
    number, practice = person.nhs_number, person.practice_id
    if key == "home":
        return home(person, sees=sees)
    if key == "reaching":
        needs = reaching_words.lines(person.reaching, person.language)
        return [str(line) for line in needs] + reaching_words.safe_lines(person.reaching)
    plain = {
        "born_on": full_date(dt.date.fromisoformat(person.born_on)) if person.born_on else "",
        "nhs_number": _("Ends in %(digits)s", digits=number[-3:]) if number else "",
        "language": language_name(person.language),
        "practice": practices.get(practice, "") if practice else "",
    }
    value = plain[key] if key in plain else getattr(person, key)
    return [str(value)] if value else []


def home(person: Person, *, sees: bool) -> list[str]:
    if person.is_address_protected and not sees:
        return [_("Protected: only their link worker and one lead may see it")]
    return [part for part in (person.address, person.postcode) if part]


def name_of(person: Person) -> str:
    return " ".join(name for name in (person.given_name, person.family_name) if name)
