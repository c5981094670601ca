"""The schedule stays quick when it is long: so many statements and no more, by an index."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import insert

from app import clock as time
from app.database import db
from app.domain.activity import Wanted, When
from app.domain.alike import Alike
from app.domain.clashes import Asking
from app.domain.engagement import ActivityKind, ActivityStatus, EqualityCheck, TagGroup
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.engagement import Activity, ActivityTag
from app.queries import activities
from app.queries.clashing import clashing
from app.queries.known import known

pytestmark = pytest.mark.usefixtures("clock")

MANY = 3000
ALIKE = Alike([("transport", ("bus",))])
OFFICER = Viewer(account_id=uuid.uuid4(), grants=(Grant(Role.ENGAGEMENT_OFFICER),))
TOPICS = ("Buses", "Transport", "Food", "Housing", "Mental health")
EMPTY = ("about", "venue", "equality_note", "decision", "knew_already", "clash_reason", "source")
Counter = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def long_schedule(app: Flask) -> None:
    """Eight years of it."""
    rows, tags = [], []
    for number in range(MANY):
        day = dt.date(2020, 1, 1) + dt.timedelta(days=number)
        key = uuid.UUID(int=number + 1)
        rows.append(
            {
                "id": key,
                "name": f"Activity {number}",
                "kind": ActivityKind.SURVEY,
                "status": ActivityStatus.DONE if number % 2 else ActivityStatus.PLANNED,
                "led_by": f"Team {number % 40}",
                "starts_on": day,
                "ends_on": day + dt.timedelta(days=number % 30),
                "equality_check": EqualityCheck.NOT_YET,
                "found": "People say that the last bus goes too early." if number % 2 else "",
                "is_public": True,
                "is_demo": False,
                "version": 1,
                "created_at": time.now(),
                "modified_at": time.now(),
                **dict.fromkeys(
                    ("about", "venue", "equality_note", "decision", "knew_already", "clash_reason", "source"),
                    "",
                ),
            }
        )
        tags += [
            {"activity_id": key, "group": TagGroup.TOPIC, "value": TOPICS[number % len(TOPICS)]},
            {"activity_id": key, "group": TagGroup.COMMUNITY, "value": f"Community {number % 60}"},
        ]
    db.session.execute(insert(Activity), rows)
    db.session.execute(insert(ActivityTag), tags)
    db.session.commit()


@pytest.mark.usefixtures("long_schedule")
def test_lists_clashes_and_what_is_known_take_so_many_statements(count_statements: Counter) -> None:
    within = activities.seen_by(OFFICER)
    with count_statements() as asked:
        words = activities.words_used(within)
    assert len(asked) == 3
    wanted = Wanted(topic="transport", when=When.ALL)
    with count_statements() as asked:
        rows, total = activities.listed(within, wanted, words, ALIKE, 2)
    assert len(asked) == 3
    assert (len(rows), total) == (activities.PER_PAGE, 2 * MANY // len(TOPICS))
    assert {row.tagged(TagGroup.TOPIC) for row in rows} == {("Buses",), ("Transport",)}
    day = dt.date(2026, 11, 10)
    one = Asking("We", day, day, frozenset({"community 7"}), frozenset({"transport"}))
    with count_statements() as asked:
        found = clashing(OFFICER, one, ALIKE)
    assert len(asked) == 2 and found.ids
    with count_statements() as asked:
        assert len(known(OFFICER, "buses", ALIKE)) > MANY // 5
    assert len(asked) == 3


@pytest.mark.usefixtures("long_schedule")
def test_a_page_far_beyond_the_end_is_the_last_one() -> None:
    within = activities.seen_by(OFFICER)
    words = activities.words_used(within)
    rows, total = activities.listed(within, Wanted(when=When.ALL), words, ALIKE, 9999)
    assert total == MANY and rows[-1].name == f"Activity {MANY - 1}"
