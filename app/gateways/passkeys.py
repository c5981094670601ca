"""Passkeys, through the webauthn package: what a browser is asked, and whether its answer is right.

Source: Web Authentication level 2.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import webauthn
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.domain.errors import NotRightError


@dataclass(frozen=True, slots=True)
class Site:
    """Where a passkey works: `host` without its port, `origin` as browsers write it."""

    host: str
    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Made:
    """A passkey a device has just made."""

    id: bytes
    public_key: bytes
    sign_count: int


def question_for_new(
    site: Site, *, challenge: bytes, account: bytes, name: str, known: Sequence[bytes]
) -> str:
    """What a browser needs to make a passkey. Shape: JSON."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=site.name,
        user_id=account,
        user_name=name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return webauthn.options_to_json(options)


def question_for_known(site: Site, *, challenge: bytes, known: Sequence[bytes]) -> str:
    """What a browser needs to show a passkey. Shape: JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return webauthn.options_to_json(options)


def made(answer: str, *, challenge: bytes, site: Site) -> Made:
    """The passkey in a browser's answer. Raises: NotRightError."""
    try:
        verified = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise NotRightError from error
    return Made(verified.credential_id, verified.credential_public_key, verified.sign_count)


def id_in(answer: str) -> bytes:
    """Which passkey an answer says it is signed with. Raises: NotRightError."""
    try:
        return base64url_to_bytes(json.loads(answer)["rawId"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotRightError from error


def shown(answer: str, *, challenge: bytes, site: Site, public_key: bytes, sign_count: int) -> int:
    """How often the key has signed, when the answer is right. Raises: NotRightError."""
    try:
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise NotRightError from error
    return verified.new_sign_count
