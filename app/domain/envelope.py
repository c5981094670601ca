"""A conversation as a tablet seals it: nobody who holds the tablet can read it, and neither can the network.

A random AES-256-GCM key for each record seals the document (UTF-8 JSON); that key is wrapped with the event's
public key (RSA-OAEP, SHA-256). The record is bound to its event and submission: see `bound_to`.
Source: engagement.md 3.2, decisions.md 4.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

IV_BYTES = 12
MOST_KEY_BYTES = 1024
MOST_DATA_BYTES = 512 * 1024
"""A conversation is about 2 kB; this leaves room for every answer at its longest, in any script."""


class NotAnEnvelopeError(ValueError):
    """What came is not an envelope at all."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One sealed record."""

    key: bytes
    """The record's key, wrapped for the event."""
    iv: bytes
    data: bytes
    """Sealed document, with its tag at the end."""

    @property
    def digest(self) -> str:
        """What the tablet compares before it drops its own copy. Shape: 64 hex digits."""
        return hashlib.sha256(self.key + self.iv + self.data).hexdigest()

    def packed(self) -> bytes:
        """As the database keeps it until it is opened."""
        return len(self.key).to_bytes(2, "big") + self.key + self.iv + self.data


def unpacked(kept: bytes) -> Envelope:
    end = 2 + int.from_bytes(kept[:2], "big")
    return Envelope(kept[2:end], kept[end : end + IV_BYTES], kept[end + IV_BYTES :])


def envelope_from(raw: object) -> Envelope:
    """Shape: {"key": base64, "iv": base64, "data": base64}. Raises: NotAnEnvelopeError."""
    if not isinstance(raw, Mapping):
        raise NotAnEnvelopeError
    key, iv, data = (bytes_of(raw.get(name)) for name in ("key", "iv", "data"))
    if not key or len(key) > MOST_KEY_BYTES or len(iv) != IV_BYTES:
        raise NotAnEnvelopeError
    if not data or len(data) > MOST_DATA_BYTES:
        raise NotAnEnvelopeError
    return Envelope(key, iv, data)


def bytes_of(value: object) -> bytes:
    if not isinstance(value, str):
        raise NotAnEnvelopeError
    try:
        return base64.b64decode(value, validate=True)
    except (ValueError, binascii.Error) as error:
        raise NotAnEnvelopeError from error


def bound_to(event_id: uuid.UUID, submission_id: uuid.UUID) -> bytes:
    """What the seal is bound to, so that a record cannot be passed off as another's."""
    return f"{event_id}/{submission_id}".encode()
