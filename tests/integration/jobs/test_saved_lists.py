from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock as app_clock
from app.database import db
from app.jobs import DAILY, HANDLERS, saved_lists
from app.models.work import SavedItem, SavedList
from tests.factories import SavedItemFactory, SavedListFactory


def codes() -> set[str]:
    db.session.expire_all()
    return set(db.session.scalars(select(SavedList.code)))


def test_it_runs_every_day() -> None:
    assert saved_lists.KIND in DAILY
    assert HANDLERS[saved_lists.KIND] is saved_lists.run


def test_a_list_goes_when_nobody_changed_it_for_400_days(app: Flask, clock: Any) -> None:
    SavedListFactory(code="old", used_at=app_clock.now())
    SavedItemFactory(list_id=db.session.scalars(select(SavedList.id)).one())
    clock.move(days=30)
    SavedListFactory(code="newer", used_at=app_clock.now())
    clock.move(days=369, hours=23)
    saved_lists.run({})
    assert codes() == {"old", "newer"}
    clock.move(hours=2)
    for _ in range(2):
        saved_lists.run({})
        assert codes() == {"newer"}
    assert db.session.scalars(select(SavedItem.id)).all() == []


def test_what_was_taken_off_goes_after_a_day(app: Flask, clock: Any) -> None:
    kept = SavedItemFactory()
    SavedItemFactory(list_id=kept.list_id, removed_at=app_clock.now())
    clock.move(hours=23)
    saved_lists.run({})
    assert len(db.session.scalars(select(SavedItem.id)).all()) == 2
    clock.move(hours=2)
    saved_lists.run({})
    assert db.session.scalars(select(SavedItem.id)).all() == [kept.id]


@pytest.mark.parametrize("days", [1, 399])
def test_a_list_in_use_stays(app: Flask, clock: Any, days: int) -> None:
    SavedListFactory(code="mine", used_at=app_clock.now() - dt.timedelta(days=days))
    saved_lists.run({})
    assert codes() == {"mine"}
