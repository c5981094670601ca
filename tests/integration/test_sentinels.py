"""What is told about somebody meets nobody it is not for: not on a page, in a log, an address or a message.

More than fifty words are planted with somebody in each relation to whoever looks (tests/sentinels.py), and
everybody opens every address they hold the permission for; who is refused: tests/rules/test_permissions.py.
"""

from __future__ import annotations

import html
import io
import logging
import re
from collections import Counter

import pytest
import sqlalchemy as sa
from flask import current_app

from app.database import Base, db
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.extensions import limiter
from app.jobs import case_tasks, introductions
from app.models.messages import Message
from app.operations import referrals
from app.web.access import PUBLIC, declared
from app.web.logging import PlainFormatter
from app.web.message_words import FINDS_WORDS
from tests import objects, sentinels, walk
from tests.factories_connect import AgreementFactory
from tests.integration.test_undisclosed import body

LEADS_TO = re.compile(r'(?:href|src|action|formaction|content)="([^"]*)"')


@pytest.fixture
def world(app, clock, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", False)
    return objects.world()


@pytest.fixture
def lines():
    """All that any logger writes meanwhile, as it is written in production."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlainFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    loggers = [logging.getLogger(), logging.getLogger("ginnel")]
    for one in loggers:
        one.addHandler(handler)
    yield written
    for one in loggers:
        one.removeHandler(handler)


def pairs(app, world):
    """Who opens which step: whoever holds its permission; what is public, nobody in particular."""
    for step in walk.steps(app, world):
        if step.method != "GET":
            continue
        is_public = declared(app.view_functions[step.endpoint]) == PUBLIC
        for who in ("anonymous",) if is_public else walk.WHO:
            if walk.lets_in(app, step.endpoint, who):
                yield who, step


A_SAMPLE = 3
"""On PostgreSQL one address in so many, for each walker and case. Source: decisions.md 31."""


def some_of(asked):
    """A sample in which everybody has their share of the addresses of each case."""
    turns = Counter()
    for who, step in asked:
        turns[who, step.case] += 1
        if turns[who, step.case] % A_SAMPLE == 1:
            yield who, step


def leads_to(text):
    """Every address of a page, but for those that ring somebody or write to them."""
    found = LEADS_TO.findall(text)
    return "\n".join(html.unescape(one) for one in found if not one.startswith(("tel:", "mailto:", "sms:")))


def test_no_page_file_address_or_log_line_tells_anybody_it_is_not_for(
    app, world, lines, monkeypatch, database_kind
):
    planted = sentinels.planted(world)
    assert len({one.name for one in planted}) >= 50
    browsers, asked, whole = walk.browsers(app, world), list(pairs(app, world)), database_kind == "sqlite"
    leaks, met, opened = set(), set(), 0
    with walk.changing_nothing(monkeypatch):
        for who, step in asked if whole else some_of(asked):
            db.session.rollback()
            answer = browsers[who].open(step)
            text, headers = html.unescape(body(answer)), str(answer.headers)
            answer.close()
            opened += answer.status_code == 200
            told = [one for one in planted if one.is_in(text)]
            met |= {(who, one.relation, one.name) for one in told}
            leaks |= {(who, step.rule, one.relation, one.name) for one in told if not one.is_for(who)}
            ways = leads_to(text) + headers if told else ""
            leaks |= {
                (who, step.rule, one.relation, "in an address: " + one.name)
                for one in told
                if one.is_in(ways)
            }
    assert sorted(leaks) == []
    written = lines.getvalue()
    assert [one for one in planted if one.is_in(written)] == []
    assert opened > (200 if whole else 70)
    worker = {name for who, relation, name in met if (who, relation) == (Role.LINK_WORKER, "own")}
    assert len(worker) >= (30 if whole else 10), "the walk does not see what is there: it proves nothing"
    assert ("team-lead", "protected", "address") in met or not whole


def test_no_message_says_more_than_it_may(app, world, clock):
    """Those of a referral and of an introduction that nobody answers, and all that a day raises."""
    planted = sentinels.planted(world)
    referrals.receive(**sentinels.referral_told())
    AgreementFactory(organization_id=world.organization("own"))
    db.session.commit()
    for days in (4, 4, 4):
        clock.move(days=days)
        introductions.run({})
        case_tasks.run({})
        db.session.commit()
    sent = db.session.scalars(sa.select(Message)).all()
    assert {MessageKind.REFERRAL_RECEIVED, MessageKind.INTRODUCTION_REMINDER} <= {one.kind for one in sent}
    put_into_words = current_app.extensions[FINDS_WORDS]
    for one in sent:
        said = put_into_words(one.kind, one.parameters or {}, language=one.language, name="", listing="")
        assert [which for which in planted if which.is_in(said.subject + said.text)] == [], one.kind
        assert "Qx" not in one.key + one.error


def test_nothing_of_it_lies_open_in_the_database_or_in_the_trace(client, world):
    """What is sealed is sealed; the trace holds names of fields and hashes."""
    planted = sentinels.planted(world)
    with_worker = walk.browsers(client.application, world)[Role.LINK_WORKER]
    for step in [one for one in walk.steps(client.application, world) if one.endpoint == "cases.story"]:
        with_worker.open(step)
    tables = [one for one in Base.metadata.sorted_tables if one.name in sentinels.TABLES]
    assert len(tables) == len(sentinels.TABLES)
    rows = [
        f"{table.name} {tuple(row)}"
        for table in tables
        for row in db.session.execute(sa.text(f"SELECT * FROM {table.name}"))
    ]
    assert len(rows) > 50
    open_ = {(row.split()[0], one.name) for row in rows for one in planted if one.is_in(row)}
    assert open_ == set()
