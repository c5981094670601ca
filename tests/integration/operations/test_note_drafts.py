"""What is being typed is kept by window, within reason, and for two weeks."""

from __future__ import annotations

import uuid

from flask import Flask
from sqlalchemy import select

from app.database import db
from app.jobs import DAILY, HANDLERS
from app.jobs import note_drafts as job
from app.models.cases import NoteDraft
from app.operations import note_drafts
from tests.conftest import Clock
from tests.factories import AccountFactory

ABOUT = uuid.uuid4()


def held() -> list[tuple[str, object]]:
    db.session.expire_all()
    return [(one.tab, one.fields) for one in db.session.scalars(select(NoteDraft).order_by(NoteDraft.tab))]


def test_each_window_keeps_its_own_and_the_last_word(app: Flask) -> None:
    account = AccountFactory().id
    for tab, note in (("a", "one"), ("b", "two"), ("a", "three")):
        note_drafts.keep(account, "contact", ABOUT, tab, {"note": [note]})
    assert held() == [("a", {"note": ["three"]}), ("b", {"note": ["two"]})]
    note_drafts.forget(account, "contact", ABOUT, "a")
    assert [tab for tab, _fields in held()] == ["b"]


def test_nothing_and_far_too_much_change_nothing(app: Flask) -> None:
    account = AccountFactory().id
    note_drafts.keep(account, "contact", ABOUT, "a", {"note": ["one"]})
    for fields in ({"note": [""]}, {"note": ["x" * 60_001]}, {str(n): ["x"] for n in range(121)}):
        assert note_drafts.keep(account, "contact", ABOUT, "a", fields) is None
    assert held() == [("a", {"note": ["one"]})]


def test_what_nobody_came_back_to_goes_after_two_weeks(app: Flask, clock: Clock) -> None:
    assert job.KIND in DAILY and HANDLERS[job.KIND] is job.run
    note_drafts.keep(AccountFactory().id, "contact", ABOUT, "a", {"note": ["one"]})
    clock.move(days=13)
    job.run({})
    assert len(held()) == 1
    clock.move(days=2)
    job.run({})
    assert held() == []
