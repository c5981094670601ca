"""What was closed until a day is open again from that day, on its card as in the counts."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models.directory import Service

OWL = "radio-owl"


@pytest.mark.parametrize(("before", "is_closed"), [(1, True), (0, False)])
def test_a_listing_opens_again_on_the_day_it_said(
    demo_app: Flask, clock: Any, before: int, is_closed: bool
) -> None:
    back_on = db.session.scalars(select(Service.back_on).where(Service.slug == OWL)).one()
    assert back_on  # three weeks after the day the demonstration is made
    clock.set(f"{back_on - dt.timedelta(days=before)}T09:00")
    page = demo_app.test_client().get(f"/activities/{OWL}").text
    assert ("Closed for now" in page) is is_closed
    assert ("cataracts" in page) is is_closed
    assert bool(re.search('class="gin-dates', page)) is not is_closed
