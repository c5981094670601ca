"""Is this somebody we know? Keys by which two records can be compared without opening them.

Source: decisions.md 19.
"""

from __future__ import annotations

from enum import StrEnum


class MatchKey(StrEnum):
    NHS_NUMBER = "nhs-number"
    NAME_BORN = "name-born"
    """Family name, given name and date of birth, folded."""
    SOUND_BORN = "sound-born"
    """How the family name sounds, and the date of birth."""
    GIVEN_BORN = "given-born"
    """Given name and date of birth: a family name that changed or was mistyped."""
    NAME_YEAR = "name-year"
    """Whole name with day and month, or with the year: a mistyped date."""
    PHONE = "phone"
    ADDRESS = "address"
    """House number or name, and postcode."""
    EMAIL = "email"
