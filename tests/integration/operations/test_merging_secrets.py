"""A merge tells nobody what hangs on a place that is kept secret, whatever is taken of either listing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.domain.viewer import SYSTEM
from app.models.directory import Service
from app.models.search import ListingProjection
from app.operations import index, merging
from app.operations.merging import Take
from tests import factories
from tests.refuges import refuge, told

CHOICES = (
    {"places": Take.THEIRS},
    {"phones": Take.BOTH, "schedules": Take.BOTH},
    {"phones": Take.THEIRS, "schedules": Take.THEIRS},
    {"places": Take.THEIRS, "phones": Take.BOTH, "schedules": Take.BOTH},
    {"places": Take.BOTH, "phones": Take.BOTH, "schedules": Take.BOTH},
)


@pytest.fixture
def ground(app: Flask) -> index.Ground:
    return index.ground(app.config["PLACE_DATA"], app.config["ROOT"])


def projected(service: Service) -> str:
    row = db.session.scalars(
        sa.select(ListingProjection).where(ListingProjection.service_id == service.id)
    ).one()
    return " ".join(str(getattr(row, column.key)) for column in sa.inspect(ListingProjection).columns)


@pytest.mark.parametrize("choices", CHOICES, ids=lambda made: "-".join(f"{k}.{v}" for k, v in made.items()))
@pytest.mark.parametrize("stays", ["refuge", "other"])
def test_no_word_of_a_secret_place_comes_out(
    client: FlaskClient, ground: index.Ground, stays: str, choices: dict[str, Take]
) -> None:
    hidden = refuge()
    other = factories.ServiceFactory(name="Safe tonight too")
    at = factories.ServiceAtLocationFactory(service=other)
    factories.PhoneFactory(service_id=other.id, number="0113 496 0001")
    factories.ScheduleFactory(service=other, byday="FR", service_at_location_id=at.id)
    db.session.flush()
    index.index([hidden.id, other.id], ground)
    db.session.commit()
    assert not told(projected(hidden), hidden)
    kept, gone = (hidden, other) if stays == "refuge" else (other, hidden)
    merging.merge(kept, gone, by=SYSTEM, ground=ground, choices=choices)
    db.session.commit()
    kept = db.session.get_one(Service, kept.id)
    page = client.get(f"/activities/{kept.slug}").text
    words = ("Sentinel", "LS9 9ZZ", "0113 496 0999", "0113 496 0998")
    for text in (page, projected(kept)):
        assert [word for word in words if word in text] == []
