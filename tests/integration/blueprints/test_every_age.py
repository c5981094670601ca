"""Wherever a listing is shown, its age is shown: when it was checked, or that nobody has."""

import datetime as dt
import re

import pytest

from app.database import db
from app.models.directory import Service
from app.operations import index

SAYS = re.compile(
    r"Checked (?:today|yesterday|last week|\d+ \w+ ago)"
    r"|Nobody has checked this yet"
    r"|We have not been able to check this since \w+ \d{4}"
)


@pytest.fixture
def listed(demo_app, clock):
    return db.session.query(Service.slug).filter(Service.deleted_at.is_(None)).order_by(Service.slug).all()


def test_every_listings_page_shows_its_age(demo_client, listed):
    said = {}
    for (slug,) in listed[::6]:
        page = demo_client.get(f"/activities/{slug}")
        said[slug] = page.status_code != 200 or bool(SAYS.search(page.text))
    assert [slug for slug, is_said in said.items() if not is_said] == []


def test_every_card_of_every_search_shows_its_age(demo_client, listed):
    seen = 0
    for page_number in range(1, 200):
        page = demo_client.get("/activities", query_string={"page": page_number})
        cards = page.text.split('<li class="gin-card">')[1:]
        assert [card[:200] for card in cards if not SAYS.search(card)] == []
        seen += len(cards)
        if "govuk-pagination__next" not in page.text:
            break
    assert seen == db.session.query(Service).filter(Service.deleted_at.is_(None)).count()


def test_a_page_ages_by_the_day_without_any_job(demo_app, demo_client, clock):
    service = db.session.query(Service).filter_by(slug="puff-and-natter").one()
    service.checked_on, service.in_person = dt.date(2026, 8, 1), True
    index.index([service.id], index.ground(demo_app.config["PLACE_DATA"], demo_app.config["ROOT"]))
    for moment, words in (
        ("2026-08-01T12:00", "Checked today by"),
        ("2026-08-15T12:00", "Checked 2 weeks ago by"),
        ("2026-12-10T12:00", "Checked 4 months ago by"),
        ("2026-12-11T12:00", "We have not been able to check this since August 2026"),
    ):
        clock.set(moment)
        assert words in demo_client.get("/activities/puff-and-natter").text, moment
