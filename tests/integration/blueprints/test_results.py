"""Results are counted for the team, frozen, looked at, published, and shown to everybody."""

from __future__ import annotations

import uuid

import pytest
from flask.testing import FlaskClient

from app.database import db
from app.domain.engagement import EventStatus
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.jobs import replies
from app.models.answers import Release
from app.models.audit import AuditEvent
from app.models.code_frames import CodeEntry, CodeFrame, CodeMove
from app.models.conversations import EqualityProfile
from app.models.engagement import Event
from app.models.messages import Message
from app.models.work import Job
from app.operations import reply_requests
from tests.factories_engagement import (
    ConversationFactory,
    EventFactory,
    PointFactory,
    QuestionFactory,
    QuestionSetVersionFactory,
)
from tests.factories_insight import (
    CodingFactory,
    FrameVersionFactory,
    ReleaseFactory,
    frame_with,
    release_document,
)
from tests.people import post


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.fixture
def event(app) -> Event:
    """Twenty-six conversations: buses in fourteen, company in six, dentists in three; milk was chosen."""
    asked = QuestionSetVersionFactory(keys="love")
    choices = [{"key": key, "words": {"en": key.title()}} for key in ("yes", "no")]
    QuestionFactory(in_version=asked, key="milk", position=7, kind="choice", choices=choices)
    version = frame_with("Buses", "Company", "Dentists", is_default=False)
    made: Event = EventFactory(asks=asked, status=EventStatus.CLOSED, frame_id=version.frame.id)
    codes = [entry.code_id for entry in version.entries]
    for at in range(26):
        held = ConversationFactory(event_id=made.id, said={"love": "Sentinel words"}, community="Elders")
        PointFactory(conversation=held, question_key="milk", words=None, choice="yes" if at < 22 else "no")
        for code, many in zip(codes, (14, 6, 3), strict=True):
            if at < many:
                CodingFactory(point_id=held.points[0].id, code_id=code, version_id=version.id)
    db.session.add(EqualityProfile(event_id=made.id, answers={"sex": "female"}))
    for way, reach in (("email", "iris@home.example"), ("email", "Iris@home.example"), ("post", "12 Row")):
        reply_requests.leave(made, request_id=uuid.uuid4(), way=way, reach=reach, name="", language="ar")
    db.session.commit()
    return made


def test_what_waits_to_be_chosen_again_is_said_before_anything_is_frozen(officer, event):
    address = f"/results/events/{event.id}"
    assert "has a code that was split" not in officer.get(address).text
    frame = db.session.get(CodeFrame, event.frame_id)
    first = frame.versions[0]
    old, *others = first.entries
    second = FrameVersionFactory(frame=frame, number=2)
    for one in others:
        db.session.add(
            CodeEntry(version_id=second.id, code_id=one.code_id, position=one.position, name=one.name)
        )
    move = CodeMove(kind="split", from_id=old.code_id, to_ids=[str(one.code_id) for one in others])
    move.version_id = second.id
    db.session.add(move)
    db.session.commit()
    assert "14 points have a code that was split" in officer.get(address).text


def frozen(officer: FlaskClient, event: Event) -> str:
    """The address of a new draft."""
    moved = post(officer, f"/results/events/{event.id}/freeze")
    assert moved.status_code == 303
    return str(moved.location).partition("?")[0]


def release_of(address: str) -> Release:
    db.session.expire_all()
    return db.session.get_one(Release, uuid.UUID(address.rsplit("/", 1)[1]))


def published(officer: FlaskClient, event: Event, why: str = "") -> Release:
    address = frozen(officer, event)
    digest = release_of(address).digest
    assert post(officer, address, digest=digest, looked="y", why=why).status_code == 303
    return release_of(address)


def test_a_team_sees_what_was_said_with_what_is_below_five_hidden(officer, event):
    page = officer.get(f"/results/events/{event.id}").text
    assert "52 people" not in page and "26 conversations" in page and "Sentinel" not in page
    assert "Most: \u2068Buses\u2069, 14." in page and "1 number is too small to show." in page
    assert "Elders" in page and "We hold no census figures" in page and "census.toml" in page
    for by in ("area", "community", "tenth", "nonsense"):
        assert officer.get(f"/results/events/{event.id}?by={by}&question=love").status_code == 200
    year = event.starts_at.year
    page = officer.get(f"/results/years/{year}").text
    assert event.name in page
    assert officer.get("/results/years/1999").status_code == 404
    assert "How much did we listen?" in officer.get("/results").text


def test_nothing_is_shown_to_anybody_before_somebody_looked_and_published(officer, client, event):
    address, public = frozen(officer, event), f"/what-happened/{event.slug}"
    assert "Buses" not in client.get(public).text
    page = officer.get(address).text
    assert "What everybody will see" in page and "2 people left an e-mail address" in page
    digest = release_of(address).digest
    assert post(officer, address, digest=digest).status_code == 422
    assert post(officer, address, digest="other", looked="y").status_code == 409
    for _twice in range(2):
        assert post(officer, address, digest=digest, looked="y").status_code == 303
    page = client.get(public)
    assert "Set-Cookie" not in page.headers and "Sentinel" not in page.text
    assert "Most: " not in page.text and "We can show one: \u2068Buses\u2069, about 15." in page.text
    assert "Company" in page.text and "Nothing is answered yet" in page.text
    assert client.get(f"/ar{public}").status_code == 200
    traced = db.session.query(AuditEvent.action).filter(AuditEvent.action.startswith("release."))
    actions = {row.action for row in traced}
    assert actions == {"release.frozen", "release.published"}


def test_a_second_release_needs_a_reason_and_everybody_reads_it(officer, client, event):
    first = published(officer, event)
    address = frozen(officer, event)
    digest = release_of(address).digest
    assert "Write why" in post(officer, address, digest=digest, looked="y").text
    assert post(officer, address, digest=digest, looked="y", why="A box of cards").status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Release, first.id).status == "replaced"
    assert "A box of cards" in client.get(f"/what-happened/{event.slug}").text
    assert post(officer, f"{address}/discard").status_code == 409


def test_a_draft_is_thrown_away_or_made_anew(officer, event):
    first, second = frozen(officer, event), frozen(officer, event)
    assert officer.get(first).status_code == 404 and officer.get(second).status_code == 200
    assert post(officer, f"{second}/discard").status_code == 303
    assert db.session.query(Release).count() == 0


def test_those_who_left_an_address_are_told_once(officer, event):
    published(officer, event)
    published(officer, event, why="Again")
    jobs = db.session.query(Job).filter_by(kind=replies.KIND).all()
    assert len(jobs) == 2
    for job in [*jobs, *jobs]:
        replies.run(job.arguments)
    db.session.commit()
    (letter,) = db.session.query(Message).filter_by(kind=MessageKind.WHAT_CAME_OF_IT)
    assert letter.recipient.casefold() == "iris@home.example" and letter.language == "ar"
    loop = f"/events/{event.id}/loop"
    page = officer.get(loop).text
    assert page.count("On its way") == 2 and "Print the letters" in page
    letters = officer.get(f"{loop}/letters").text
    assert "12 Row" in letters and 'dir="rtl"' in letters and f"/ar/what-happened/{event.slug}" in letters
    easy = officer.get(f"{loop}/letters?size=easy").text
    assert 'class="gin-easy"' in easy and f"/ar/what-happened/{event.slug}" in easy
    post(officer, loop)
    replies.run(jobs[0].arguments)
    assert db.session.query(Message).filter_by(kind=MessageKind.WHAT_CAME_OF_IT).count() == 1


def test_an_analyst_sees_and_does_not_publish(as_role, event):
    release = ReleaseFactory(
        event_id=event.id,
        status="draft",
        frame_version_id=frame_with("Buses", is_default=False).id,
        document=release_document(),
    )
    db.session.commit()
    analyst = as_role(Role.ANALYST)
    page = analyst.get(f"/results/releases/{release.id}")
    assert page.status_code == 200 and "Publish these numbers" not in page.text
    assert post(analyst, f"/results/releases/{release.id}", looked="y").status_code == 403
    assert analyst.get(f"/results/releases/{uuid.uuid4()}").status_code == 404


def test_the_page_of_results_is_read_in_a_fixed_number_of_statements(officer, event, count_statements):
    with count_statements() as few:
        officer.get("/results")
    for _ in range(4):
        ConversationFactory(event_id=EventFactory(status=EventStatus.CLOSED).id)
    db.session.commit()
    with count_statements() as many:
        officer.get("/results")
    assert len(many) - len(few) <= 2
