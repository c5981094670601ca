"""Shortcuts for tests that search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import current_app

from app.domain.search import criteria
from app.gateways import vocabulary_file
from app.operations import index
from app.queries import directory
from app.queries.directory import Results

Search = Callable[..., Results]


@pytest.fixture
def search() -> Search:
    """`search(q="chess", need=["lonely"], lang="pl")` as the address would ask it."""

    def asked(lang: str = "en", **given: Any) -> Results:
        place = current_app.config["PLACE_DATA"]
        vocabulary = vocabulary_file.of_root(current_app.config["ROOT"])
        values = {name: value if isinstance(value, list) else [str(value)] for name, value in given.items()}
        wanted = criteria(values, vocabulary, [ward.code for ward in place.wards])
        return directory.search(wanted, place=place, vocabulary=vocabulary, lang=lang)

    return asked


@pytest.fixture
def ground() -> Callable[[], index.Ground]:
    return lambda: index.ground(current_app.config["PLACE_DATA"], current_app.config["ROOT"])
