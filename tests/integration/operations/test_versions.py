"""The history of many listings that change at once, as an import changes them."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.database import db
from app.domain.bulk_edit import Bulk, Step
from app.domain.roles import Role
from app.domain.stewardship import ChangeSource
from app.domain.viewer import SYSTEM, Grant, Viewer
from app.models.directory import Service
from app.models.stewardship import ListingVersion
from app.operations import bulk_edits, index, versions
from app.queries.listing_documents import document_of
from app.web.ground import ground
from tests.factories import AccountFactory, ServiceFactory


@pytest.fixture
def three(app: Flask) -> list[Service]:
    made = [ServiceFactory(name=f"Table {n}") for n in range(3)]
    index.index([one.id for one in made], ground())
    return made


@pytest.fixture
def editor(app: Flask) -> Viewer:
    return Viewer(
        account_id=AccountFactory(role=Role.DIRECTORY_EDITOR).id, grants=(Grant(Role.DIRECTORY_EDITOR),)
    )


def numbers(service: Service) -> list[tuple[int, list[str]]]:
    found = db.session.execute(
        select(ListingVersion.number, ListingVersion.fields)
        .where(ListingVersion.service_id == service.id)
        .order_by(ListingVersion.number)
    )
    return [(number, fields) for number, fields in found]


def test_only_what_changed_gets_a_new_version(three: list[Service]) -> None:
    ids = [one.id for one in three]
    versions.keep_before(ids)
    db.session.execute(update(Service).where(Service.id == ids[0]).values(summary="New."))
    assert versions.keep_after(ids, by=SYSTEM, source=ChangeSource.IMPORT, note="council") == 1
    first, second, _third = (db.session.get_one(Service, id_) for id_ in ids)
    assert numbers(first) == [(1, []), (2, ["summary"])]
    assert numbers(second) == [(1, [])]


def test_twice_is_the_same_as_once(three: list[Service]) -> None:
    ids = [one.id for one in three]
    for _ in range(2):
        versions.keep_before(ids)
        assert versions.keep_after(ids, by=SYSTEM, source=ChangeSource.IMPORT) == 0


def test_a_batch_is_undone_but_not_over_what_came_after(three: list[Service], editor: Viewer) -> None:
    shown = {one.id: one.version for one in three}
    done = bulk_edits.do(shown, Step(Bulk.PHONE, "0113 496 0123"), by=editor, ground=ground())
    assert (done.changed, done.left) == (3, 0)
    one = db.session.get_one(Service, three[0].id)
    later = bulk_edits.do(
        {one.id: one.version}, Step(Bulk.PHONE, "0113 496 0999"), by=editor, ground=ground()
    )
    assert later.changed == 1
    undone = bulk_edits.undo(done.batch, by=editor, ground=ground())
    assert (undone.changed, undone.left) == (2, 1)
    assert document_of(one.id)["phones"][0]["number"] == "0113 496 0999"
    assert document_of(three[1].id)["phones"] == []
    assert bulk_edits.undo(done.batch, by=editor, ground=ground()).changed == 0


def test_what_moved_since_the_dry_run_is_left(three: list[Service], editor: Viewer) -> None:
    shown = {one.id: one.version for one in three}
    db.session.execute(update(Service).where(Service.id == three[0].id).values(version=99))
    done = bulk_edits.do(shown, Step(Bulk.STATUS, "inactive"), by=editor, ground=ground())
    assert (done.changed, done.left) == (2, 1)


def test_who_does_not_review_changes_nothing(three: list[Service]) -> None:
    provider = Viewer(grants=(Grant(Role.PROVIDER, organization_id=three[0].organization_id),))
    assert bulk_edits.plan([three[0].id], Step(Bulk.STATUS, "defunct"), by=provider) == []
