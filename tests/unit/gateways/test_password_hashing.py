"""argon2id, and that nobody's password costs as much as somebody's."""

import pytest

from app.gateways import password_hashing
from app.gateways.password_hashing import Cost

CHEAP = Cost(memory=64, times=1)


@pytest.fixture(autouse=True)
def cheap():
    held = password_hashing._cost
    password_hashing.use(CHEAP)
    yield
    password_hashing.use(held)


def test_password_is_kept_as_argon2id_of_64_mib_three_times():
    assert Cost() == Cost(memory=65536, times=3, lanes=1)
    assert password_hashing.hashed("tea on the wall").startswith("$argon2id$v=19$m=64,t=1,p=1$")


def test_right_password_is_right_however_its_accents_are_written():
    kept = password_hashing.hashed("café by the beck")
    assert password_hashing.is_right("cafe\u0301 by the beck", kept)
    assert not password_hashing.is_right("cafe by the beck", kept)


def test_nothing_kept_is_never_right():
    assert not password_hashing.is_right("", "")
    assert not password_hashing.is_right("nobody", "")
    assert not password_hashing.is_right("nobody", "broken")


def test_hash_of_another_cost_is_outdated():
    kept = password_hashing.hashed("tea on the wall")
    assert not password_hashing.is_outdated(kept)
    password_hashing.use(Cost(memory=128, times=1))
    assert password_hashing.is_outdated(kept)
