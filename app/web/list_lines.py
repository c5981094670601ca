"""The lines of a list in the reader's words: for its page, for paper, for a message, for a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import request, url_for
from flask_babel import gettext as _

from app import clock
from app.domain.listing import Channel, Referral
from app.domain.saved_list import TextEntry, plain_text, show_code
from app.domain.schedule import phrases
from app.queries.cards import Card
from app.queries.listings import ListingPage, Venue
from app.queries.saved_lists import Item, ListView
from app.web.calendar_file import CalendarEntry, calendar_file
from app.web.filters import money
from app.web.labels import label
from app.web.listing_page import address_by_rule
from app.web.listing_words import State, card_state, door, drawing, when_words
from app.web.navigation import find_url
from app.web.place import calendar, place
from app.web.schedule_words import Door, say_then
from app.web.times_by_place import has_own_times, venue_times

NEXT_FIRST = "next"
A_WEEK = dt.timedelta(days=7)
"""Seen from so far off, a day is neither today nor tomorrow."""


@dataclass(frozen=True, slots=True)
class Line:
    """One activity of a list, said. A listing that has gone has its name and `near_url` only."""

    item: Item
    name: str
    near_url: str = ""
    language: str = ""
    url: str = ""
    starts: dt.datetime | None = None
    door: Door | None = None
    drawing: str = ""
    when: str = ""
    then: str = ""
    wheres: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    cost: str = ""
    join: str = ""
    phone: str = ""
    phone_note: str = ""
    state: State | None = None

    @property
    def is_gone(self) -> bool:
        return self.item.listing is None


def lines_of(view: ListView, *, lasting: bool = False) -> list[Line]:
    """Every item in its owner's order, or by its next date where the address asks for that.

    `lasting` leaves out "today" and "tomorrow", for what is read on another day: paper, messages.
    """
    said = [
        _line(item, item.listing, lasting=lasting)
        if item.listing
        else Line(item=item, name=item.name, near_url=_near_url(item))
        for item in view.items
    ]
    return sorted(said, key=_next_first) if is_next_first() else said


def is_next_first() -> bool:
    return request.args.get("order") == NEXT_FIRST


def title_of(view: ListView) -> str:
    """The name its owner gave it, or what we call it."""
    if view.title:
        return view.title
    if not view.is_mine:
        # Translators: the heading of a list that somebody else made and gave the reader a link to.
        return _("A list for you")
    return _("A list for somebody") if view.for_somebody else _("My list")


def short_address(view: ListView) -> str:
    """The whole address that shows a shared list."""
    return url_for("my_list.shared", code=show_code(view.code), _external=True)


def as_text(view: ListView) -> str:
    """The list for a message or an e-mail."""
    foot = [_("Times can change. Ring before you set out.")]
    if view.shared:
        foot.append(_("This list, with any changes: %(address)s", address=short_address(view)))
    foot.append(_("Talk to a person: %(phone)s", phone=place().help_line.number))
    return plain_text(title_of(view), [_text_entry(line) for line in lines_of(view, lasting=True)], foot)


def as_calendar(view: ListView) -> bytes:
    """Every dated activity of the list as one calendar file."""
    entries = [_calendar_entry(line, line.item.listing) for line in lines_of(view) if line.item.listing]
    return calendar_file(entries, calendar(), name=title_of(view))


def _line(item: Item, listing: ListingPage, *, lasting: bool) -> Line:
    card, today = listing.card, clock.today()
    following = None if card.is_closed_now else card.times.next
    phone = next(iter(listing.phones), None)
    return Line(
        item=item,
        name=card.name,
        language=card.language,
        url=f"{find_url()}/{quote(card.slug)}",
        starts=following.starts if following else None,
        door=door(card, today),
        drawing=drawing(card),
        when=_when(card, following.day - A_WEEK if following and lasting else today),
        then=_then(listing) if following else "",
        wheres=tuple(wheres(listing, today)),
        how=tuple(label(channel) for channel in _channels(card)),
        cost=_cost(card),
        join=label(Referral.NEEDED) if listing.referral is Referral.NEEDED else listing.join,
        phone=phone.number if phone else "",
        phone_note=phone.note if phone else "",
        state=card_state(card),
    )


def _when(card: Card, today: dt.date) -> str:
    """Nothing while it is closed: a usual time would send people there."""
    if card.is_closed_now:
        return card.closed_note
    return when_words(card, today) or _("Ask when it happens.")


def _then(listing: ListingPage) -> str:
    said = phrases(listing.rules)
    return say_then(said[0]) if len(said) == 1 else ""


def where(venue: Venue) -> str:
    """Shape: `Chapel Hall, 1 Chapel Lane, Leeds, LS9 7UF`."""
    if venue.undisclosed:
        return _("We do not show the address. Ring, and they will tell you.")
    parts = [venue.name, *venue.address, venue.postcode]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or venue.locality


def wheres(listing: ListingPage, today: dt.date) -> Iterator[str]:
    """Every address; with its own days after it where they are not the same at each."""
    own = has_own_times(listing)
    for venue in listing.venues:
        said = [where(venue), *(venue_times(listing, venue, today) if own else ())]
        yield ". ".join(words for words in said if words)


def _channels(card: Card) -> list[Channel]:
    held = ((Channel.ONLINE, card.online), (Channel.PHONE, card.by_phone), (Channel.HOME, card.at_home))
    return [channel for channel, is_so in held if is_so]


def _cost(card: Card) -> str:
    if card.pence is not None and (not card.cost or (card.is_free and "£" not in card.cost)):
        return money(card.pence)
    return card.cost or _("Ask what it costs")


def _near_url(item: Item) -> str:
    return find_url() + (f"?{urlencode({'near': item.near})}" if item.near else "")


def _next_first(line: Line) -> tuple[bool, bool, float]:
    """What has a date first, by date; what has gone last. The order is stable otherwise."""
    return line.is_gone, line.starts is None, line.starts.timestamp() if line.starts else 0.0


def _text_entry(line: Line) -> TextEntry:
    if line.is_gone:
        return TextEntry(line.name, (_("This is not listed any more."), *_noted(line.item.note)))
    told = [line.state.words if line.state else "", line.when, line.then, *line.wheres, *line.how, line.cost]
    if line.phone:
        told.append(_("Ring %(number)s", number=line.phone))
    told += [*_noted(line.item.note), request.url_root.rstrip("/") + line.url]
    return TextEntry(line.name, tuple(told))


def _noted(note: str) -> Sequence[str]:
    # Translators: before a reader's own note, in a plain text message.
    return (_("Note: %(note)s", note=note),) if note else ()


def _calendar_entry(line: Line, listing: ListingPage) -> CalendarEntry:
    told = [*_noted(line.item.note), line.cost, line.join, line.phone]
    return CalendarEntry(
        key=listing.card.id,
        title=line.name,
        rules=() if listing.card.is_closed_now else listing.rules,
        details="\n".join(filter(None, told)),
        where=line.wheres[0] if len(line.wheres) == 1 else "",
        wheres=address_by_rule(listing),
        url=request.url_root.rstrip("/") + line.url,
    )
