"""Keeps the search index true: called by whatever changes a listing, in the caller's transaction.

The version row is written last. Workers that read a new one take the bitmaps again.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session, joinedload, selectinload

from app import clock
from app.database import db
from app.domain.places import Place
from app.domain.reports import WARNS_FROM
from app.domain.schedule import calendar_of
from app.domain.vocabulary import Vocabulary
from app.gateways import search_index
from app.models.directory import (
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTerm,
)
from app.models.search import (
    ListingProjection,
    Occurrence,
    SearchBitmap,
    SearchDocument,
    SearchPoint,
    SearchTerm,
    SearchVersion,
    SearchWord,
)
from app.models.stewardship import ListingCare
from app.operations import index_bitmaps, index_rows, index_words
from app.operations.projection import WEEKS_HELD, Attached, Projection, project
from app.queries import vocabulary
from app.queries.places import with_terms

BATCH = 500
BULK = 2000
"""From this many on, bitmaps and words are counted again instead of corrected."""

Progress = Callable[[int, int], None]
"""Called with how many are done of how many."""


@dataclass(frozen=True)
class Ground:
    """What a projection is made against."""

    place: Place
    vocabulary: Vocabulary


def ground(place: Place, root: Path) -> Ground:
    return Ground(place, vocabulary.committed(root))


def index(service_ids: Collection[uuid.UUID], ground: Ground, progress: Progress | None = None) -> int:
    """Bring these listings' search rows up to date; how many of them can be found by search.

    Deleted and stopped ones are taken out and stay reachable by their address as gone.
    """
    db.session.flush()
    version = open_version()
    ids = list(service_ids)
    is_bulk = len(ids) >= BULK
    changes = index_bitmaps.Changes()
    words: Counter[str] = Counter()
    listed = done = 0
    for batch in _batches(ids):
        made = _project_all(batch, ground)
        numbers = [one.number for one in made]
        if not is_bulk:
            changes.note_before(numbers)
            words.subtract(index_words.words_held(numbers))
        index_rows.write(made, numbers, version.version + 1)
        if not is_bulk:
            changes.note_after(numbers)
            words.update(word for one in made for word in index_words.words_of(one))
        listed += sum(one.is_listed for one in made)
        done += len(batch)
        if progress:
            progress(done, len(ids))
    if is_bulk:
        index_bitmaps.count_again()
        index_words.count_again()
    else:
        changes.apply()
        index_words.correct_words(words)
    close_version(version)
    return listed


def remove(service_ids: Collection[uuid.UUID]) -> None:
    """Take listings out of search before their rows are deleted. Their addresses say that they have gone."""
    db.session.flush()
    version = open_version()
    changes = index_bitmaps.Changes()
    words: Counter[str] = Counter()
    for batch in _batches(list(service_ids)):
        numbers = list(
            db.session.scalars(
                select(ListingProjection.number).where(ListingProjection.service_id.in_(batch))
            )
        )
        changes.note_before(numbers)
        words.subtract(index_words.words_held(numbers))
        index_rows.clear(numbers)
        db.session.execute(
            update(ListingProjection)
            .where(ListingProjection.number.in_(numbers))
            .values(is_listed=False, changed_in=version.version + 1)
        )
    changes.apply()
    index_words.correct_words(words)
    close_version(version)


def rebuild(ground: Ground, progress: Progress | None = None) -> int:
    """Make everything again from the listings; how many can be found."""
    db.session.flush()
    for table in (
        ListingProjection,
        SearchPoint,
        SearchTerm,
        SearchDocument,
        Occurrence,
        SearchBitmap,
        SearchWord,
    ):
        db.session.execute(delete(table))
    version = open_version()
    ids = list(db.session.scalars(select(Service.id).order_by(Service.number)))
    listed = done = 0
    for batch in _batches(ids):
        made = _project_all(batch, ground)
        index_rows.insert_projections(made, version.version + 1)
        listed += sum(one.is_listed for one in made)
        done += len(batch)
        if progress:
            progress(done, len(ids))
    index_bitmaps.count_again()
    index_words.count_again()
    today = clock.today()
    close_version(version, held=(today, last_held(today)))
    return listed


def last_held(today: dt.date) -> dt.date:
    return today + dt.timedelta(weeks=WEEKS_HELD) - dt.timedelta(days=1)


def open_version() -> SearchVersion:
    """The version row, locked so that two writers do not correct the same bitmap."""
    version = db.session.scalars(
        select(SearchVersion)
        .where(SearchVersion.id == 1)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if version is None:
        today = clock.today()
        version = SearchVersion(id=1, version=0, token="", held_from=today, held_until=last_held(today))
        db.session.add(version)
        db.session.flush()
    return version


def close_version(version: SearchVersion, held: tuple[dt.date, dt.date] | None = None) -> None:
    """Write the version, after everything that belongs to it."""
    token = uuid.uuid4().hex
    words = db.session.scalars(select(SearchWord.word).order_by(SearchWord.word)).all()
    index_bitmaps.put("token", token.encode())
    index_bitmaps.put("words", "\n".join(words).encode())
    index_bitmaps.put("edits", vocabulary.packed())
    version.version, version.token = version.version + 1, token
    if held:
        version.held_from, version.held_until = held
    db.session.flush()
    search_index.look_again(db.engine)


def _batches(ids: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _project_all(ids: Sequence[uuid.UUID], ground: Ground) -> list[Projection]:
    """Read with a session of its own on the same connection, so that nobody's objects are disturbed."""
    now = clock.now()
    calendar = calendar_of(with_terms(ground.place))
    with Session(bind=db.session.connection(), autoflush=False, join_transaction_mode="rollback_only") as own:
        services = own.scalars(select(Service).where(Service.id.in_(ids)).options(*LOADED)).all()
        attached = _attached(own, [joined for one in services for joined in one.at_locations], services)
        return [
            project(
                one,
                ground.place,
                ground.vocabulary,
                now,
                calendar=calendar,
                attached=attached.get(one.id, Attached()),
            )
            for one in services
        ]


LOADED = (
    joinedload(Service.organization).selectinload(Organization.phones),
    selectinload(Service.texts),
    selectinload(Service.at_locations)
    .joinedload(ServiceAtLocation.location)
    .options(
        selectinload(Location.addresses),
        selectinload(Location.facts),
        selectinload(Location.accessibilities),
    ),
    selectinload(Service.schedules).selectinload(Schedule.exceptions),
    selectinload(Service.phones),
    selectinload(Service.contacts),
    selectinload(Service.languages),
    selectinload(Service.cost_options),
    selectinload(Service.areas),
    selectinload(Service.required_documents),
    selectinload(Service.terms).joinedload(ServiceTerm.term),
)


def _attached(
    own: Session, joined: Sequence[ServiceAtLocation], services: Sequence[Service]
) -> dict[uuid.UUID, Attached]:
    """Schedules and phones that hang on a listing's places or contacts; what readers say of it."""
    service_of = {one.id: one.service_id for one in joined}
    schedules: dict[uuid.UUID, list[Schedule]] = defaultdict(list)
    for schedule in own.scalars(
        select(Schedule)
        .where(Schedule.service_at_location_id.in_(service_of), Schedule.service_id.is_(None))
        .options(selectinload(Schedule.exceptions))
        .order_by(Schedule.position, Schedule.id)
    ):
        schedules[service_of[schedule.service_at_location_id]].append(schedule)  # type: ignore[index]
    contact_of = {contact.id: one.id for one in services for contact in one.contacts}
    phones: dict[uuid.UUID, list[Phone]] = defaultdict(list)
    for column, owner in ((Phone.service_at_location_id, service_of), (Phone.contact_id, contact_of)):
        for phone in own.scalars(
            select(Phone)
            .where(column.in_(owner), Phone.service_id.is_(None))
            .order_by(Phone.position, Phone.id)
        ):
            phones[owner[getattr(phone, column.key)]].append(phone)
    said = {row.service_id: row for row in own.execute(_said_of(services))}
    return {
        one.id: Attached(
            schedules[one.id],
            phones[one.id],
            closed_reports=said[one.id].closed_reports if one.id in said else 0,
            is_hidden=one.id in said and said[one.id].hidden_at is not None,
        )
        for one in services
        if one.id in schedules or one.id in phones or one.id in said
    }


def _said_of(services: Sequence[Service]) -> Select[uuid.UUID, int, dt.datetime | None]:
    """Listings that enough readers say have closed, and whether they are hidden for it."""
    return select(ListingCare.service_id, ListingCare.closed_reports, ListingCare.hidden_at).where(
        ListingCare.service_id.in_([one.id for one in services]), ListingCare.closed_reports >= WARNS_FROM
    )
