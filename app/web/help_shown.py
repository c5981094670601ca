"""Facts of help now as the page and the staff show them: the words, and how far each may be trusted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from app import clock
from app.domain.help_facts import HelpCard, HelpFact, Standing
from app.domain.places import Words
from app.queries import help_facts
from app.queries.help_facts import HeldFact
from app.web.filters import full_date, phone
from app.web.help_cards import filled
from app.web.i18n import ENGLISH, current_language
from app.web.place import place

ASK_111 = frozenset({HelpCard.CRISIS, HelpCard.EMERGENCY, HelpCard.URGENT, HelpCard.MINOR, HelpCard.WALK_IN})
"""Where 111 knows better than we do."""
SHAPES = {Standing.CHECKED: "yes", Standing.TOO_OLD: "unknown", Standing.NEVER: "unknown"}


@dataclass(frozen=True, slots=True)
class ShownFact:
    key: str
    name: str
    number: str
    address: str
    postcode: str
    hours: str
    note: str
    language: str
    """The language its name is in."""
    hours_language: str
    note_language: str
    shape: str
    state: str
    sure: Markup | str
    """What to do where it cannot be trusted; empty where it can."""


def where() -> tuple[Path, str]:
    """Where the files of the facts lie."""
    return current_app.config["ROOT"], current_app.config["PLACE"]


def facts() -> list[HeldFact]:
    return help_facts.current(*where())


def shown_by_card() -> dict[HelpCard, list[ShownFact]]:
    """The facts of each card, in the reader's language."""
    found: dict[HelpCard, list[ShownFact]] = {}
    for held in facts():
        found.setdefault(held.fact.card, []).append(shown(held.fact))
    return found


def shown(fact: HelpFact) -> ShownFact:
    language, standing = current_language(), fact.standing(clock.today())
    return ShownFact(
        key=fact.key,
        name=place().words(fact.name, language),
        number=fact.number,
        address=fact.address,
        postcode=fact.postcode,
        hours=place().words(fact.hours, language),
        note=place().words(fact.note, language),
        language=said_in(fact.name),
        hours_language=said_in(fact.hours),
        note_language=said_in(fact.note),
        shape=SHAPES[standing],
        state=state_words(fact, standing),
        sure="" if standing is Standing.CHECKED else to_be_sure(fact),
    )


def said_in(words: Words) -> str:
    """The language in which its reader meets it."""
    return current_language() if current_language() in words else ENGLISH


def state_words(fact: HelpFact, standing: Standing) -> str:
    if standing is Standing.NEVER or fact.last_known is None:
        return _("Nobody has checked this yet.")
    day = full_date(fact.last_known)
    if standing is Standing.CHECKED:
        return _("Checked on %(day)s.", day=day)
    return _("We last checked this on %(day)s. It may have changed.", day=day)


def to_be_sure(fact: HelpFact) -> Markup | str:
    if fact.card in ASK_111:
        return filled(_("Ring %(number)s to be sure."), number=phone("111"))
    if fact.card is HelpCard.ABUSE:
        return _("If nobody answers, ring the national line.")
    return _("If nobody answers, ring us.") if fact.number else _("Ring before you set out.")


@dataclass(frozen=True, slots=True)
class StaffFact:
    """One fact as those who look after it see it."""

    fact: HelpFact
    shown: ShownFact
    standing: Standing
    version: int
    checked_by: str


def to_check() -> list[StaffFact]:
    """Every fact, those that nobody can trust first, the longest out of date before all."""
    today, first = clock.today(), dt.date.min
    rows = [staff_fact(held, today) for held in facts()]
    return sorted(rows, key=lambda row: (row.fact.good_until or first, row.fact.key))


def staff_fact(held: HeldFact, today: dt.date) -> StaffFact:
    fact = held.fact
    return StaffFact(fact, shown(fact), fact.standing(today), held.version, held.checked_by)


def count_to_check() -> int:
    today = clock.today()
    return sum(held.fact.standing(today) is not Standing.CHECKED for held in facts())
