"""Looks at listings are counted by week, in memory first."""

import datetime as dt
import uuid

import pytest
from sqlalchemy import select

from app.database import db
from app.models.stewardship import ListingView
from app.operations import views
from tests.factories import ServiceFactory

A_PERSON = {"User-Agent": "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"}


NEVER = float("inf")


def counted():
    rows = db.session.execute(select(ListingView.service_id, ListingView.week, ListingView.times))
    return {(row.service_id, row.week): row.times for row in rows}


@pytest.fixture
def listing(app, clock):
    views.held().take()  # what other tests of this database looked at
    return ServiceFactory()


def test_looks_are_added_up_by_week(listing, clock):
    monday, next_monday = dt.date(2026, 11, 23), dt.date(2026, 11, 30)
    db.session.commit()
    for _ in range(3):
        views.count(listing.id, every=NEVER)
    assert counted() == {}
    assert views.write() == 3
    clock.set("2026-11-29T23:59")
    views.count(listing.id, every=NEVER)
    clock.set("2026-11-30T00:00")
    views.count(listing.id, every=NEVER)
    assert views.write() == 2
    db.session.rollback()
    assert counted() == {(listing.id, monday): 4, (listing.id, next_monday): 1}


def test_a_listing_that_has_gone_meanwhile_is_let_go(listing):
    db.session.commit()
    views.count(uuid.uuid4(), every=NEVER)
    views.count(listing.id, every=NEVER)
    assert views.write() == 2
    db.session.rollback()
    assert list(counted().values()) == [1]


def test_looks_are_written_every_few_seconds(listing):
    db.session.commit()
    views.count(listing.id, every=0.0)
    assert list(counted().values()) == [1]


def test_a_busy_database_costs_a_count_and_not_the_page(listing, monkeypatch):
    from sqlalchemy.exc import OperationalError

    def busy():
        raise OperationalError("busy", {}, Exception())

    db.session.commit()
    monkeypatch.setattr(views, "writing_aside", busy)
    views.count(listing.id, every=NEVER)
    assert views.write() == 0


def test_counts_older_than_two_years_go(listing):
    db.session.add(ListingView(service_id=listing.id, week=dt.date(2024, 11, 4), times=1))
    db.session.add(ListingView(service_id=listing.id, week=dt.date(2024, 11, 18), times=1))
    db.session.flush()
    views.forget_old(dt.date(2026, 11, 24))
    assert [week for _, week in counted()] == [dt.date(2024, 11, 18)]


@pytest.mark.parametrize(
    ("headers", "times"),
    [
        (A_PERSON, 1),
        ({"User-Agent": "Mozilla/5.0 (compatible; SomeBot/2.1)"}, 0),
        ({"User-Agent": "curl/8.0"}, 0),
        ({"User-Agent": ""}, 0),
        (A_PERSON | {"Sec-Purpose": "prefetch;prerender"}, 0),
    ],
)
def test_a_persons_look_at_the_page_is_counted_and_no_robots(demo_client, headers, times):
    views.held().take()
    page = demo_client.get("/activities/puff-and-natter", headers=headers)
    assert page.status_code == 200
    assert views.write() == times


def test_a_look_in_another_language_counts_and_head_does_not(demo_client):
    views.held().take()
    demo_client.get("/pl/activities/puff-and-natter", headers=A_PERSON)
    demo_client.head("/activities/puff-and-natter", headers=A_PERSON)
    assert views.write() == 1
