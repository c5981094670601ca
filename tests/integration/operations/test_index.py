"""The search index after changes: the same as one made anew, and never half of one version."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from flask import current_app
from sqlalchemy import select, text, update

from app.database import db
from app.domain.listing import Status
from app.gateways import search_index
from app.gateways.search_index import snapshot
from app.models.directory import Location, Schedule, Service, ServiceTerm
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
from app.operations import index, occurrences

pytestmark = pytest.mark.usefixtures("clock", "demo_app")

TABLES = (ListingProjection, SearchPoint, SearchTerm, SearchDocument, SearchWord, Occurrence, SearchBitmap)
NOT_COMPARED = {"changed_in", "projected_at"}


def ground():
    return index.ground(current_app.config["PLACE_DATA"], current_app.config["ROOT"])


def held():
    """Every row of the index, but for when it was written."""
    found = {}
    for table in TABLES:
        columns = [column for column in table.__table__.columns if column.name not in NOT_COMPARED]
        rows = (tuple(str(value) for value in row) for row in db.session.execute(select(*columns)))
        if table is SearchBitmap:
            rows = ((term, bits.rstrip(b"\0")) for term, bits in db.session.execute(select(*columns)))
            rows = (row for row in rows if row[0] != "token" and row[1])
        found[table.__tablename__] = sorted(rows)
    return found


def made_anew():
    index.rebuild(ground())
    return held()


def same(before, after):
    return [name for name in before if before[name] != after[name]]


def services(*slugs):
    return db.session.scalars(select(Service).where(Service.slug.in_(slugs)).order_by(Service.slug)).all()


def test_rebuilding_twice_gives_the_same():
    assert same(made_anew(), made_anew()) == []


def test_a_few_changes_give_the_index_a_rebuild_would():
    index.rebuild(ground())
    changed = random.Random(3).sample(db.session.scalars(select(Service).order_by(Service.number)).all(), 30)
    for at, service in enumerate(changed):
        match at % 6:
            case 0:
                service.name, service.pence = f"Kettle {at}", 250
            case 1:
                service.status = Status.INACTIVE
            case 2:
                service.deleted_at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
            case 3:
                db.session.execute(
                    update(Schedule)
                    .where(Schedule.service_id == service.id)
                    .values(byday="FR", opens_at="18:00")
                )
            case 4:
                db.session.query(ServiceTerm).filter_by(service_id=service.id).delete()
            case 5:
                service.checked_on, service.online, service.keywords = dt.date(2025, 1, 1), True, "zither"
    index.index([service.id for service in changed], ground())
    corrected = held()
    assert same(corrected, made_anew()) == []


def test_many_changes_at_once_give_the_index_a_rebuild_would(monkeypatch):
    monkeypatch.setattr(index, "BULK", 10)
    ids = db.session.scalars(select(Service.id)).all()
    db.session.execute(update(Service).values(pence=0))
    index.index(ids, ground())
    corrected = held()
    assert same(corrected, made_anew()) == []


def test_removed_listings_leave_nothing_in_search():
    (service,) = services("chip-pan-choir")
    index.remove([service.id])
    for table in (SearchPoint, SearchTerm, SearchDocument, Occurrence):
        assert not db.session.query(table).filter_by(number=service.number).count()
    assert not snapshot().listed >> service.number & 1
    assert db.session.query(ListingProjection).filter_by(slug="chip-pan-choir").one().is_listed is False


def test_going_back_in_finds_it_again():
    (service,) = services("chip-pan-choir")
    index.rebuild(ground())
    before = held()
    index.remove([service.id])
    index.index([service.id], ground())
    assert same(before, held()) == []


@pytest.mark.parametrize("days", [1, 6, 30, 100])
def test_rolling_forward_gives_the_times_a_rebuild_would(clock, days):
    index.rebuild(ground())
    clock.move(days=days)
    from app import clock as now

    occurrences.roll_forward(now.today(), current_app.config["PLACE_DATA"])
    rolled = held()
    anew = made_anew()
    assert same(rolled, anew) in ([], ["listing_projection"])
    times = {name: value for name, value in anew.items() if name != "listing_projection"}
    assert same(times, rolled) == []


def test_rolling_forward_twice_in_a_day_changes_nothing(clock):
    from app import clock as now

    clock.move(days=1)
    occurrences.roll_forward(now.today(), current_app.config["PLACE_DATA"])
    before = held()
    assert occurrences.roll_forward(now.today(), current_app.config["PLACE_DATA"]) == 0
    assert same(before, held()) == []


def test_every_change_gives_a_new_version_and_the_worker_takes_it():
    before = snapshot()
    assert snapshot() is before
    (service,) = services("chip-pan-choir")
    service.name = "Frying Pan Choir"
    index.index([service.id], ground())
    after = snapshot()
    assert after.token != before.token
    assert after.matching(["frying"])["frying"].title >> service.number & 1


def test_a_change_that_is_rolled_back_leaves_the_version_as_it_was():
    token = snapshot().token
    (service,) = services("chip-pan-choir")
    index.index([service.id], ground())
    db.session.rollback()
    assert snapshot().token == token


def test_the_version_is_written_last(count_statements):
    (service,) = services("chip-pan-choir")
    with count_statements() as seen:
        index.index([service.id], ground())
    writes = [one for one in seen if one.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert "search_version" in writes[-1]


def test_a_place_that_moves_takes_its_listing_along():
    (service,) = services("chip-pan-choir")
    location = service.at_locations[0].location
    db.session.execute(
        update(Location).where(Location.id == location.id).values(latitude=53.9, longitude=-1.7)
    )
    index.index([service.id], ground())
    point = db.session.query(SearchPoint).filter_by(number=service.number).one()
    assert (point.latitude, point.longitude) == (5390000, -170000)


def test_folded_words_are_what_full_text_holds():
    (service,) = services("stol-saturday-kitchen")
    document = db.session.get(SearchDocument, service.number)
    assert "stol" in document.summary.split()
    assert document.title == document.title.casefold()


@pytest.mark.sqlite
def test_full_text_stays_whole_through_changes():
    (service,) = services("chip-pan-choir")
    service.name = "Frying Pan Choir"
    index.index([service.id], ground())
    db.session.execute(text("INSERT INTO search_text(search_text, rank) VALUES ('integrity-check', 1)"))


def test_the_version_row_is_one():
    assert db.session.query(SearchVersion).count() == 1


def test_a_worker_that_trusts_its_snapshot_asks_again_in_time_and_at_once_after_its_own_change(
    monkeypatch, count_statements
):
    engine, moment = db.engine, [1000.0]
    monkeypatch.setattr(search_index.time, "monotonic", lambda: moment[0])
    monkeypatch.setitem(search_index._trust, engine, 1.0)
    search_index.look_again(engine)
    held = snapshot()
    with count_statements() as seen:
        assert snapshot() is held
    assert seen == []
    moment[0] += 1.0
    with count_statements() as seen:
        assert snapshot() is held
    assert len(seen) == 1
    index.index([services("chip-pan-choir")[0].id], ground())
    assert snapshot().token != held.token
    search_index.look_again(engine)
