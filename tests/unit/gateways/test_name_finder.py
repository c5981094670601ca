"""Names from the language model, where it is installed."""

import importlib.util

import pytest

from app.gateways import name_finder


def test_capitals_are_set_and_no_place_shifts():
    text = "thanks to imran o'neil, straße \U0001f600 ŉok"
    big = name_finder.with_capitals(text)
    assert big.startswith("Thanks To Imran O'neil")
    assert len(big) == len(text)


def test_without_the_packages_it_is_not_there(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert not name_finder.is_there()


@pytest.mark.skipif(not name_finder.is_there(), reason="the extra names is not installed")
def test_people_are_found_in_small_letters():
    text = "I spoke to margaret thompson about it"
    assert (11, 28) in name_finder.people(text)
