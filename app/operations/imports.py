"""Imports feeds: first a plan that changes nothing, then all of it in one transaction, or none."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, text

from app import clock
from app.database import begin_writing, db
from app.domain.feeds import friendly, joining, listings, lone, shapes, venues
from app.domain.feeds.labels import Dictionary
from app.domain.feeds.ledger import Ledger
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Listing, Place
from app.domain.feeds.sums import Refused, Sum, Why
from app.domain.stewardship import ChangeSource
from app.domain.viewer import SYSTEM, Viewer
from app.gateways.feed_documents import Deadline, Document, Piece, Table
from app.models.directory import ImportRun, TaxonomyTerm
from app.models.search import SearchVersion
from app.models.stewardship import ListingCare
from app.operations import import_report, index, listing_numbers, versions, vocabulary
from app.operations.import_difference import changed_services, difference, put
from app.operations.import_local import Choices
from app.operations.import_plan import Entry, KeptListing, Plan
from app.operations.import_rows import wanted_rows
from app.queries import imports as queries

Say = Callable[[str, int, int | None], None]
"""Called with what is being done, how many are done, and of how many."""


@dataclass
class _Given:
    """Everything that was read, sorted by what it is."""

    items: list[tuple[str, Any, bool]] = field(default_factory=list)
    """Source, value, and whether the source is a row to be named in the report."""
    refused: list[Refused] = field(default_factory=list)
    beside: list[lone.Found] = field(default_factory=list)
    """What is published by itself, beside the listings."""
    others: Counter[shapes.Other] = field(default_factory=Counter)
    standards: Counter[str] = field(default_factory=Counter)
    encodings: set[str] = field(default_factory=set)
    notes: list[friendly.ColumnNote] = field(default_factory=list)
    is_whole: bool = True
    left: int = 0


def plan(
    pieces: Iterable[Piece],
    *,
    feed: str,
    ground: index.Ground,
    deadline: Deadline | None = None,
    say: Say | None = None,
    choices: Choices | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Plan:
    """What importing these pieces would do. Changes nothing.

    `choices`: where the feed's is to be taken although somebody here changed it. `mapping`: what the columns
    of a table stand for, where somebody said so.
    """
    dictionary = Dictionary.of(ground.vocabulary)
    reader = Reader(Ledger(), dictionary, clock.today())
    reader.own = vocabulary.published_ids(ground.vocabulary)
    given = _gather(pieces, mapping or {})
    lone.keep(reader, given.beside)
    read = _read(given, reader, ground, deadline, say)
    existing = queries.rows_of_feed(feed)
    known = {row["feed_id"] for row in existing.get("service", {}).values()}
    settled, joined = joining.settled(reader, read, known)
    beside = lone.read(reader, given.beside)
    _put_on_map(reader, settled, beside)
    if say:
        say("Comparing", 0, None)
    wanted = wanted_rows(feed, settled, beside, existing, reader)
    made = difference(wanted, existing, queries.local_fields(feed), choices)
    changes = changed_services(made, wanted)
    services = existing.get("service", {})
    new = [id_ for id_ in wanted.services if id_ not in services]
    changed = [id_ for id_ in wanted.services if id_ in services and id_ in changes]
    total = len(given.items) + given.left + len(given.refused)
    left = [Refused("", Why.TOO_SLOW, f"{given.left} listings were left")] if given.left else []
    return Plan(
        feed=feed,
        sum=Sum(
            given=total,
            new=len(new),
            changed=len(changed),
            unchanged=len(wanted.services) - len(new) - len(changed),
            joined=len(joined),
            refused=len(given.refused) + given.left,
        ),
        new=[Entry(wanted.services[id_].name, id_) for id_ in new],
        changed=[Entry(wanted.services[id_].name, id_, tuple(changes[id_])) for id_ in changed],
        joined=joined,
        refused=given.refused + left,
        gone=_gone(services, wanted.services) if given.is_whole and not given.left else [],
        ledger=reader.ledger,
        others=dict(given.others),
        standards=dict(given.standards),
        encodings=frozenset(given.encodings),
        notes=tuple(given.notes),
        is_whole=given.is_whole,
        kept=[
            KeptListing(wanted.services[id_].name, id_, tuple(fields.values()))
            for id_, fields in made.kept.items()
            if id_ in wanted.services
        ],
        choices=choices or {},
        difference=made,
    )


def standing() -> str:
    """A mark that changes with every change to a listing; a plan holds while it stays the same."""
    return db.session.scalar(select(SearchVersion.token)) or ""


def begin() -> None:
    """Start a transaction in which no listing changes but by us, so that a plan which holds goes on holding.

    PostgreSQL: first the numbers, then the table, so that nobody who waits for the one holds the other.
    Readers are not kept waiting.
    """
    begin_writing()
    listing_numbers.hold()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE service IN SHARE ROW EXCLUSIVE MODE"))


def apply(made: Plan, ground: index.Ground, say: Say | None = None, *, by: Viewer = SYSTEM) -> int:
    """Do what the plan says, in the caller's transaction; how many rows that touched.

    The plan must still hold: the transaction was started by `begin()`, and `standing()` has not changed since
    before it was made. Where nothing differs, nothing is written.
    """
    _forget_local(made.choices)
    rows = made.difference.rows
    if not rows:
        return 0
    started = clock.now()
    _ensure_vocabulary(ground)
    changed = [entry.id for entry in made.changed]
    versions.keep_before(changed)
    put(made.difference, listing_numbers.take(), lambda done, of: say("Writing", done, of) if say else None)
    touched = [*(entry.id for entry in made.new), *changed]
    run = ImportRun(
        feed=made.feed[:255], started_at=started, finished_at=clock.now(), report=import_report.of(made)
    )
    db.session.add(run)
    db.session.flush()
    made.run_id = run.id
    db.session.expire_all()
    versions.keep_after(changed, by=by, source=ChangeSource.IMPORT, note=made.feed)
    if touched:
        index.index(touched, ground, lambda done, of: say("Indexing", done, of) if say else None)
    return rows


def _forget_local(choices: Choices) -> None:
    """Fields where the feed's was taken are no longer ours."""
    for id_, fields in choices.items():
        care = db.session.get(ListingCare, id_)
        if care is not None:
            care.local_fields = [name for name in care.local_fields if name not in fields]
    db.session.flush()


def _gather(pieces: Iterable[Piece], mapping: Mapping[str, str]) -> _Given:
    given = _Given()
    for piece in pieces:
        if isinstance(piece, Refused):
            given.refused.append(piece)
            given.is_whole = False
        elif isinstance(piece, Table):
            _gather_table(given, piece, mapping)
        else:
            _gather_document(given, piece)
        if not isinstance(piece, Refused) and piece.encoding:
            given.encodings.add(piece.encoding)
    return given


def _gather_table(given: _Given, table: Table, mapping: Mapping[str, str]) -> None:
    known = friendly.columns_of(table.columns, mapping)
    given.notes.extend(known.notes)
    if known.missing:
        given.refused.append(Refused(table.source, Why.NO_COLUMNS, ", ".join(known.missing)))
        return
    if not table.rows:
        given.refused.append(Refused(table.source, Why.NO_LISTINGS))
    for number, row in table.rows:
        given.items.append((f"row {number}", friendly.listing_of(row, known), True))
    given.standards["csv"] += len(table.rows)


def _gather_document(given: _Given, document: Document) -> None:
    found = shapes.found_in(document.data)
    one = len(found.items) == 1
    for number, item in enumerate(found.items, 1):
        source = document.source if one else f"{document.source}, {number}"
        if item.other is None:
            if isinstance(item.value, Mapping):
                given.items.append((source, item.value, False))
                given.standards[found.standard.value] += 1
            else:
                given.refused.append(Refused(source, Why.NOT_AN_OBJECT, repr(item.value)[:80]))
            continue
        given.others[item.other] += 1
        given.beside.append((item.other, item.value))


def _read(
    given: _Given, reader: Reader, ground: index.Ground, deadline: Deadline | None, say: Say | None
) -> list[Listing]:
    """Every item as a listing, until the time is over."""
    made: list[Listing] = []
    for number, (source, value, numbered) in enumerate(given.items, 1):
        if deadline is not None and deadline.is_over:
            given.left = len(given.items) - number + 1
            del given.items[number - 1 :]
            break
        made.append(listings.listing(reader, value, source, ground.place, numbered=numbered))
        if say:
            say("Reading", number, len(given.items))
    return made


def _put_on_map(reader: Reader, settled: list[Listing], beside: lone.Lone) -> None:
    """Points and wards for every place of the feed."""
    organizations = [one for one in (*(one.organization for one in settled), *beside.organizations) if one]
    hosted = [
        place for one in organizations for place in one.parts.get("location", ()) if isinstance(place, Place)
    ]
    places = [place for listing in settled for place in listing.places]
    postcodes = {place.postcode for place in (*places, *hosted, *beside.places) if place.postcode}
    facts = queries.postcode_facts(postcodes)
    venues.put_on_map(reader, settled, facts)
    venues.put_places_on_map(
        Reader(Ledger(), reader.dictionary, reader.today), (*hosted, *beside.places), facts
    )


def _gone(services: Mapping[Any, Mapping[str, Any]], still: Collection[uuid.UUID]) -> list[Entry]:
    return [
        Entry(row["name"], id_)
        for id_, row in services.items()
        if id_ not in still and row["deleted_at"] is None
    ]


def _ensure_vocabulary(ground: index.Ground) -> None:
    """Listings point at our terms, so these must be there."""
    held = db.session.scalar(
        select(func.count()).select_from(TaxonomyTerm).where(TaxonomyTerm.code.like("need:%"))
    )
    if not held:
        vocabulary.load(ground.vocabulary)
