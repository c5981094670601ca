"""What was closed until a day is open again from that day, on its card as in the counts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

OWL = "/activities/radio-owl"
"""Closed until 13 December 2026."""


@pytest.mark.parametrize(("day", "is_closed"), [("2026-12-12T09:00", True), ("2026-12-13T09:00", False)])
def test_a_listing_opens_again_on_the_day_it_said(
    demo_client: FlaskClient, clock: Any, day: str, is_closed: bool
) -> None:
    clock.set(day)
    page = demo_client.get(OWL).text
    assert ("Closed for now" in page) is is_closed
    assert ("cataracts" in page) is is_closed
    assert bool(re.search('class="gin-dates', page)) is not is_closed
