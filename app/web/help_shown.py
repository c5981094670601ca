"""Facts of help now as the page and the staff show them: the words, and how far each may be trusted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from app import clock
from app.domain.help_facts import HelpCard, HelpFact, Standing
from app.gateways.help_facts import help_facts
from app.web.filters import full_date, phone
from app.web.help_cards import filled
from app.web.i18n import current_language
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
    """The language its words are in."""
    shape: str
    state: str
    sure: Markup | str
    """What to do where it cannot be trusted; empty where it can."""


def facts() -> tuple[HelpFact, ...]:
    return help_facts(current_app.config["ROOT"], current_app.config["PLACE"])


def shown_by_card() -> dict[HelpCard, list[ShownFact]]:
    """The facts of each card, in the reader's language."""
    found: dict[HelpCard, list[ShownFact]] = {}
    for fact in facts():
        found.setdefault(fact.card, []).append(shown(fact))
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
        language=language if language in fact.name else "en",
        shape=SHAPES[standing],
        state=state_words(fact, standing),
        sure="" if standing is Standing.CHECKED else to_be_sure(fact),
    )


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


def to_check() -> list[StaffFact]:
    """Every fact, those that nobody can trust first, the longest out of date before all."""
    today, first = clock.today(), dt.date.min
    rows = [StaffFact(fact, shown(fact), fact.standing(today)) for fact in facts()]
    return sorted(rows, key=lambda row: (row.fact.good_until or first, row.fact.key))


def count_to_check() -> int:
    today = clock.today()
    return sum(fact.standing(today) is not Standing.CHECKED for fact in facts())
