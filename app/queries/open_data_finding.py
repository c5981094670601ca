"""Which listings, and which of the rest, answer a question to the open data, in an order that never changes.

Numbers of listings are given once and grow, so that nothing moves to another page when it is changed, and
what is new comes last. Whole answers are kept by the search index until something changes.
"""

from __future__ import annotations

import datetime as dt
import uuid
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app import clock
from app.database import db
from app.domain.near import Located, NearKind
from app.domain.openreferral.asking import Asked, BadParameterError
from app.domain.places import Place, Point
from app.domain.words import tokens
from app.gateways.search_index import Snapshot, bits_of, numbers_in, snapshot
from app.models.directory import Attribute, Schedule, ServiceTerm, TaxonomyTerm
from app.models.search import Occurrence
from app.queries.open_data_coverage import numbers_covering
from app.queries.open_data_rows import JOINED, LOCATION, PROJECTION, SERVICE, table_of
from app.queries.places import locate

T = TypeVar("T")

MOST_WORDS = 12
WEEKS = 8
METRES_A_MILE = 1609.344
METRES_A_DEGREE = 111_000.0
NARROWEST = 0.45
"""A degree of longitude is at least this much of one of latitude, up to 63 north."""

TERM, SERVICE_TERM, ATTRIBUTE = map(table_of, (TaxonomyTerm, ServiceTerm, Attribute))
SCHEDULE, OCCURRENCE = map(table_of, (Schedule, Occurrence))


def numbers(asked: Asked, place: Place) -> array[int]:
    """The numbers of the listings asked for, lowest first.

    Raises: BadParameterError for a postcode we do not hold.
    """
    snap, question = snapshot(), _bare(asked)
    where = located(question, place)
    return kept(
        snap,
        ("open-data", question),
        lambda: array("I", numbers_in(_bits(snap, question, where, place))),
        lambda found: 200 + 4 * len(found),
    )


def kept(snap: Snapshot, key: object, make: Callable[[], T], size: Callable[[T], int]) -> T:
    """An answer, worked out once for each version of the index."""
    held: T | None = snap.answers.get(key)
    if held is None:
        held = make()
        snap.answers.put(key, held, size(held))
    return held


def _bare(asked: Asked) -> Asked:
    """Without what says how the answer is to look."""
    return replace(
        asked, full=False, full_service=False, minimal=False, lines=False, page=1, per_page=1, after=None
    )


def located(asked: Asked, place: Place) -> Located | None:
    """The postcode asked for. Raises: BadParameterError for one we do not hold."""
    if not asked.postcode:
        return None
    where = locate(asked.postcode, place)
    if isinstance(where, Located) and where.kind is not NearKind.NAME:
        return where
    raise BadParameterError("postcode", "a postcode, or the first part of one, that we know")


def _bits(snap: Snapshot, asked: Asked, where: Located | None, place: Place) -> int:
    found = snap.listed
    words = list(dict.fromkeys(tokens(asked.search)))[:MOST_WORDS]
    if asked.search and not words:
        return 0
    if words:
        matches = snap.matching(words)
        for word in words:
            found &= matches[word].anywhere | matches[word].beginning
    if where is not None and asked.proximity is not None:
        at = where.point
        found &= snap.circle(round(at.lat * 1e5), round(at.lon * 1e5), max(1, round(asked.proximity))).bits
    elif where is not None:
        found &= bits_of(numbers_covering(where, place), snap.top)
    if conditions := list(_conditions(asked)):
        statement = select(SERVICE.c.number).where(and_(*conditions))
        found &= bits_of(db.session.scalars(statement), snap.top)
    if asked.modified_after is not None:
        changed = select(PROJECTION.c.number).where(PROJECTION.c.projected_at >= asked.modified_after)
        found &= bits_of(db.session.scalars(changed), snap.top)
    if asked.days or asked.start_minute is not None or asked.end_minute is not None:
        found &= bits_of(db.session.scalars(_on(asked)), snap.top) & ~_secret_times(snap)
    return found


def _conditions(asked: Asked) -> Iterator[ColumnElement[bool]]:
    """What the columns of a listing, or terms on it, say. Listings without an age are not of any."""
    if asked.organization_id is not None:
        yield SERVICE.c.organization_id == asked.organization_id
    if asked.minimum_age is not None:
        yield SERVICE.c.minimum_age >= asked.minimum_age
    if asked.maximum_age is not None:
        yield SERVICE.c.maximum_age <= asked.maximum_age
    for terms in _terms(asked):
        yield or_(
            SERVICE.c.id.in_(select(SERVICE_TERM.c.service_id).where(SERVICE_TERM.c.term_id.in_(terms))),
            SERVICE.c.id.in_(select(ATTRIBUTE.c.link_id).where(ATTRIBUTE.c.taxonomy_term_id.in_(terms))),
        )


def _terms(asked: Asked) -> Iterator[Select[tuple[uuid.UUID]]]:
    """Terms of which one must be on the listing. In UK 1.0 `taxonomy_id` names a term, in 3.0 a list."""
    if asked.taxonomy_term_id:
        yield select(TERM.c.id).where(_is_term(asked.taxonomy_term_id))
    if asked.taxonomy_id:
        either = [_is_term(asked.taxonomy_id)]
        if (given := _uuid(asked.taxonomy_id)) is not None:
            either.append(TERM.c.taxonomy_id == given)
        yield select(TERM.c.id).where(or_(*either), *_of_vocabulary(asked.vocabulary))
    elif asked.vocabulary:
        yield select(TERM.c.id).where(*_of_vocabulary(asked.vocabulary))


def _is_term(text: str) -> ColumnElement[bool]:
    given = _uuid(text)
    return TERM.c.id == given if given is not None else TERM.c.code == text


def _of_vocabulary(name: str) -> list[ColumnElement[bool]]:
    return [func.lower(TERM.c.taxonomy) == name.lower()] if name else []


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _on(asked: Asked) -> Select[tuple[int]]:
    """Listings with a real time in the coming weeks on such a day and between such hours."""
    statement = select(OCCURRENCE.c.number).distinct()
    if asked.days:
        today = clock.today()
        ahead = (today + dt.timedelta(days=days) for days in range(7 * WEEKS))
        wanted = [day for day in ahead if day.weekday() in asked.days]
        statement = statement.where(OCCURRENCE.c.day.in_(wanted))
    if asked.start_minute is not None:
        statement = statement.where(OCCURRENCE.c.minute >= asked.start_minute)
    if asked.end_minute is not None:
        statement = statement.where(OCCURRENCE.c.until <= asked.end_minute)
    return statement


def _secret_times(snap: Snapshot) -> int:
    """Listings with times at an undisclosed place: when nobody may know where, nobody may know when."""

    def made() -> int:
        at_place = SCHEDULE.c.service_at_location_id == JOINED.c.id
        statement = (
            select(SERVICE.c.number)
            .select_from(JOINED)
            .join(LOCATION, LOCATION.c.id == JOINED.c.location_id)
            .join(SERVICE, SERVICE.c.id == JOINED.c.service_id)
            .join(SCHEDULE, or_(at_place, SCHEDULE.c.location_id == LOCATION.c.id))
            .where(LOCATION.c.undisclosed)
        )
        return bits_of(db.session.scalars(statement), snap.top)

    return kept(snap, "open-data-secret-times", made, lambda bits: 200 + bits.bit_length() // 7)


# Listings at places


def joined_numbers(asked: Asked, place: Place) -> array[int]:
    """A listing's number for each place it is at, lowest first, so that pages can be cut from it."""
    snap = snapshot()

    def all_of_them() -> array[int]:
        statement = (
            select(SERVICE.c.number)
            .select_from(JOINED)
            .join(LOCATION, LOCATION.c.id == JOINED.c.location_id)
            .join(SERVICE, SERVICE.c.id == JOINED.c.service_id)
            .where(LOCATION.c.undisclosed.is_(False))
            .order_by(SERVICE.c.number)
        )
        return array("I", db.session.scalars(statement))

    every = kept(snap, "open-data-joined", all_of_them, lambda found: 200 + 4 * len(found))
    question = _bare(asked)

    def those() -> array[int]:
        wanted = frozenset(numbers(question, place))
        return array("I", (number for number in every if number in wanted))

    return kept(snap, ("open-data-joined", question), those, lambda found: 200 + 4 * len(found))


def joined_near(asked: Asked, place: Place) -> list[uuid.UUID]:
    """Listings at places within the distance, by the listing's number. Each place is measured by itself."""
    where = located(asked, place)
    if where is None:
        return []
    key = ("open-data-near", _bare(asked))
    return kept(snapshot(), key, lambda: _near(asked, where, place), lambda found: 200 + 100 * len(found))


def _near(asked: Asked, where: Located, place: Place) -> list[uuid.UUID]:
    metres = asked.proximity or 0.0
    wanted = frozenset(numbers(asked, place))
    reach = metres / METRES_A_DEGREE * 1.01 + 1e-5
    lat, lon = where.point.lat, where.point.lon
    statement = (
        select(SERVICE.c.number, JOINED.c.id, LOCATION.c.latitude, LOCATION.c.longitude)
        .select_from(JOINED)
        .join(LOCATION, LOCATION.c.id == JOINED.c.location_id)
        .join(SERVICE, SERVICE.c.id == JOINED.c.service_id)
        .where(
            LOCATION.c.undisclosed.is_(False),
            LOCATION.c.latitude.between(lat - reach, lat + reach),
            LOCATION.c.longitude.between(lon - reach / NARROWEST, lon + reach / NARROWEST),
        )
        .order_by(SERVICE.c.number, JOINED.c.id)
    )
    return [
        row.id
        for row in db.session.execute(statement)
        if row.number in wanted
        and where.point.miles_to(Point(row.latitude, row.longitude)) * METRES_A_MILE <= metres
    ]


def batches(found: Iterable[T], size: int) -> Iterator[list[T]]:
    """The same in lists of at most `size`."""
    batch: list[T] = []
    for one in found:
        batch.append(one)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
