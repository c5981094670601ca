"""Makes a listing's projection: one structure that feeds search, cards, pages and files. No words of ours.

An undisclosed place leaves no name, address, directions or point anywhere in it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.domain.listing import Answer, Channel, Status
from app.domain.places import Place
from app.domain.schedule import PLACE_ZONE, Calendar, Occurrence, Rule, occurrences, upcoming
from app.domain.vocabulary import Vocabulary
from app.domain.words import fold
from app.models.directory import Phone, Schedule, Service
from app.operations.hidden_places import hidden_places
from app.operations.projection_json import Json, card_of, channels, detail_of, point_of, time_json

WEEKS_HELD = 8
WEEKS_AHEAD = 12
TIMES_ON_CARD = 12
COSTS = (("cost:free", 0), ("cost:to-3", 300), ("cost:to-10", 1000))
"""Units: pence, at most."""
PART_STARTS = (0, 12 * 60, 17 * 60, 24 * 60)
"""Morning, afternoon, evening. Units: minutes of the day."""
LONGEST_MINUTES = 4095
ENOUGH_OF_A_PART = 60
"""What reaches into another part of the day for this long belongs to it too. Units: minutes."""
ARTICLES = frozenset({"the", "a", "an"})
LISTED = frozenset({Status.ACTIVE, Status.TEMPORARILY_CLOSED})


@dataclass(frozen=True, slots=True)
class When:
    """One occurrence as search holds it."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None
    day: dt.date
    parts: int
    minute: int
    until: int
    """When it no longer makes sense to set out. Units: minutes from the day's midnight."""


@dataclass(frozen=True)
class Words:
    """Folded text by weight, best first."""

    title: str
    keywords: str
    summary: str
    body: str


@dataclass(frozen=True)
class Attached:
    """What hangs on a listing's places rather than on itself, and what readers say of it."""

    schedules: Sequence[Schedule] = ()
    phones: Sequence[Phone] = ()
    closed_reports: int = 0
    """How many readers say that it has closed, where they are enough to warn others."""
    is_hidden: bool = False
    """Nobody checked what they said."""


@dataclass(frozen=True)
class Projection:
    number: int
    service_id: uuid.UUID
    slug: str
    name: str
    is_listed: bool
    card: Json
    detail: Json
    terms: frozenset[str]
    points: frozenset[tuple[int, int]]
    """Latitude and longitude. Units: degrees times 100,000."""
    words: Words
    times: tuple[When, ...] = field(default=())


def project(
    service: Service,
    place: Place,
    vocabulary: Vocabulary,
    now: dt.datetime,
    *,
    calendar: Calendar,
    attached: Attached = Attached(),
) -> Projection:
    """The listing as readers and search meet it. `now` is an aware moment."""
    today = now.astimezone(PLACE_ZONE).date()
    schedules = [*service.schedules, *(one for one in attached.schedules if one.service_id is None)]
    rules = [hidden_places(service).rule(schedule) for schedule in schedules]
    held, coming = coming_times(rules, calendar, now, today)
    first = opens_again(service.status, service.back_on)
    held = tuple(one for one in held if one.day >= first)
    coming = [one for one in coming if one[0][:10] >= first.isoformat()]
    is_listed = service.deleted_at is None and service.status in LISTED and not attached.is_hidden
    points = frozenset(
        point for joined in service.at_locations if (point := point_of(joined.location)) is not None
    )
    terms = terms_of(service, vocabulary, points)
    card = card_of(
        service,
        terms,
        rules,
        coming,
        schedules,
        closed_reports=attached.closed_reports,
        is_hidden=attached.is_hidden,
    )
    detail = detail_of(service, schedules, attached.phones)
    return Projection(
        number=service.number,
        service_id=service.id,
        slug=service.slug,
        name=service.name,
        is_listed=is_listed,
        card=card,
        detail=detail,
        terms=frozenset(terms) if is_listed else frozenset(),
        points=points if is_listed else frozenset(),
        words=words_of(service, terms, place, vocabulary) if is_listed else Words("", "", "", ""),
        times=held if is_listed else (),
    )


def coming_times(
    rules: Sequence[Rule], calendar: Calendar, now: dt.datetime, today: dt.date
) -> tuple[tuple[When, ...], list[list[Any]]]:
    """Occurrences of the coming weeks as search holds them, and the next ones as a card holds them."""
    if not rules:
        return (), []
    found = occurrences(
        rules, calendar, today - dt.timedelta(days=1), today + dt.timedelta(weeks=WEEKS_AHEAD)
    )
    last = today + dt.timedelta(weeks=WEEKS_HELD) - dt.timedelta(days=1)
    held = {one.starts: when(one) for one in reversed(found) if today <= one.day <= last}
    ahead = [one for one in found if one.over_at > now][:TIMES_ON_CARD]
    if not ahead:
        ahead = upcoming(rules, calendar, now, 3)
    return tuple(sorted(held.values(), key=lambda one: one.starts_at)), [time_json(one) for one in ahead]


def opens_again(status: Status, back_on: dt.date | None) -> dt.date:
    """The first day on which its times count."""
    if status is not Status.TEMPORARILY_CLOSED:
        return dt.date.min
    return back_on or dt.date.max


def when(one: Occurrence) -> When:
    minute = one.starts.hour * 60 + one.starts.minute
    length = int((one.ends - one.starts).total_seconds() // 60) if one.ends else 0
    parts = 7 if not one.timed else parts_of(minute, length)
    over = one.over_at - one.starts.replace(hour=0, minute=0)
    until = min(int(over.total_seconds() // 60), LONGEST_MINUTES)
    return When(one.starts, one.ends, one.day, parts, minute, until)


def parts_of(minute: int, length: int) -> int:
    """Bits of the parts of the day: the one it starts in, and those it reaches well into."""
    bits = 0
    for part in range(3):
        begins, ends = PART_STARTS[part], PART_STARTS[part + 1]
        overlap = min(minute + length, ends) - max(minute, begins)
        if begins <= minute < ends or overlap >= ENOUGH_OF_A_PART:
            bits |= 1 << part
    return bits


def terms_of(service: Service, vocabulary: Vocabulary, points: frozenset[tuple[int, int]]) -> set[str]:
    """Facet values, and what ranking asks besides: when checked, how complete, how far it reaches."""
    own = {joined.term.code for joined in service.terms if joined.term.code in vocabulary.terms}
    terms = own | {
        term.key for term in vocabulary.terms.values() if term.also and own.intersection(term.also)
    }
    locations = [joined.location for joined in service.at_locations]
    for location in (one for one in locations if not one.undisclosed):
        if location.ward_code:
            terms.add(f"ward:{location.ward_code}")
        for fact in location.facts:
            if fact.answer in (Answer.YES, Answer.PARTLY):
                terms.add(f"access:{fact.fact.value}")
    price = usual_price(service)
    if price is not None:
        terms.update(key for key, most in COSTS if price <= most)
    how = channels(service)
    terms.update(f"how:{channel}" for channel in how)
    terms.update(f"lang:{spoken.code.lower()}" for spoken in service.languages if spoken.code)
    terms.add(f"kind:{service.kind.value}")
    terms.add("listed:yes")
    terms.add(f"letter:{letter_of(service.name)}")
    terms.add("checked:" + (service.checked_on.strftime("%Y-%m") if service.checked_on else "never"))
    terms.add(f"whole:{completeness(service, price)}")
    if points:
        terms.add("reach:place")
    is_anywhere = not points and set(how) - {Channel.IN_PERSON.value}
    if service.citywide or is_anywhere or all(location.undisclosed for location in locations):
        terms.add("reach:anywhere")
    if service.status is Status.TEMPORARILY_CLOSED:
        terms.add("state:closed")
    if service.sensitive:
        terms.add("topic:sensitive")
    return terms


def sort_name(name: str) -> str:
    """As a list puts it: The Long Table stands under L."""
    folded = fold(name)
    first, _, rest = folded.partition(" ")
    return rest if first in ARTICLES and rest else folded


def letter_of(name: str) -> str:
    """The letter of the A to Z it stands under; 0 for figures and other alphabets."""
    first = sort_name(name)[:1]
    return first if "a" <= first <= "z" else "0"


def usual_price(service: Service) -> int | None:
    """Units: pence. The lowest option where no usual price is given."""
    if service.pence is not None:
        return service.pence
    amounts = [option.amount for option in service.cost_options if option.amount is not None]
    return min(amounts) if amounts else None


def completeness(service: Service, price: int | None) -> int:
    """0 to 2: how many of the questions a reader asks first are answered."""
    answered = [
        bool(service.summary or service.description),
        bool(service.schedules or service.when_text),
        price is not None or bool(service.fees_description),
        bool(service.application_process or service.phones or service.email or service.url),
        bool(service.eligibility_description),
        bool(service.at_locations) or service.online or service.by_phone or service.at_home,
    ]
    known = sum(answered)
    return 2 if known >= 5 else 1 if known >= 3 else 0


def words_of(service: Service, terms: Iterable[str], place: Place, vocabulary: Vocabulary) -> Words:
    """What search reads. Not who it is not for: that would find it for the wrong people."""
    labels = [
        folded(word)
        for key in sorted(terms)
        if key in vocabulary.terms
        for word in vocabulary.terms[key].label.values()
    ]
    organization = service.organization.name if service.organization else ""
    where = [
        word
        for joined in service.at_locations
        if not joined.location.undisclosed
        for word in (
            joined.location.name,
            joined.location.locality,
            place.ward_names.get(joined.location.ward_code, ""),
        )
    ]
    texts = service.texts
    return Words(
        title=fold(" ".join([service.name, service.alternate_name, *(text.name for text in texts)])),
        keywords=" ".join([fold(f"{service.keywords} {organization}"), *labels]).strip(),
        summary=fold(
            " ".join([service.summary, service.eligibility_description, *(text.summary for text in texts)])
        ),
        body=fold(
            " ".join(
                [
                    service.description,
                    *(text.description for text in texts),
                    service.application_process,
                    *where,
                    *(spoken.name for spoken in hidden_places(service).open(service.languages)),
                ]
            )
        ),
    )


folded = lru_cache(maxsize=4096)(fold)
"""For the labels of terms, the same few hundred again and again."""
