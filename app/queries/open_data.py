"""Open data: what is listed, as records of Open Referral UK 3.0 or of HSDS 3.0.

How to use it, with what `app.domain.openreferral.asking` makes of an address:

    writer = open_data.Writer(Profile.UK, place)
    writer.services(asked)              a page as the standards wrap it
    writer.service(identifier)          one whole record and when it changed, or None
    writer.every_service(asked)         a stream of records; EVERYTHING asks for all of them, whole

and so for `service_at_location`, `organization`, `taxonomy` and `taxonomy_term`. A stream reads in batches
with a session of its own for each, so its memory does not grow; what it is about is settled when it is made.
"""

from __future__ import annotations

import datetime as dt
import uuid
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.database import db
from app.domain.openreferral import wording
from app.domain.openreferral.asking import EVERYTHING, Asked
from app.domain.openreferral.fields import Profile
from app.domain.openreferral.paging import envelope
from app.domain.openreferral.records import Area, Maker
from app.domain.openreferral.writing import Depth, Record, moment
from app.domain.places import Place
from app.queries import open_data_finding as finding
from app.queries import open_data_lists as lists
from app.queries.open_data_rows import JOINED, PROJECTION, SERVICE, Loading

T = TypeVar("T")

BATCH = 200
BATCH_OF_IDS = 2000
MOST_SERVICES = 1000
"""Of an organization, inside its record. Whoever has more is asked for by `organization_id`."""


@dataclass(frozen=True)
class Writer:
    """Writes records of one profile for one place."""

    profile: Profile
    place: Place

    # Services

    def services(self, asked: Asked) -> Record:
        """Raises: BadParameterError for a postcode we do not hold."""
        found = finding.numbers(asked, self.place)
        start = (asked.page - 1) * asked.per_page
        page = asked.page
        if asked.after is not None:
            start = bisect_right(found, asked.after)
            page = start // asked.per_page + 1
        wanted = found[start : start + asked.per_page]
        contents = self._services(db.session(), list(wanted), full=asked.full)
        return envelope(contents, total=len(found), page=page, per_page=asked.per_page)

    def last_number(self, page: Record) -> int | None:
        """The number to go on after from a page of services; None where nothing comes after it."""
        if page["last_page"] or not page["contents"]:
            return None
        last = uuid.UUID(page["contents"][-1]["id"])
        return db.session.scalar(select(SERVICE.c.number).where(SERVICE.c.id == last))

    def service(self, identifier: uuid.UUID) -> tuple[Record, dt.datetime] | None:
        """The whole record, and when anything of it last changed here."""
        load = Loading(db.session(), self.profile)
        rows = load.services(SERVICE.c.id == identifier)
        load.full(rows)
        made = [self._maker(load).service(row) for row in rows]
        return (made[0], rows[0]["projected_at"]) if made and made[0] is not None else None

    def every_service(self, asked: Asked = EVERYTHING) -> Iterator[Record]:
        found = finding.numbers(asked, self.place)
        return self._stream(
            found, lambda session, batch: self._services(session, batch, full=asked.full), BATCH
        )

    def every_identifier(self, asked: Asked) -> Iterator[Record]:
        """Of each service no more than its identifier and when it last changed."""
        found = finding.numbers(asked, self.place)

        def identifiers(session: Session, batch: Sequence[int]) -> list[Record]:
            wanted = (SERVICE.c.id, SERVICE.c.last_modified, SERVICE.c.modified_at, SERVICE.c.version)
            rows = session.execute(
                select(*wanted)
                .join(PROJECTION, PROJECTION.c.number == SERVICE.c.number)
                .where(SERVICE.c.number.in_(batch), PROJECTION.c.is_listed)
                .order_by(SERVICE.c.number)
            )
            name = "last_modified" if self.profile is Profile.UK else "modified_date"
            return [
                {"id": str(row["id"]), name: moment(wording.last_modified(dict(row)))}
                for row in rows.mappings()
            ]

        return self._stream(found, identifiers, BATCH_OF_IDS)

    def _services(self, session: Session, numbers: Sequence[int], *, full: bool) -> list[Record]:
        return self._services_where(session, SERVICE.c.number.in_(numbers), full=full) if numbers else []

    def _services_where(self, session: Session, *where: ColumnElement[bool], full: bool) -> list[Record]:
        load = Loading(session, self.profile)
        rows = load.services(*where)
        (load.full if full else load.brief)(rows)
        make = self._maker(load)
        depth = Depth.FULL if full else Depth.BRIEF
        return [made for row in rows if (made := make.service(row, depth)) is not None]

    # Services at places

    def services_at_locations(self, asked: Asked) -> Record:
        start, stop = (asked.page - 1) * asked.per_page, asked.page * asked.per_page
        if asked.proximity is not None:
            near = finding.joined_near(asked, self.place)
            total, wanted = len(near), near[start:stop]
            rows = self._joined(db.session(), wanted, full=asked.full)
        else:
            found = finding.joined_numbers(asked, self.place)
            total, numbers = len(found), found[start:stop]
            before = start - bisect_left(found, numbers[0]) if numbers else 0
            identifiers = self._joined_ids(db.session(), list(dict.fromkeys(numbers)))
            rows = self._joined(db.session(), identifiers[before : before + asked.per_page], full=asked.full)
        return envelope(rows, total=total, page=asked.page, per_page=asked.per_page)

    def service_at_location(self, identifier: uuid.UUID) -> Record | None:
        return next(iter(self._joined(db.session(), [identifier], full=True, alone=True)), None)

    def every_service_at_location(self, asked: Asked = EVERYTHING) -> Iterator[Record]:
        if asked.proximity is not None:
            near = finding.joined_near(asked, self.place)
            return self._stream(near, lambda own, ids: self._joined(own, ids, full=asked.full), BATCH)
        found = list(dict.fromkeys(finding.joined_numbers(asked, self.place)))

        def joined(session: Session, batch: Sequence[int]) -> list[Record]:
            return self._joined(session, self._joined_ids(session, batch), full=asked.full)

        return self._stream(found, joined, BATCH)

    def _joined_ids(self, session: Session, numbers: Sequence[int]) -> list[uuid.UUID]:
        if not numbers:
            return []
        rows = Loading(session, self.profile).joined(SERVICE.c.number.in_(numbers))
        return [row["id"] for row in rows]

    def _joined(
        self, session: Session, ids: Sequence[uuid.UUID], *, full: bool, alone: bool = False
    ) -> list[Record]:
        """The strict profile has the service beside the place in lists only."""
        if not ids:
            return []
        load = Loading(session, self.profile)
        joined = load.joined(JOINED.c.id.in_(ids))
        load.parts.add("service_at_location", joined, "id", "service_id")
        services = load.services(SERVICE.c.id.in_({row["service_id"] for row in joined}))
        by_id = {row["id"]: row for row in services}
        depth = Depth.FULL if full else Depth.BRIEF
        whole = depth if self.profile is Profile.HSDS else Depth.BRIEF
        if whole is Depth.FULL:
            load.full(services, joined)
        else:
            load.brief(services)
            load.places([row["location_id"] for row in joined], depth)
        make = self._maker(load)
        records: list[Record] = []
        for row in joined:
            record, service = make.service_at_location(row, depth), by_id.get(row["service_id"])
            if record is None or service is None:
                continue
            if not (alone and self.profile is Profile.UK):
                record["service"] = make.service(service, whole)
                if record["service"]:
                    record["service"].pop("service_at_locations", None)
            records.append(record)
        return records

    # Organizations

    def organizations(self, asked: Asked) -> Record:
        found = lists.organizations(asked)
        return self._page(found, asked, lambda ids: self._organizations(db.session(), ids, asked))

    def organization(self, identifier: uuid.UUID, *, full_service: bool = False) -> Record | None:
        if identifier not in lists.organizations():
            return None
        asked = Asked(full=True, full_service=full_service)
        return next(iter(self._organizations(db.session(), [identifier], asked)), None)

    def every_organization(self, asked: Asked = EVERYTHING) -> Iterator[Record]:
        found = lists.organizations(asked)
        return self._stream(found, lambda own, ids: self._organizations(own, ids, asked), BATCH)

    def _organizations(self, session: Session, ids: Sequence[uuid.UUID], asked: Asked) -> list[Record]:
        load = Loading(session, self.profile)
        rows = {row["id"]: row for row in load.organizations(ids)}
        is_whole = asked.full or asked.full_service
        if is_whole:
            load.whole_organizations(list(rows.values()))
        make = self._maker(load)
        depth = Depth.FULL if is_whole else Depth.BRIEF
        made = {one: make.organization(rows[one], depth) for one in ids if one in rows}
        if is_whole and self.profile is Profile.HSDS:  # the strict profile has no such field
            services = self._services_of(session, ids, full=asked.full_service)
            for one, record in made.items():
                if record is not None and one in services:
                    record["services"] = services[one]
        return [record for record in made.values() if record is not None]

    def _services_of(
        self, session: Session, organizations: Sequence[uuid.UUID], *, full: bool
    ) -> dict[uuid.UUID, list[Record]]:
        """The listed services of each, whole or by name."""
        records = self._services_where(session, SERVICE.c.organization_id.in_(organizations), full=full)
        found: dict[uuid.UUID, list[Record]] = defaultdict(list)
        for record in records:
            of = found[uuid.UUID(record["organization_id"])]
            if len(of) < MOST_SERVICES:
                of.append(record if full else {name: record[name] for name in ("id", "name", "status")})
        return found

    # Terms

    def taxonomies(self, asked: Asked) -> Record:
        return self._page(lists.taxonomies(asked), asked, lambda ids: self._taxonomies(db.session(), ids))

    def taxonomy(self, identifier: uuid.UUID) -> Record | None:
        if identifier not in lists.taxonomies():
            return None
        load = Loading(db.session(), self.profile)
        rows = load.taxonomies([identifier])
        terms = load.terms(lists.terms_of(identifier)) if self.profile is Profile.UK else []
        return next((made for row in rows if (made := self._maker(load).taxonomy(row, terms))), None)

    def every_taxonomy(self, asked: Asked = EVERYTHING) -> Iterator[Record]:
        return self._stream(lists.taxonomies(asked), self._taxonomies, BATCH)

    def _taxonomies(self, session: Session, ids: Sequence[uuid.UUID]) -> list[Record]:
        load = Loading(session, self.profile)
        rows = load.taxonomies(ids)
        return [made for row in rows if (made := self._maker(load).taxonomy(row)) is not None]

    def taxonomy_terms(self, asked: Asked) -> Record:
        return self._page(lists.terms(asked), asked, lambda ids: self._terms(db.session(), ids))

    def taxonomy_term(self, identifier: uuid.UUID) -> Record | None:
        if identifier not in lists.terms():
            return None
        return next(iter(self._terms(db.session(), [identifier])), None)

    def every_taxonomy_term(self, asked: Asked = EVERYTHING) -> Iterator[Record]:
        return self._stream(lists.terms(asked), self._terms, BATCH)

    def _terms(self, session: Session, ids: Sequence[uuid.UUID]) -> list[Record]:
        load = Loading(session, self.profile)
        rows = load.terms(ids)
        return [made for row in rows if (made := self._maker(load).term(row)) is not None]

    # All of them

    def _maker(self, load: Loading) -> Maker:
        area = Area(self.place.words(self.place.name, "en"), self.place.words(self.place.region, "en"))
        return Maker(self.profile, load.parts, area)

    def _page(
        self,
        found: Sequence[uuid.UUID],
        asked: Asked,
        make: Callable[[Sequence[uuid.UUID]], list[Record]],
    ) -> Record:
        start = (asked.page - 1) * asked.per_page
        contents = make(found[start : start + asked.per_page])
        return envelope(contents, total=len(found), page=asked.page, per_page=asked.per_page)

    def _stream(
        self, found: Iterable[T], make: Callable[[Session, list[T]], list[Record]], size: int
    ) -> Iterator[Record]:
        engine = db.engine  # while there is an application to ask

        def records() -> Iterator[Record]:
            for batch in finding.batches(found, size):
                with Session(engine) as own:
                    made = make(own, batch)
                yield from made

        return records()
