"""Prices as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.typed_price import read_price, write_price


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("£2.50", 250),
        ("2.5", 250),
        ("2,50", 250),
        ("2", 200),
        ("50p", 50),
        ("3 pounds", 300),
        ("Free", 0),
        ("0", 0),
        ("no charge", 0),
    ],
)
def test_price_is_read(typed, pence):
    assert read_price(typed) == pence


@pytest.mark.parametrize("typed", ["", "a fiver", "2.505", "-2", "£", "99999999", "2-3"])
def test_what_is_no_price_is_none(typed):
    assert read_price(typed) is None


@given(st.integers(0, 999_999))
def test_written_price_is_read_back(pence):
    assert read_price(write_price(pence)) == pence
