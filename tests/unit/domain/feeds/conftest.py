"""A reader with our vocabulary and a fixed day."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from app.domain import vocabulary
from app.domain.feeds import listings
from app.domain.feeds.labels import Dictionary
from app.domain.feeds.ledger import Ledger
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Listing
from config import ROOT

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    return Dictionary.of(
        vocabulary.read(tomllib.loads((ROOT / "places" / "vocabulary.toml").read_text("utf-8")))
    )


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def reader(ledger: Ledger, dictionary: Dictionary) -> Reader:
    return Reader(ledger, dictionary, TODAY)


@pytest.fixture
def heal(reader: Reader) -> Callable[..., Listing]:
    """The listing made of these published fields."""

    def read(**raw: Any) -> Listing:
        return listings.listing(reader, {"name": "Puff and natter", **raw}, "here")

    return read
