"""Codes that show who holds a phone or a sheet of paper. Source: RFC 6238, RFC 4226."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
from enum import StrEnum

import pyotp

from app.domain.typed_text import latin_digits

STEP_SECONDS = 30
DIGITS = 6
DRIFT = 1
"""How many steps a phone's clock may be early or late."""

RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter that looks like another: 10 of these are 49 bits."""

MOST_PASSKEYS = 10


class Way(StrEnum):
    """How somebody showed a second time that it is them."""

    APP = "app"
    PASSKEY = "passkey"
    RECOVERY_CODE = "recovery-code"


def new_secret() -> str:
    """A secret for an authenticator app. Shape: 32 letters of base 32, 160 bits."""
    return pyotp.random_base32(32)


def address_for_app(secret: str, *, name: str, issuer: str) -> str:
    """What the square code says to an authenticator app."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS).provisioning_uri(
        name=name, issuer_name=issuer
    )


def in_groups(secret: str, size: int = 4) -> list[str]:
    """The secret in parts that a person can type."""
    return [secret[start : start + size] for start in range(0, len(secret), size)]


def step_at(moment: dt.datetime) -> int:
    return int(moment.timestamp()) // STEP_SECONDS


def code_at(secret: str, step: int) -> str:
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS).generate_otp(step)


def matching_step(secret: str, typed: str, moment: dt.datetime) -> int | None:
    """The time step whose code was typed; None for no code of now. Every step is compared, found or not."""
    digits = "".join(letter for letter in latin_digits(typed) if letter.isdecimal())
    found = None
    for step in range(step_at(moment) - DRIFT, step_at(moment) + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step), digits):
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """Ten codes for paper. Shape: `abcde-fghjk`."""
    made = ("".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
    return [f"{code[:5]}-{code[5:]}" for code in made]


def plain_recovery_code(typed: str) -> str:
    """A recovery code as it is hashed, however it was typed."""
    return "".join(letter for letter in typed.casefold() if letter in ALPHABET)


def looks_like_recovery_code(typed: str) -> bool:
    return len(plain_recovery_code(typed)) == RECOVERY_LENGTH
