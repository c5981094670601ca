"""The lines of a list in the reader's words: for its page, for paper, for a message, for a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import request, url_for
from flask_babel import gettext as _

from app import clock
from app.domain.listing import Capacity, Channel, Referral, Status
from app.domain.saved_list import TextEntry, plain_text, show_code
from app.domain.schedule import Calendar, Occurrence, phrases, upcoming
from app.queries.saved_lists import Item, Listing, ListView, Spot
from app.web.calendar_file import CalendarEntry, calendar_file
from app.web.filters import money
from app.web.labels import label, shape
from app.web.navigation import find_url
from app.web.place import calendar, place
from app.web.schedule_words import Door, date_door, say_rule, say_then, say_when

SAID_CAPACITY = frozenset({Capacity.WAITING, Capacity.FULL})
NEXT_FIRST = "next"
A_WEEK = dt.timedelta(days=7)
"""Seen from so far off, a day is neither today nor tomorrow."""


@dataclass(frozen=True, slots=True)
class State:
    shape: str
    words: str


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
    now, days = clock.now(), calendar()
    said = [_line(item, now, days, lasting=lasting) for item in view.items]
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


def _line(item: Item, now: dt.datetime, days: Calendar, *, lasting: bool) -> Line:
    listing = item.listing
    if listing is None:
        return Line(item=item, name=item.name, near_url=_near_url(item))
    is_closed = listing.status is Status.TEMPORARILY_CLOSED
    following = None if is_closed else next(iter(upcoming(listing.rules, days, now, 1)), None)
    today = clock.today()
    return Line(
        item=item,
        name=listing.name,
        language=listing.language,
        url=f"{find_url()}/{quote(listing.slug)}",
        starts=following.starts if following else None,
        door=date_door(following, today) if following else None,
        drawing=_drawing(listing),
        when="" if is_closed else _when(listing, following, today, lasting=lasting),
        then=_then(listing, following),
        wheres=tuple(filter(None, map(where, listing.spots))),
        how=tuple(label(channel) for channel in _channels(listing)),
        cost=_cost(listing),
        join=_join(listing),
        phone=listing.phone,
        phone_note=listing.phone_note,
        state=_state(listing, is_closed),
    )


def _when(listing: Listing, following: Occurrence | None, today: dt.date, *, lasting: bool) -> str:
    if following:
        return say_when(following, following.day - A_WEEK if lasting else today)
    said = (say_rule(one, today) for one in phrases(listing.rules))
    return ". ".join(filter(None, said)) or listing.when_text or _("Ask when it happens.")


def _then(listing: Listing, following: Occurrence | None) -> str:
    said = phrases(listing.rules)
    return say_then(said[0]) if following and len(said) == 1 else ""


def where(spot: Spot) -> str:
    """Shape: `Chapel Hall, 1 Chapel Lane, Leeds, LS9 7UF`."""
    if spot.undisclosed:
        return _("We do not show the address. Ring, and they will tell you.")
    parts = [spot.name, *spot.address, spot.postcode]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or spot.locality


def _channels(listing: Listing) -> Iterable[Channel]:
    held = {
        Channel.ONLINE: listing.online,
        Channel.PHONE: listing.by_phone,
        Channel.HOME: listing.at_home,
    }
    return (channel for channel, is_so in held.items() if is_so)


def _drawing(listing: Listing) -> str:
    """What stands in the doorway where there is no date."""
    if listing.by_phone and not listing.in_person:
        return "phone"
    if listing.online and not listing.in_person:
        return "online"
    if listing.at_home and not listing.in_person:
        return "home"
    return "walking"


def _cost(listing: Listing) -> str:
    if listing.pence is not None and (listing.pence == 0 or not listing.cost):
        return money(listing.pence)
    return listing.cost or _("Ask what it costs")


def _join(listing: Listing) -> str:
    if listing.referral is Referral.NEEDED:
        return label(Referral.NEEDED)
    return listing.join


def _state(listing: Listing, is_closed: bool) -> State | None:
    if is_closed:
        return State(shape(listing.status), listing.closed_note or label(listing.status))
    if listing.capacity in SAID_CAPACITY:
        return State(shape(listing.capacity), label(listing.capacity))
    return None


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


def _calendar_entry(line: Line, listing: Listing) -> CalendarEntry:
    is_closed = listing.status is Status.TEMPORARILY_CLOSED
    told = [*_noted(line.item.note), line.cost, line.join, line.phone]
    return CalendarEntry(
        key=str(listing.id),
        title=listing.name,
        rules=() if is_closed else listing.rules,
        details="\n".join(filter(None, told)),
        where=line.wheres[0] if len(line.wheres) == 1 else "",
        url=request.url_root.rstrip("/") + line.url,
    )
