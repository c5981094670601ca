"""The activities of a search as a calendar that other programs keep reading: the coming eight weeks.

Sensitive topics stay out of it: a calendar shows on a screen when nobody asked. So do the times at a place
whose address is not given out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from flask import url_for

from app.domain.rules_on import happens, on_weekdays
from app.domain.schedule import Rule
from app.operations.projection import WEEKS_HELD, parts_of
from app.queries.cards import Card, Spot
from app.queries.days import PARTS, WEEKDAYS
from app.web.calendar_file import CalendarEntry

MOST_LISTINGS = 200
MINUTES_A_DAY = 24 * 60
AHEAD = {"today": 0, "tomorrow": 1}
SEVERAL = {"weekdays": range(5), "weekend": range(5, 7)}


def entries(cards: Iterable[Card], wanted: Sequence[str], today: dt.date) -> Iterator[CalendarEntry]:
    """One entry a listing with times to come. `wanted`: the term keys of the search."""
    days, parts, last = weekdays_of(wanted, today), parts_wanted(wanted), last_day(today)
    for card in cards:
        if card.sensitive or card.is_closed_now:
            continue
        shown: list[tuple[Rule, str]] = []
        for position, rule in enumerate(card.rules):
            spot = spot_of(card, position)
            if (spot is not None and spot.undisclosed) or not is_in_parts(rule, parts):
                continue
            kept = on_weekdays(rule, days)
            if kept is not None and happens(kept, today, last):
                shown.append((kept, place_words(spot)))
        if shown:
            yield CalendarEntry(
                key=card.id,
                title=card.name,
                rules=tuple(rule for rule, _ in shown),
                details=card.summary,
                wheres=tuple(where for _, where in shown),
                url=url_for("directory.listing", slug=card.slug, _external=True),
                language=card.language,
            )


def last_day(today: dt.date) -> dt.date:
    """The last day a feed reaches to."""
    return today + dt.timedelta(weeks=WEEKS_HELD) - dt.timedelta(days=1)


def weekdays_of(wanted: Sequence[str], today: dt.date) -> frozenset[int]:
    """The weekdays the search asks for, Monday 0; none where it asks for none."""
    found: set[int] = set()
    for name in names_of(wanted, "day"):
        if name in WEEKDAYS:
            found.add(WEEKDAYS.index(name))
        elif name in SEVERAL:
            found.update(SEVERAL[name])
        elif name in AHEAD:
            found.add((today + dt.timedelta(days=AHEAD[name])).weekday())
    return frozenset(found)


def parts_wanted(wanted: Sequence[str]) -> int:
    """Bits of the parts of the day the search asks for; 0 where it asks for none."""
    return sum(1 << PARTS[name] for name in names_of(wanted, "part") if name in PARTS)


def names_of(wanted: Sequence[str], group: str) -> Iterator[str]:
    return (key.partition(":")[2] for key in wanted if key.startswith(f"{group}:"))


def is_in_parts(rule: Rule, parts: int) -> bool:
    opens, closes = rule.hours
    if not parts or opens is None:
        return True
    starts = opens.hour * 60 + opens.minute
    length = (closes.hour * 60 + closes.minute - starts) % MINUTES_A_DAY if closes else 0
    return bool(parts & parts_of(starts, length))


def spot_of(card: Card, position: int) -> Spot | None:
    """Where a rule is held; None where nobody said which of several places."""
    return next((one for one in card.spots if position in one.rules), only(card.spots))


def only(spots: Sequence[Spot]) -> Spot | None:
    return spots[0] if len(spots) == 1 else None


def place_words(spot: Spot | None) -> str:
    return ", ".join(word for word in (spot.venue, spot.locality) if word) if spot else ""
