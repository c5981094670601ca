"""Numbers as machines write them."""

from __future__ import annotations

import pytest

from app.domain.phones import e164
from app.domain.typed_text import latin_digits


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("0113 249 6015", "+441132496015"),
        ("+44 (0)113 249 6015", "+441132496015"),
        ("0044 113 2496015", "+441132496015"),
        ("07700 900123", "+447700900123"),
        ("0113 249 6015 ext 4", "+441132496015"),
        ("+48 22 123 45 67", "+48221234567"),
        ("٠٧٧٠٠ ٩٠٠٧٨٩", "+447700900789"),
        ("۰۷۷۰۰ ۹۰۰۷۸۹", "+447700900789"),
        ("+٤٤ ٧٧٠٠ ٩٠٠٧٨٩", "+447700900789"),
        ("07700 90012²", ""),
        ("0113", ""),
        ("249 6015", ""),
        ("ask his sister", ""),
        ("0113 24a 6015", ""),
        ("", ""),
    ],
)
def test_a_number_has_one_way_to_be_written(typed: str, written: str) -> None:
    assert e164(typed) == written


def test_digits_of_other_scripts_become_latin_and_all_else_stays() -> None:
    assert latin_digits("بيت ١٢ شارع بيك LS٩ ۷AB") == "بيت 12 شارع بيك LS9 7AB"
