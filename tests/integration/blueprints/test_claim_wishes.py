"""Wishes for an account, from somebody whom a code let in, do not fill the editors' list."""

from app.database import db
from app.extensions import limiter
from app.models.people import AccessLink
from tests.factories import ServiceFactory
from tests.letting_in import let_in_by_code
from tests.people import post


def test_wishes_are_limited(client, clock):
    limiter.reset()
    service = ServiceFactory(name="Kettle On", email="bev@beckside.example")
    db.session.commit()
    let_in_by_code(client, service.id)
    where = f"/listings/{service.id}/account"
    said = [
        post(client, where, name="Bev Holroyd", email=f"bev{number}@beckside.example").status_code
        for number in range(21)
    ]
    limiter.reset()
    assert said == [303] * 20 + [429]
    db.session.rollback()
    assert db.session.query(AccessLink).count() == 21
