"""Statements on the team's side: written, sourced, answered or asked for, shown and taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app import clock as now
from app.database import db
from app.domain.answering import StepWritten
from app.domain.insight import AnswerStatus, StatementStatus, StepState
from app.domain.roles import Role
from app.domain.viewer import Viewer
from app.models.answers import Answer, AnswerStep
from app.models.audit import AuditEvent
from app.models.engagement import Statement
from app.models.insight import PointCheck, QuoteMark
from app.models.messages import Message
from app.operations import answers
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import (
    AnswerFactory,
    AnswerStepFactory,
    ReleaseFactory,
    StatementFactory,
    StatementSourceFactory,
    frame_with,
)
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")

WORDS = {
    "words": "It is hard to walk to the shops with nowhere to sit.",
    "about": "The benches are gone.",
    "said_in": "2026",
    "focus": "promoting-good-health",
    "topics": "benches, walking, benches",
    "strategy": "age-friendly-leeds",
    "key": "6f1c1f6e-0d63-4cf5-8a54-0d8a5f8c6a11",
}
ASKED = {
    "title": "A crossing that gives you longer",
    "status": "none",
    "lead": "Highways",
    "owner_name": "Nadia Example",
    "owner_email": "nadia@streets.example",
    "due_on": ["14", "1", "2027"],
    "belongs_to": "strategies/age-friendly-leeds",
}


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


def draft(**values):
    made = StatementFactory(status=StatementStatus.DRAFT, published_on=None, **values)
    db.session.commit()
    return made


def ready(**values):
    made = draft(**values)
    StatementSourceFactory(statement_id=made.id)
    AnswerFactory(statement_id=made.id)
    db.session.commit()
    return made


def actions():
    db.session.rollback()
    return [row.action for row in db.session.scalars(select(AuditEvent))]


def test_a_statement_is_kept_as_a_draft_that_nobody_outside_reads_and_once_only(officer, client):
    first = post(officer, "/statements/new", **WORDS)
    assert first.status_code == 303
    assert post(officer, "/statements/new", **WORDS).location == first.location
    held = db.session.scalar(select(Statement).where(Statement.words == WORDS["words"]))
    assert (held.status, held.topics) == (StatementStatus.DRAFT, ["benches", "walking"])
    assert [tag.value for tag in held.tags] == ["age-friendly-leeds"]
    assert client.get(f"/you-said/{held.slug}").status_code == 404
    assert "It is kept as a draft" in officer.get(first.location).text
    assert "nowhere to sit" in officer.get(f"/statements/{held.id}/preview").text


def test_what_is_wrong_is_said_and_what_was_typed_stays(officer):
    page = post(officer, "/statements/new", **WORDS | {"said_in": "1890", "focus": ""})
    assert page.status_code == 422
    assert "Write a year from 1990 to this one" in page.text
    assert "nowhere to sit" in page.text
    checked = post(officer, "/statements/new", **WORDS | {"words": "Utilise the benches.", "do": "check"})
    assert "Utilise" in checked.text and "people say" in checked.text


def test_an_older_page_is_a_409_that_keeps_what_was_typed(officer):
    made = draft()
    page = post(officer, f"/statements/{made.id}/edit", **WORDS, version="99")
    assert page.status_code == 409
    assert "nowhere to sit" in page.text
    assert post(officer, f"/statements/{made.id}/edit", **WORDS, version=str(made.version)).status_code == 303


def test_nothing_is_shown_without_a_source_and_an_answer_or_somebody_asked(officer, client):
    made = draft()
    refused = post(officer, f"/statements/{made.id}/publish", version=str(made.version))
    assert refused.status_code == 422
    assert "Where it comes from" in refused.text and "somebody to ask and a day" in refused.text
    sources = f"/statements/{made.id}/sources"
    cards = {"kind": "survey", "name": "Cards by post", "year": "2026"}
    assert post(officer, sources, **cards, people="7").status_code == 422
    assert post(officer, sources, **cards, people="17").status_code == 303
    no_owner = post(officer, f"/statements/{made.id}/answers/new", **ASKED | {"owner_email": ""})
    assert no_owner.status_code == 422 and "Write whom we ask" in no_owner.text
    assert post(officer, f"/statements/{made.id}/answers/new", **ASKED).status_code == 303
    db.session.refresh(made)
    assert post(officer, f"/statements/{made.id}/publish", version=str(made.version)).status_code == 303
    page = client.get(f"/you-said/{made.slug}").text
    assert "No answer yet" in page and "We asked on 24 November 2026: <bdi>Highways</bdi>." in page
    assert "17 people" in page
    told = db.session.scalars(select(Message).where(Message.kind == "answer-asked")).all()
    assert [one.recipient for one in told] == ["nadia@streets.example"]
    assert "statement.published" in actions()


def test_taking_it_back_needs_a_reason_and_then_it_is_a_404(officer, client):
    made = ready()
    made.status = StatementStatus.PUBLISHED
    db.session.commit()
    address = f"/statements/{made.id}/take-back"
    assert post(officer, address, why="", version=str(made.version)).status_code == 422
    assert post(officer, address, why="It was wrong", version=str(made.version)).status_code == 303
    assert client.get(f"/you-said/{made.slug}").status_code == 404
    assert "It was wrong" in officer.get("/statements").text
    assert "statement.taken-back" in actions()


def test_we_cannot_needs_its_reason(officer):
    made = draft()
    cannot = ASKED | {"status": "cannot", "owner_email": "", "words": ""}
    page = post(officer, f"/statements/{made.id}/answers/new", **cannot)
    assert page.status_code == 422 and "Write why it cannot be done" in page.text
    kept = post(officer, f"/statements/{made.id}/answers/new", **cannot | {"words": "There is no drain."})
    assert kept.status_code == 303


def test_progress_with_a_day_moves_where_an_answer_stands(officer, client):
    made = ready()
    made.status = StatementStatus.PUBLISHED
    db.session.commit()
    answer = made.answers[0]
    address = f"/statements/{made.id}/answers/{answer.id}/progress"
    day = ["3", "9", "2026"]
    assert post(officer, address, day=["3", "9", "2030"], words="Soon", status="").status_code == 422
    post(officer, address, day=day, words="Eleven benches are back.", status="partly")
    post(officer, address, day=day, words="Eleven benches are back.", status="partly")
    page = client.get(f"/you-said/{made.slug}").text
    assert page.count("Eleven benches are back.") == 1
    assert "Partly met" in page


def test_the_words_of_an_owner_wait_and_are_shown_or_go_back_with_a_question(officer, client):
    made = ready()
    made.status = StatementStatus.PUBLISHED
    answer = made.answers[0]
    step = answers.owner_writes(
        answer, StepWritten("We put benches in.", now.today(), AnswerStatus.MET, False), by=Viewer()
    )
    db.session.commit()
    assert "We put benches in." not in client.get(f"/you-said/{made.slug}").text
    assert "Benches on the way" in officer.get("/statements").text
    address = f"/statements/owners/{step.id}"
    db.session.refresh(answer)
    version = str(answer.version)
    assert post(officer, address, do="back", version=version, words="x", question="").status_code == 422
    post(officer, address, do="back", version=version, words="x", question="How many?")
    assert db.session.get(AnswerStep, step.id).state is StepState.RETURNED
    assert db.session.scalar(select(Message).where(Message.kind == "answer-returned")) is not None
    answers.owner_writes(
        answer, StepWritten("We put in eleven.", now.today(), AnswerStatus.MET, False), by=Viewer()
    )
    db.session.commit()
    db.session.refresh(answer)
    stale = post(officer, address, do="show", version=version, words="We put in eleven.")
    assert stale.status_code == 409
    post(officer, address, do="show", version=str(answer.version), words="We put in 11 benches.")
    page = client.get(f"/you-said/{made.slug}").text
    assert page.count("We put in 11 benches.") == 1 and "gin-state--yes" in page
    assert db.session.get(Answer, answer.id).status is AnswerStatus.MET


@pytest.fixture
def said():
    """A good quote that may be shown, of an event whose results are published, and a statement from it."""
    version = frame_with("Benches")
    event = EventFactory()
    point = ConversationFactory(event_id=event.id, may_quote="yes").points[0]
    db.session.add(QuoteMark(point_id=point.id, marked_at=now.now()))
    check = PointCheck(point_id=point.id, first_at=now.now(), second_at=now.now(), decided=[])
    db.session.add(check)
    code = str(version.entries[0].code_id)
    theme = {"code_id": code, "name": "Benches", "count": 40, "under": []}
    release = ReleaseFactory(
        event_id=event.id,
        frame_version_id=version.id,
        document={"name": event.name, "themes": [theme], "conversations": 60},
    )
    statement = draft()
    return statement, point, check, release, code, event


def test_a_theme_of_published_results_is_a_source_with_the_event_a_link_away(officer, client, said):
    statement, _point, _check, release, code, event = said
    sources = f"/statements/{statement.id}/sources"
    assert "About 40 conversations" in officer.get(sources).text
    assert post(officer, sources, do="theme", theme=f"{release.id}:{code}").status_code == 303
    post(officer, sources, do="theme", theme=f"{release.id}:{code}")
    assert post(officer, sources, do="theme", theme="nothing").status_code == 404
    db.session.refresh(statement)
    assert len(statement.sources) == 1
    statement.status = StatementStatus.PUBLISHED
    db.session.commit()
    page = client.get(f"/you-said/{statement.slug}").text
    assert f"/what-happened/{event.slug}" in page and "About 40 conversations" in page


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        ("", ""),
        ("permission", "did not say yes to showing it"),
        ("check", "A second person has not looked yet"),
        ("release", "not published yet"),
        ("few", "Too few people spoke"),
    ],
)
def test_a_quote_needs_permission_a_second_look_and_published_results(officer, client, said, missing, why):
    statement, point, check, release, code, _event = said
    post(officer, f"/statements/{statement.id}/sources", do="theme", theme=f"{release.id}:{code}")
    if missing == "permission":
        point.conversation.may_quote = "not-asked"
    if missing == "check":
        check.second_at = None
    if missing == "release":
        release.status = "draft"
    if missing == "few":
        release.document = {**release.document, "conversations": None}
    statement.status = StatementStatus.PUBLISHED
    db.session.commit()
    quotes = f"/statements/{statement.id}/quotes"
    answer = post(officer, quotes, do="add", point=str(point.id))
    page = client.get(f"/you-said/{statement.slug}").text
    if not missing:
        assert answer.status_code == 303 and point.words in page
        return
    assert answer.status_code == 409 and why in answer.text
    assert why in officer.get(quotes).text
    assert point.words not in page


def test_only_who_may_write_statements_opens_them_and_a_guessed_one_is_a_404(officer, as_role):
    made = draft()
    assert as_role(Role.FACILITATOR).get(f"/statements/{made.id}").status_code == 403
    assert officer.get("/statements/6f1c1f6e-0d63-4cf5-8a54-0d8a5f8c6a99").status_code == 404
    assert "statement.refused" in actions()


def test_a_step_that_no_owner_wrote_is_not_there_to_be_checked(officer):
    made = ready()
    step = AnswerStepFactory(answer_id=made.answers[0].id)
    db.session.commit()
    assert officer.get(f"/statements/owners/{step.id}").status_code == 404
