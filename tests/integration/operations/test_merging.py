"""One listing of two, and two of one again: nothing of either is lost on the way."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.database import Base, db
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.listing import ReportReason
from app.domain.roles import Role
from app.domain.stewardship import ChangeSource, PairStatus
from app.domain.viewer import ANONYMOUS, SYSTEM
from app.models.directory import ListingReport, Phone, Schedule, Service, ServiceAtLocation
from app.models.stewardship import DuplicatePair, ListingCare, ListingMerge, ListingVersion, ListingView
from app.models.work import SavedItem
from app.operations import duplicates, index, listings, merging
from app.operations.merging import Take
from app.queries import duplicates as queries
from app.queries.listing_documents import document_of
from tests import factories

NOT_COMPARED = {
    *("listing_merge", "listing_version", "audit_event", "audit_head", "duplicate_pair", "search_version"),
    *("search_bitmap", "listing_view", "search_word"),
}
WORN = {"version", "modified_at", "last_modified", "projected_at", "changed_in"}
"""Columns that every change moves on."""


@pytest.fixture
def ground(app: Flask) -> index.Ground:
    return index.ground(app.config["PLACE_DATA"], app.config["ROOT"])


@pytest.fixture
def two(ground: index.Ground, clock: Any) -> tuple[Service, Service]:
    """The same group twice, each with something the other has not."""
    made = []
    for name, number, day in (
        ("Puff and natter", "0113 496 0001", "TU"),
        ("Puff & Natter", "0113 496 0002", "TH"),
    ):
        service = factories.ServiceFactory(name=name, description=f"{name} on {day}")
        at = factories.ServiceAtLocationFactory(service=service)
        contact = factories.ContactFactory(service_id=service.id)
        factories.PhoneFactory(service_id=service.id, number=number, contact_id=contact.id)
        factories.ScheduleFactory(service=service, byday=day, service_at_location_id=at.id)
        made.append(service)
    db.session.flush()
    index.index([one.id for one in made], ground)
    db.session.commit()
    db.session.expire_all()
    return made[0], made[1]


def dump() -> dict[str, list[dict[str, Any]]]:
    db.session.expire_all()
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name in NOT_COMPARED or table.name.startswith(
            ("postcode", "area", "locality", "deprivation")
        ):
            continue
        rows = [
            {name: value for name, value in row.items() if name not in WORN}
            for row in db.session.execute(sa.select(table)).mappings()
        ]
        found[table.name] = sorted(rows, key=str)
    found["listing_care"] = [row for row in found["listing_care"] if row["merged_into_id"]]
    return found


def merge(kept: Service, gone: Service, ground: index.Ground, **choices: Take) -> ListingMerge:
    made = merging.merge(kept, gone, by=SYSTEM, ground=ground, choices=choices)
    db.session.commit()
    db.session.expire_all()
    return made


def numbers(service: Service) -> set[str]:
    return set(db.session.scalars(sa.select(Phone.number).where(Phone.service_id == service.id)))


def test_merge_keeps_ours_takes_theirs_and_keeps_both(
    two: tuple[Service, Service], ground: index.Ground
) -> None:
    kept, gone = two
    merge(kept, gone, ground, description=Take.THEIRS, phones=Take.BOTH, schedules=Take.THEIRS)
    document = document_of(kept.id)
    assert (document["name"], document["description"]) == ("Puff and natter", "Puff & Natter on TH")
    assert numbers(kept) == {"0113 496 0001", "0113 496 0002"}
    assert [rule["byday"] for rule in document["schedules"]] == ["TH"]
    assert db.session.get_one(Service, gone.id).deleted_at is not None


EVERYTHING = dict.fromkeys(
    (
        "name",
        "description",
        "phones",
        "schedules",
        "places",
        "contacts",
        "topics",
        "costs",
        "languages",
        "ways",
    ),
    Take.THEIRS,
)


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"description": Take.THEIRS},
        {"phones": Take.BOTH, "schedules": Take.BOTH, "places": Take.BOTH, "contacts": Take.BOTH},
        EVERYTHING,
    ],
)
def test_undo_puts_both_back_exactly(
    two: tuple[Service, Service], ground: index.Ground, choices: dict[str, Take]
) -> None:
    kept, gone = two
    before = dump()
    made = merge(kept, gone, ground, **choices)
    merging.undo(made, by=SYSTEM, ground=ground)
    db.session.commit()
    after = dump()
    assert {name for name in before if before[name] != after[name]} == set()


def test_what_was_edited_since_stays_when_it_is_undone(
    two: tuple[Service, Service], ground: index.Ground
) -> None:
    kept, gone = two
    made = merge(kept, gone, ground, description=Take.THEIRS, phones=Take.THEIRS)
    document = {**document_of(kept.id), "description": "Better words.", "keywords": "lungs"}
    listings.apply(
        db.session.get_one(Service, kept.id), document, by=SYSTEM, ground=ground, source=ChangeSource.EDITOR
    )
    merging.undo(made, by=SYSTEM, ground=ground)
    document = document_of(kept.id)
    assert (document["description"], document["keywords"]) == ("Better words.", "lungs")
    assert numbers(kept) == {"0113 496 0001"}
    assert document_of(gone.id)["description"] == "Puff & Natter on TH"


def test_what_readers_kept_goes_along_and_comes_back(
    two: tuple[Service, Service], ground: index.Ground
) -> None:
    kept, gone = two
    one_list, both_lists = factories.SavedListFactory(), factories.SavedListFactory()
    factories.SavedItemFactory(list_id=one_list.id, service_id=gone.id)
    factories.SavedItemFactory(list_id=both_lists.id, service_id=kept.id, note="")
    factories.SavedItemFactory(list_id=both_lists.id, service_id=gone.id, note="Ring Bev")
    db.session.add(
        ListingReport(service_id=gone.id, reason=ReportReason.CLOSED, reported_at=dt.datetime.now(dt.UTC))
    )
    week = dt.date(2026, 11, 23)
    db.session.add_all(
        [ListingView(service_id=one.id, week=week, times=times) for one, times in ((kept, 2), (gone, 3))]
    )
    db.session.commit()

    def kept_by_readers() -> tuple[Any, ...]:
        db.session.expire_all()
        items = db.session.execute(
            sa.select(SavedItem.list_id, SavedItem.service_id, SavedItem.note).order_by(SavedItem.list_id)
        ).all()
        views = db.session.execute(sa.select(ListingView.service_id, ListingView.times)).all()
        reports = db.session.scalars(sa.select(ListingReport.service_id)).all()
        return set(map(tuple, items)), {id_: times for id_, times in views if times}, reports

    before = kept_by_readers()
    made = merge(kept, gone, ground)
    assert kept_by_readers() == (
        {(one_list.id, kept.id, ""), (both_lists.id, kept.id, "Ring Bev")},
        {kept.id: 5},
        [kept.id],
    )
    merging.undo(made, by=SYSTEM, ground=ground)
    assert kept_by_readers() == before


def test_address_of_the_other_leads_to_the_one_that_stays(
    two: tuple[Service, Service], ground: index.Ground, client: FlaskClient
) -> None:
    kept, gone = two
    made = merge(kept, gone, ground)
    answer = client.get(f"/activities/{gone.slug}")
    assert (answer.status_code, answer.location) == (301, f"/activities/{kept.slug}")
    assert client.get(f"/activities/{kept.slug}").status_code == 200
    merging.undo(made, by=SYSTEM, ground=ground)
    db.session.commit()
    assert client.get(f"/activities/{gone.slug}").status_code == 200


def test_chain_of_merges_leads_to_its_end_and_is_undone_from_there(
    two: tuple[Service, Service], ground: index.Ground
) -> None:
    first, second = two
    third = factories.ServiceFactory(name="Puff and natter again")
    index.index([third.id], ground)
    inner = merge(second, first, ground, phones=Take.BOTH)
    outer = merge(third, second, ground, phones=Take.THEIRS)
    assert queries.merged_into(first.slug) == queries.merged_into(second.slug) == third.slug
    assert numbers(third) == {"0113 496 0001", "0113 496 0002"}
    with pytest.raises(NotAllowedError):
        merging.undo(inner, by=SYSTEM, ground=ground)
    merging.undo(outer, by=SYSTEM, ground=ground)
    merging.undo(inner, by=SYSTEM, ground=ground)
    assert (numbers(first), numbers(second), numbers(third)) == ({"0113 496 0001"}, {"0113 496 0002"}, set())
    assert queries.merged_into(first.slug) == ""


def test_undo_twice_is_refused(two: tuple[Service, Service], ground: index.Ground) -> None:
    made = merge(*two, ground)
    merging.undo(made, by=SYSTEM, ground=ground)
    with pytest.raises(NotAllowedError):
        merging.undo(made, by=SYSTEM, ground=ground)


def test_merge_of_what_has_changed_since_the_page_is_refused(
    two: tuple[Service, Service], ground: index.Ground
) -> None:
    kept, gone = two
    with pytest.raises(StaleError):
        merging.merge(kept, gone, by=SYSTEM, ground=ground, choices={}, versions_seen=(kept.version, 99))


def test_merge_is_in_the_history_and_ours_against_the_feed(
    two: tuple[Service, Service], ground: index.Ground
) -> None:
    kept, gone = two
    kept.feed = "council"
    db.session.commit()
    merge(kept, gone, ground, description=Take.THEIRS)
    version = db.session.scalars(
        sa.select(ListingVersion).where(ListingVersion.service_id == kept.id).order_by(ListingVersion.number)
    ).all()[-1]
    assert (version.source, version.fields, version.note) == (
        ChangeSource.MERGE,
        ["description"],
        "Puff & Natter",
    )
    assert db.session.get_one(ListingCare, kept.id).local_fields == ["description"]


def test_schedule_of_a_place_that_is_given_up_is_not_lost(
    two: tuple[Service, Service], ground: index.Ground
) -> None:
    kept, gone = two
    before = dump()
    made = merge(kept, gone, ground, places=Take.THEIRS)
    rows = db.session.scalars(sa.select(Schedule).where(Schedule.service_id == kept.id)).all()
    assert [(row.byday, row.service_at_location_id) for row in rows] == [("TU", None)]
    places = db.session.scalars(
        sa.select(ServiceAtLocation.location_id).where(ServiceAtLocation.service_id == kept.id)
    )
    assert set(places) == set(
        db.session.scalars(
            sa.select(ServiceAtLocation.location_id).where(ServiceAtLocation.service_id == gone.id)
        )
    )
    merging.undo(made, by=SYSTEM, ground=ground)
    assert dump() == before


# Finding


def test_pairs_are_found_and_decisions_are_remembered(two: tuple[Service, Service]) -> None:
    assert duplicates.find() == 1
    pair = db.session.scalars(sa.select(DuplicatePair)).one()
    assert {pair.first_id, pair.second_id} == {one.id for one in two}
    duplicates.not_the_same(pair, by=SYSTEM)
    assert duplicates.find() == 0
    assert db.session.scalars(sa.select(DuplicatePair.status)).one() is PairStatus.DIFFERENT
    with pytest.raises(NotAllowedError):
        duplicates.not_the_same(db.session.get_one(DuplicatePair, pair.id), by=SYSTEM)


def test_pair_that_is_none_any_more_is_forgotten(two: tuple[Service, Service]) -> None:
    duplicates.find()
    two[1].name = "Tea dance"
    two[1].description = "Something else."
    db.session.flush()
    assert duplicates.find() == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(DuplicatePair)) == 0


def test_merged_pair_is_settled_and_open_again_when_undone(
    two: tuple[Service, Service], ground: index.Ground
) -> None:
    duplicates.find()
    made = merge(*two, ground)
    assert db.session.scalars(sa.select(DuplicatePair.status)).one() is PairStatus.MERGED
    assert duplicates.find() == 0
    merging.undo(made, by=SYSTEM, ground=ground)
    assert db.session.scalars(sa.select(DuplicatePair.status)).one() is PairStatus.OPEN


def test_nobody_else_sees_pairs(two: tuple[Service, Service]) -> None:
    for ask in (lambda: queries.queue(ANONYMOUS), lambda: queries.pair(ANONYMOUS, uuid.uuid4())):
        with pytest.raises(NotThereError):
            ask()


def test_only_a_directory_editor_sees_the_queue(as_role: Callable[..., FlaskClient]) -> None:
    assert as_role(Role.DIRECTORY_EDITOR).get("/listings/duplicates").status_code == 200
    assert as_role(Role.PROVIDER).get("/listings/duplicates").status_code == 403
