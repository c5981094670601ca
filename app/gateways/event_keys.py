"""The pair of keys of an event: the public one seals on tablets, the private one opens here only."""

from __future__ import annotations

import base64
import os
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.envelope import IV_BYTES, Envelope, bound_to

BITS = 3072
OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)


class CannotOpenError(ValueError):
    """Sealed for another event, or damaged on the way."""


@dataclass(frozen=True, slots=True)
class Pair:
    """`public`: SubjectPublicKeyInfo, base64. `private`: PKCS 8, PEM."""

    public: str
    private: str


def make(bits: int = BITS) -> Pair:
    """A new pair. Takes up to a second."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=bits)
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Pair(base64.b64encode(public).decode(), private.decode())


class Opener:
    """Opens the envelopes of one event; reading its key is the slow part and is done once."""

    def __init__(self, private: str) -> None:
        key = serialization.load_pem_private_key(private.encode(), password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise CannotOpenError
        self.key = key

    def open(self, envelope: Envelope, *, event_id: uuid.UUID, submission_id: uuid.UUID) -> bytes:
        """What was sealed. Raises: CannotOpenError."""
        try:
            secret = self.key.decrypt(envelope.key, OAEP)
            return AESGCM(secret).decrypt(envelope.iv, envelope.data, bound_to(event_id, submission_id))
        except (ValueError, InvalidTag) as error:
            raise CannotOpenError from error


def sealed_for(public: str, document: bytes, *, event_id: uuid.UUID, submission_id: uuid.UUID) -> Envelope:
    """What a tablet does, for tests, invented data and trials."""
    key = serialization.load_der_public_key(base64.b64decode(public))
    if not isinstance(key, rsa.RSAPublicKey):
        raise CannotOpenError
    secret, iv = AESGCM.generate_key(256), os.urandom(IV_BYTES)
    data = AESGCM(secret).encrypt(iv, document, bound_to(event_id, submission_id))
    return Envelope(key.encrypt(secret, OAEP), iv, data)
