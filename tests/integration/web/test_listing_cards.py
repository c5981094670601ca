"""Cards are kept between requests, and yet each reader sees the card from where they are."""

import datetime as dt

from app.domain.places import Point
from app.domain.schedule import Calendar
from app.queries.cards import card
from app.queries.held_cards import seen_from
from app.web.listing_cards import listing_cards

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
NORTH, SOUTH = Point(53.84, -1.5), Point(53.76, -1.5)
DATA = {
    "id": "a-listing",
    "slug": "in-two-places",
    "name": "In two places",
    "summary": "",
    "kind": "activity",
    "how": ["in-person"],
    "spots": [
        {"locality": "Northtown", "point": [NORTH.lat, NORTH.lon]},
        {"locality": "Southtown", "point": [SOUTH.lat, SOUTH.lon]},
    ],
}


def test_two_readers_equally_near_two_places_each_see_their_own(app):
    held = card(1, DATA, lang="en", now=NOW, calendar=Calendar())
    with app.test_request_context("/activities"):
        seen = [listing_cards([seen_from(held, NOW, here)], NOW.date(), version=1) for here in (NORTH, SOUTH)]
    assert "Northtown" in seen[0]
    assert "Southtown" in seen[1]
