"""What a listing says of itself in a line: when, where, what it costs, who checked it and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from flask import Flask
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from app.domain.listing import Answer, Capacity, CheckedBy, Status
from app.domain.schedule import Rule, phrases
from app.queries.cards import Card
from app.web.filters import ago, full_date, ltr, miles, money
from app.web.i18n import current_language, place_name
from app.web.labels import label, shape
from app.web.schedule_words import Door, date_door, say_rule, say_when
from app.web.terms import term_words

SHORT = 28
"""Units: characters. Longer words about the cost do not fit in a row of facts."""
FIRST_WORDS = re.compile(r"[^,.;]+(?:\.\d[^,.;]*)*")
SUM = re.compile(r"£(\d+(?:\.\d+)?)")
MOST_FACTS = 4
MOST_PATTERNS = 2

WHO_IN_FACTS = (
    "who:women-only",
    "who:men-only",
    "who:time-for-carers",
    "who:over-60s",
    "who:young-people",
    "who:parents-babies",
    "who:families",
    "who:all-ages",
    "who:carer-can-come",
)
"""Of whom it is for, the first that fits is said on a card."""


CHECKED = {
    # Translators: the gap is how long ago, such as "3 weeks ago", "yesterday" or "last week".
    CheckedBy.ORGANISER: _l("Checked %(ago)s by the organiser"),
    CheckedBy.VISIT: _l("Checked %(ago)s by somebody who went there"),
    CheckedBy.LIBRARIAN: _l("Checked %(ago)s by a librarian"),
    CheckedBy.LINK_WORKER: _l("Checked %(ago)s by a link worker"),
    CheckedBy.PUBLISHER: _l("Checked %(ago)s by the list it came from"),
    CheckedBy.NOBODY: _l("Checked %(ago)s"),
}


class State(NamedTuple):
    """A word and a shape: `shape` is the ending of `gin-state--`."""

    shape: str
    words: str


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        when_words=when_words,
        cost_words=cost_words,
        where_words=where_words,
        checked_words=checked_words,
        rules_words=rules_words,
    )


def when_words(card: Card, today: dt.date) -> str:
    """Shape: `Today, Tuesday 24 November, 2pm to 3:30pm`; a pattern where no date is known.

    With the place after it where the next time is not at the nearest one: `..., 2pm to 3:30pm (Morley)`.
    """
    if card.times.next and not card.is_closed_now:
        words = say_when(card.times.next, today)
        elsewhere = elsewhere_words(card)
        return f"{words} ({elsewhere})" if elsewhere else words
    if pattern := rules_words(card.rules, today):
        return pattern
    if card.times.when_text:
        return card.times.when_text
    if card.at_home and not card.in_person:
        return _("At your home, a time that suits you")
    return ""


def elsewhere_words(card: Card) -> str:
    """The place of the next time, when another one is nearer; empty where its address is kept private."""
    spot = card.next_elsewhere
    if spot is None or card.spot is None or spot.undisclosed:
        return ""
    return spot.locality if spot.locality and spot.locality != card.spot.locality else spot.venue


def rules_words(rules: Sequence[Rule], today: dt.date, most: int = MOST_PATTERNS) -> str:
    """Shape: `Every Tuesday, 2pm to 3:30pm. First Friday of the month, 10am to noon`."""
    said = [words for one in phrases(rules) if (words := say_rule(one, today))]
    return ". ".join(said[:most])


def door(card: Card, today: dt.date) -> Door | None:
    """The date of the next time; none where a drawing says more."""
    following = card.times.next
    return date_door(following, today) if following and not card.is_closed_now else None


def drawing(card: Card) -> str:
    """The drawing for a card without a date."""
    if card.by_phone and not card.in_person:
        return "phone"
    if card.at_home and not card.in_person:
        return "home"
    if card.online and not card.in_person:
        return "online"
    return card.drawing or "company"


def cost_words(card: Card) -> Markup | str:
    """What it costs in a word or two; empty when nobody said.

    The sum of one time, unless the organiser's words ask another: £30 for a course is not said as £5.
    """
    if card.pence is not None:
        first = FIRST_WORDS.match(card.cost)
        words = first[0] if first and len(first[0]) <= SHORT else ""
        return in_their_language(words, card) if words and asks_more(card) else money(card.pence)
    return in_their_language(card.cost, card) if len(card.cost) <= SHORT else ""


def in_their_language(words: str, card: Card) -> Markup | str:
    """Words of the organiser's own, marked where they are not in the reader's language."""
    if not words or card.language == current_language():
        return words
    return Markup('<span lang="{}" dir="auto">{}</span>').format(card.language, words)


def asks_more(card: Card) -> bool:
    """Whether the organiser's words name a sum that is not the one of one time."""
    sums = SUM.findall(card.cost)
    first = FIRST_WORDS.match(card.cost)
    if card.pence == 0:
        return bool(sums) and first is not None and " " in first[0]
    return bool(sums) and round(float(sums[0]) * 100) != card.pence


def where_words(card: Card) -> Markup | str:
    """Shape: `0.4 miles, Harehills`, `By phone, all of Leeds`, `Comes to you`."""
    place_words = spot_words(card)
    if card.in_person and place_words:
        return place_words
    channels: tuple[tuple[bool, Callable[[], str], Callable[[], str]], ...] = (
        (
            card.at_home,
            lambda: _("Comes to you"),
            lambda: _("Comes to you, all of %(place)s", place=place_name()),
        ),
        (card.by_phone, lambda: _("By phone"), lambda: _("By phone, all of %(place)s", place=place_name())),
        (card.online, lambda: _("Online"), lambda: _("Online")),
    )
    for is_so, words, everywhere in channels:
        if is_so:
            return everywhere() if card.citywide else words()
    if place_words:
        return place_words
    return _("All over %(place)s", place=place_name()) if card.citywide else ""


def spot_words(card: Card) -> Markup | str:
    spot = card.spot
    if spot is None:
        return ""
    if spot.undisclosed:
        return _("Address kept private")
    name = spot.locality or spot.venue
    if card.miles is None:
        return name
    away = miles(card.miles)
    # Translators: how far away, then the neighbourhood, as in "0.4 miles, Harehills".
    return _("%(miles)s, %(name)s", miles=away, name=name) if name else away


def other_places_words(card: Card) -> str:
    others = len(card.spots) - 1
    return str(ngettext("and %(num)s other place", "and %(num)s other places", others)) if others > 0 else ""


def facts(card: Card) -> list[str | Markup]:
    """At most four short facts for a card: cost, where, who for, getting in."""
    who = next((term_words(key) for key in WHO_IN_FACTS if key in card.terms), "")
    spoken = len(card.languages)
    said = [
        cost_words(card),
        where_words(card),
        other_places_words(card),
        who,
        step_free_words(card),
        str(ngettext("In %(num)s language", "In %(num)s languages", spoken)) if spoken > 1 else "",
    ]
    return [words for words in said if words][:MOST_FACTS]


def step_free_words(card: Card) -> str:
    if not card.in_person:
        return ""
    if card.step_free is Answer.YES:
        return _("Step-free")
    return _("Partly step-free") if card.step_free is Answer.PARTLY else ""


def closed_state(card: Card) -> State | None:
    """Closed for now, and until when; None while it runs."""
    if card.status is not Status.TEMPORARILY_CLOSED:
        return None if card.status is Status.ACTIVE else State(shape(card.status), label(card.status))
    if card.back_on:
        return State("no", _("Closed for now. Back on %(day)s", day=full_date(card.back_on)))
    return State("no", _("Closed for now"))


def room_state(card: Card) -> State | None:
    """Is there room? None when nobody ever said."""
    if card.room_is_old:
        return State("unknown", _("Ask about places"))
    if card.capacity is Capacity.UNKNOWN:
        return None
    if card.capacity is Capacity.WAITING and card.waiting_weeks:
        words = ngettext(
            "Full now, with a waiting list of about %(num)s week",
            "Full now, with a waiting list of about %(num)s weeks",
            card.waiting_weeks,
        )
        return State("part", str(words))
    return State(shape(card.capacity), label(card.capacity))


def doubted_state(card: Card) -> State | None:
    """Readers say that it has closed and nobody has checked yet: others should know before they set out."""
    if not card.closed_reports:
        return None
    if card.closed_reports == 2:
        return State("late", _("Two people told us this has closed. We are checking."))
    return State("late", _("Several people told us this has closed. We are checking."))


def unchecked_state(card: Card) -> State | None:
    """Not checked in time: said as a state, so that nobody sets out in vain. None where it was."""
    if not card.is_unchecked:
        return None
    if card.checked_on is None:
        return State("unknown", _("Nobody has checked this yet. Ring before you go"))
    month = format_date(card.checked_on, "MMMM y", rebase=False)
    # Translators: the gap is a month, such as "May 2025".
    return State("unknown", _("We have not been able to check this since %(month)s", month=month))


def card_state(card: Card) -> State | None:
    """The one state a card shows besides its freshness: only what is not plain."""
    room = room_state(card)
    return closed_state(card) or (room if room and room.shape == "part" else None)


def checked_words(card: Card) -> str:
    """Shape: `Checked 3 weeks ago by the organiser`; empty when nobody has."""
    return str(CHECKED[card.checked_by]) % {"ago": ago(card.checked_on)} if card.checked_on else ""


def address_words(lines: Sequence[str], postcode: str) -> Markup:
    """An address on one line, its postcode the right way round in every language."""
    parts = [Markup("{}").format(line) for line in lines if line]
    if postcode:
        parts.append(ltr(postcode))
    return Markup("<bdi>{}</bdi>").format(Markup(", ").join(parts)) if parts else Markup("")
