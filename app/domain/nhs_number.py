"""NHS numbers: ten digits of which the last is worked out from the others.

Source: NHS Data Dictionary (modulus 11), referrals.md 7.
"""

from __future__ import annotations

from enum import StrEnum

DIGITS = 10
FOR_TRAINING = "999"
"""Numbers that begin so are never given to anybody."""
SEPARATORS = " -\u2010\u2011\u2013\u00a0\t"


class NhsNumberFault(StrEnum):
    NOT_TEN_DIGITS = "not-ten-digits"
    CHECK_DIGIT = "check-digit"
    """A digit is wrong, or two have changed places."""
    NOT_ISSUED = "not-issued"
    """It adds up, and nobody has it."""


def digits_of(typed: str) -> str:
    """Its plain digits, whatever script they were typed in; empty where there is more than digits."""
    bare = "".join(sign for sign in typed if sign not in SEPARATORS)
    return "".join(str(int(sign)) for sign in bare) if bare.isdecimal() else ""


def fault_of(typed: str, *, training: bool = False) -> NhsNumberFault | None:
    """What is wrong with it, or None. `training`: invented numbers are welcome."""
    digits = digits_of(typed)
    if len(digits) != DIGITS:
        return NhsNumberFault.NOT_TEN_DIGITS
    if len(set(digits)) == 1:
        return NhsNumberFault.NOT_ISSUED
    if check_digit(digits[:-1]) != digits[-1]:
        return NhsNumberFault.CHECK_DIGIT
    if digits.startswith(FOR_TRAINING) and not training:
        return NhsNumberFault.NOT_ISSUED
    return None


def check_digit(nine: str) -> str:
    """The tenth digit; empty where there is none for these nine."""
    rest = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    check = (11 - rest) % 11
    return "" if check == 10 else str(check)


def spaced(number: str) -> str:
    """As it stands on a letter: `943 476 5919`."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def masked(number: str) -> str:
    """Its end alone, to tell one from another: `••• ••• 5919`."""
    return f"••• ••• {number[6:]}" if number else ""
