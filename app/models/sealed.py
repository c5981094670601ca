"""Personal values as the database holds them: encrypted, and found again only through keyed hashes.

Source: decisions.md 15. AES-256-GCM; the key's id stands before each value, so that keys can be changed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

NONCE_BYTES = 12


class NoKeyError(RuntimeError):
    """A value was sealed with a key we do not hold, or no key is set."""


@dataclass(frozen=True)
class Keys:
    """The keys of one installation."""

    fields: Mapping[str, bytes]
    """Key id -> 32 bytes. The last one seals; all of them open."""
    index: bytes
    """For keyed hashes by which sealed values are found."""
    audit: bytes
    """Signs the trace."""

    @property
    def newest(self) -> str:
        return list(self.fields)[-1]


def keys_from(fields: str, index: str, audit: str) -> Keys:
    """Keys from settings: `1:secret,2:secret`, or one secret alone, and those for keyed hashes and the trace.

    Raises: ValueError where a pair has no id.
    """
    given = fields if ":" in fields else f"1:{fields}"
    pairs = [pair.partition(":") for pair in given.split(",")]
    if any(not colon or not name.strip() for name, colon, _ in pairs):
        raise ValueError("each key needs an id")
    return Keys(
        {name.strip(): hashlib.sha256(b"field" + secret.encode()).digest() for name, _, secret in pairs},
        hashlib.sha256(b"index" + index.encode()).digest(),
        hashlib.sha256(b"audit" + audit.encode()).digest(),
    )


_held: Keys | None = None


def use(keys: Keys) -> None:
    """Seal and open with these keys from now on."""
    global _held  # noqa: PLW0603 - one installation, one set of keys
    _held = keys


def keys() -> Keys:
    """Raises: NoKeyError."""
    if _held is None:
        raise NoKeyError("no keys are set")
    return _held


def seal(value: bytes, *, where: str) -> bytes:
    """The value, encrypted. `where` names the column it may stand in."""
    held = keys()
    name = held.newest.encode()
    nonce = os.urandom(NONCE_BYTES)
    return (
        bytes([len(name)])
        + name
        + nonce
        + AESGCM(held.fields[held.newest]).encrypt(nonce, value, where.encode())
    )


def unseal(sealed: bytes, *, where: str) -> bytes:
    """Raises: NoKeyError; cryptography's InvalidTag where the value was changed or moved."""
    length = sealed[0]
    name = sealed[1 : 1 + length].decode()
    key = keys().fields.get(name)
    if key is None:
        raise NoKeyError(name)
    nonce = sealed[1 + length : 1 + length + NONCE_BYTES]
    return AESGCM(key).decrypt(nonce, sealed[1 + length + NONCE_BYTES :], where.encode())


def key_of(sealed: bytes) -> str:
    """The id of the key a value was sealed with."""
    return sealed[1 : 1 + sealed[0]].decode()


def keyed_hash(value: str, *, of: str) -> str:
    """By which a sealed value is found again. Shape: 64 hex digits. `of` keeps kinds of value apart."""
    return hmac.new(keys().index, f"{of}\0{value}".encode(), hashlib.sha256).hexdigest()


class Sealed(TypeDecorator[str]):
    """Text the database holds encrypted. `where` is `table.column`."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else seal(value.encode(), where=self.where)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else unseal(bytes(value), where=self.where).decode()


class SealedJSON(TypeDecorator[dict[str, Any]]):
    """A JSON object or list the database holds encrypted."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else seal(json.dumps(value).encode(), where=self.where)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(unseal(bytes(value), where=self.where))
