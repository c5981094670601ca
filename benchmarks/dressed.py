"""Made-up listings with all that hangs on a real one: an organisation, a place, times, a phone, terms."""

from __future__ import annotations

import datetime as dt
import logging
import random
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import insert, select, update

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app import clock, create_app  # noqa: E402
from app.database import Base, begin_writing, db  # noqa: E402
from app.extensions import limiter  # noqa: E402
from app.gateways import vocabulary_file  # noqa: E402
from app.models import directory as tables  # noqa: E402
from app.operations import vocabulary  # noqa: E402
from benchmarks import generator  # noqa: E402
from benchmarks.search import KEPT, close, say  # noqa: E402
from config import TestConfig  # noqa: E402

BATCH = 5_000
SERVICES_EACH = 3
"""Of one organisation."""
HEAD = (ROOT / "migrations" / "HEAD").read_text().strip()


def application(size: int) -> Flask:
    """An application on a database of so many dressed listings, made when it is not there."""
    KEPT.mkdir(exist_ok=True)
    path = KEPT / f"dressed-{size}-{HEAD}.sqlite"
    if not path.exists():
        making = KEPT / f"making-dressed-{size}.sqlite"
        making.unlink(missing_ok=True)
        fill(serving(making), size)
        making.rename(path)
    return serving(path)


def serving(path: Path) -> Flask:
    settings = TestConfig(f"sqlite:///{path}", KEPT / "data")
    settings.SEARCH_TRUSTED_FOR = 1.0  # as in production
    app = create_app(settings)
    limiter.enabled = False
    logging.getLogger("ginnel").setLevel(logging.WARNING)  # not a line a question
    return app


def fill(app: Flask, size: int) -> None:
    from flask_migrate import upgrade

    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        app.test_cli_runner().invoke(args=["place", "load"])
        words = vocabulary_file.of_root(ROOT)
        begin_writing()
        vocabulary.load(words)
        generator.fill(size, app.config["PLACE_DATA"], words, say)
        dress(size)
        db.session.commit()
        close()


def dress(size: int) -> None:
    """Rows for every listing, straight into their tables."""
    rng = random.Random(7)
    terms = list(db.session.scalars(select(tables.TaxonomyTerm.id).order_by(tables.TaxonomyTerm.id)))
    services = list(db.session.scalars(select(tables.Service.id).order_by(tables.Service.number)))
    organizations = [made_id(rng) for _ in range(-(-size // SERVICES_EACH))]
    now = clock.now()
    put(
        tables.Organization,
        (
            {
                "id": one,
                "name": f"Neighbours {at}",
                "description": "Neighbours.",
                "created_at": now,
                "modified_at": now,
            }
            for at, one in enumerate(organizations)
        ),
    )
    for start in range(0, size, BATCH):
        some = services[start : start + BATCH]
        rows = [row for at, one in enumerate(some, start) for row in hung_on(rng, one, at, now, terms)]
        for table in dict.fromkeys(table for table, _ in rows):
            put(table, (row for of, row in rows if of is table))
        for at, one in enumerate(some, start):
            db.session.execute(
                update(tables.Service)
                .where(tables.Service.id == one)
                .values(
                    organization_id=organizations[at // SERVICES_EACH],
                    description="A cup of tea and a chat. " * 8,
                    eligibility_description="Anybody who would like company.",
                    application_process="Just come.",
                    checked_on=now.date() - dt.timedelta(days=at % 500),
                    email=f"hello{at}@neighbours.example",
                    url=f"https://neighbours.example/{at}",
                )
            )
        say(f"   {min(start + BATCH, size):,} of {size:,} dressed")


def hung_on(
    rng: random.Random, service: uuid.UUID, at: int, now: dt.datetime, terms: list[uuid.UUID]
) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    place, joined = made_id(rng), made_id(rng)
    yield (
        tables.Location,
        {
            "id": place,
            "name": f"Hall {at}",
            "latitude": 53.7 + rng.random() / 5,
            "longitude": -1.7 + rng.random() / 3,
            "created_at": now,
            "modified_at": now,
        },
    )
    yield (
        tables.Address,
        {
            "id": made_id(rng),
            "location_id": place,
            "address_1": f"{at} Mill Lane",
            "city": "Leeds",
            "postal_code": "LS9 7UF",
        },
    )
    yield (
        tables.ServiceAtLocation,
        {"id": joined, "service_id": service, "location_id": place, "position": 0},
    )
    times = {"freq": "WEEKLY", "interval": 1, "byday": "TU", "opens_at": "10:00", "closes_at": "12:00"}
    yield (
        tables.Schedule,
        {"id": made_id(rng), "service_id": service, "dtstart": dt.date(2026, 1, 6), "position": 0, **times},
    )
    yield tables.Phone, {"id": made_id(rng), "service_id": service, "number": "0113 496 0000", "position": 0}
    yield tables.SpokenLanguage, {"id": made_id(rng), "service_id": service, "code": "pl", "name": "Polish"}
    yield tables.Contact, {"id": made_id(rng), "service_id": service, "name": "Ada"}
    for term in rng.sample(terms, 2):
        yield tables.ServiceTerm, {"service_id": service, "term_id": term, "taxonomy_term_id": term}
    yield tables.CostOption, {"id": made_id(rng), "service_id": service, "option": "Adult", "amount": 200}


def put(table: type[Base], rows: Iterator[dict[str, Any]] | Any) -> None:
    """Only columns the table has: benchmarks need not know its every change."""
    known = set(table.__table__.columns.keys())
    held = [{name: value for name, value in row.items() if name in known} for row in rows]
    for start in range(0, len(held), BATCH):
        db.session.execute(insert(table.__table__), held[start : start + BATCH])  # type: ignore[arg-type]


def made_id(rng: random.Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128), version=4)
