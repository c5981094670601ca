"""Changing keys: old values open with the old key, and everything is sealed again with the newest."""

import pytest
import sqlalchemy as sa
from cryptography.exceptions import InvalidTag

from app.database import db
from app.models import sealed
from app.models.people import Account
from app.models.sealed import Keys, NoKeyError
from app.operations import resealing
from tests.factories import AccountFactory


@pytest.fixture
def more_keys(app):
    """A second key stands beside the first while the test runs."""
    before = sealed.keys()
    both = Keys({**before.fields, "2": b"2" * 32}, before.index, before.audit)
    yield before, both
    sealed.use(before)


def test_everything_is_sealed_again_and_the_old_key_can_go(more_keys):
    before, both = more_keys
    for number in range(3):
        AccountFactory(name=f"Bev {number}", email=f"bev{number}@beckside.example")
    db.session.commit()
    sealed.use(both)
    assert resealing.held() == {"1": 6}
    assert resealing.reseal() == 6
    assert resealing.held() == {"2": 6}
    sealed.use(Keys({"2": b"2" * 32}, before.index, before.audit))
    db.session.expire_all()
    assert sorted(db.session.scalars(sa.select(Account.name))) == ["Bev 0", "Bev 1", "Bev 2"]
    assert resealing.reseal() == 0


def test_a_key_that_is_gone_opens_nothing(more_keys):
    before, _ = more_keys
    AccountFactory(name="Bev")
    db.session.commit()
    sealed.use(Keys({"2": b"2" * 32}, before.index, before.audit))
    db.session.expire_all()
    with pytest.raises(NoKeyError):
        db.session.scalars(sa.select(Account.name)).all()
    db.session.rollback()


def test_the_file_does_not_hold_what_is_sealed(app):
    AccountFactory(name="Sentinel Nightingale", email="sentinel.nightingale@beckside.example")
    db.session.commit()
    raw = db.session.execute(sa.text("SELECT email, name, email_hash FROM account")).one()
    assert b"entinel" not in b"".join(bytes(part) for part in raw[:2])
    assert "entinel" not in raw[2]


def test_a_value_moved_to_another_column_does_not_open(app):
    kept = sealed.seal(b"0113 496 0000", where="account.email")
    with pytest.raises(InvalidTag):
        sealed.unseal(kept, where="account.name")
    assert sealed.unseal(kept, where="account.email") == b"0113 496 0000"


@pytest.mark.parametrize("given", [":secret", "1:a,b", "1:a,:b"])
def test_keys_without_an_id_are_refused(given):
    with pytest.raises(ValueError, match="id"):
        sealed.keys_from(given, "index", "audit")
