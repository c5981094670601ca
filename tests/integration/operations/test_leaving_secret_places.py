"""A listing that leaves a secret place does not tell what hung on it: its telephone, words about times."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.domain.stewardship import ChangeSource
from app.domain.viewer import SYSTEM
from app.models.directory import Service
from app.models.search import ListingProjection
from app.operations import index, listings
from app.queries.listing_documents import document_of
from tests.refuges import NUMBERS, SECRET, refuge


@pytest.fixture
def ground(app: Flask) -> index.Ground:
    return index.ground(app.config["PLACE_DATA"], app.config["ROOT"])


@pytest.mark.parametrize("fields", [("places",), None], ids=["places", "all"])
def test_what_hung_on_a_secret_place_goes_with_it(
    client: FlaskClient, ground: index.Ground, fields: tuple[str, ...] | None
) -> None:
    made = refuge()
    db.session.flush()
    index.index([made.id], ground)
    db.session.commit()
    document = document_of(made.id)
    places = [place for place in document["places"] if not place["undisclosed"]]
    schedules = [
        {**one, "place": None} if one["place"] == 0 else {**one, "place": 0} for one in document["schedules"]
    ]
    listings.apply(
        db.session.get_one(Service, made.id),
        {**document, "places": places, "schedules": schedules},
        by=SYSTEM,
        ground=ground,
        source=ChangeSource.ORGANISER,
        fields=fields,
    )
    db.session.commit()
    row = db.session.scalars(
        sa.select(ListingProjection).where(ListingProjection.service_id == made.id)
    ).one()
    kept = " ".join(str(getattr(row, column.key)) for column in sa.inspect(ListingProjection).columns)
    page = client.get(f"/activities/{made.slug}").text
    for text in (kept, page):
        assert [word for word in (SECRET, *NUMBERS) if word in text] == []
