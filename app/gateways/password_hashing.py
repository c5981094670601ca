"""argon2id, through argon2-cffi. Every check costs one hash, whether there is anything to check or not."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from app.domain.passwords import one_spelling


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash costs. Units: `memory` in KiB."""

    memory: int = 64 * 1024
    times: int = 3
    lanes: int = 1


_cost = Cost()


def use(cost: Cost) -> None:
    """Hash at this cost from now on."""
    global _cost  # noqa: PLW0603 - one installation, one cost
    _cost = cost


def hashed(password: str) -> str:
    """The password's hash, for keeping."""
    return _hasher(_cost).hash(one_spelling(password))


def is_right(password: str, kept: str) -> bool:
    """Is this the password? With nothing kept, the answer is no and takes as long."""
    try:
        return _hasher(_cost).verify(kept or _nobodys(_cost), one_spelling(password)) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Was it hashed at another cost than we hash at now?"""
    return _hasher(_cost).check_needs_rehash(kept)


@cache
def _hasher(cost: Cost) -> PasswordHasher:
    return PasswordHasher(time_cost=cost.times, memory_cost=cost.memory, parallelism=cost.lanes, type=Type.ID)


@cache
def _nobodys(cost: Cost) -> str:
    """A hash that no password has: made up, not worked out, so that the first stranger costs no more."""
    salt, made_up = (base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={cost.memory},t={cost.times},p={cost.lanes}${salt}${made_up}"
