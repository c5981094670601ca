"""The invented team's codes, and what an invented partnership published: true to the rules."""

import csv
import tomllib

import pytest
from sqlalchemy import func, select, update

from app.database import db
from app.domain.demo_accounts import email_of
from app.domain.insight import AnswerStatus, QuotePermission, ReleaseStatus
from app.domain.roles import Role
from app.domain.words import fold
from app.gateways import code_files, event_keys
from app.models.answers import Answer, Release, StatementQuote
from app.models.conversations import Conversation, Point
from app.models.engagement import Event, Statement
from app.models.insight import Coding, PointCheck, QuoteMark, Redaction
from app.operations import demo_answers, demo_codings, demo_said, frames
from config import ROOT
from tests.factories import AccountFactory
from tests.factories_engagement import pair
from tests.integration.operations.test_demo_said import files

SOME = 6
"""Events whose results are published here: freezing all of them takes long."""
DEMO = ROOT / "places" / "leeds" / "demo"


def count(table, *conditions):
    return db.session.scalar(select(func.count()).select_from(table).where(*conditions))


@pytest.fixture
def made(app, clock, monkeypatch):
    held = pair()
    monkeypatch.setattr(event_keys, "make", lambda: held)
    ready = code_files.ready_frame(ROOT, "leeds")
    frames.load_ready(ready)
    for role in (Role.ENGAGEMENT_OFFICER, Role.ANALYST):
        AccountFactory(role=role, email=email_of(role))
    said = demo_said.load(files(), conversations=300)
    few = (
        select(Event.id)
        .where(Event.published_at.is_not(None))
        .order_by(Event.published_at.desc())
        .limit(SOME)
    )
    kept = list(db.session.scalars(few))
    db.session.execute(update(Event).where(Event.id.not_in(kept)).values(published_at=None))
    read = demo_codings.add(said.themes, ready.themes)
    file = tomllib.loads((DEMO / "answers.toml").read_text(encoding="utf-8"))
    results, statements = demo_answers.load(file, ready.themes)
    with (DEMO / "outside.csv").open(encoding="utf-8", newline="") as rows:
        brought = demo_answers.bring_in(csv.DictReader(rows), {fold("Seacroft"): "E1"})
    return read, results, statements, brought


def test_most_is_read_and_coded_and_what_may_be_shown_was_looked_at_by_two(made):
    read, results, statements, brought = made
    points = count(Point, Point.words.is_not(None))
    assert 0.6 * points < read < points
    assert count(Coding) > 0.8 * read
    assert count(Redaction) > 0 and count(QuoteMark) > 0
    shown = db.session.execute(
        select(Conversation.may_quote, PointCheck.second_at)
        .join(Point, Point.conversation_id == Conversation.id)
        .join(StatementQuote, StatementQuote.point_id == Point.id)
        .join(PointCheck, PointCheck.point_id == Point.id)
    ).all()
    assert all(one.may_quote is QuotePermission.YES and one.second_at for one in shown)
    assert results >= SOME and statements == 5 and brought == 16
    assert count(Release, Release.status == ReleaseStatus.PUBLISHED) == results
    assert count(Statement, Statement.is_demo) == 5
    stands = set(db.session.scalars(select(Answer.status).where(Answer.is_demo)))
    planned = {AnswerStatus.PLANNED}
    assert stands == {None, *AnswerStatus} - planned
    assert demo_answers.is_there()
