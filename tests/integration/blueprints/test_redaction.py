"""The page of one point, what waits, what is hidden: choices, errors that keep what was typed, the trace."""

import uuid

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.insight import RedactionReason as Why
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.insight import OriginalLook, PointCheck, Redaction
from app.operations import looking
from app.queries.shown_words import shown_words
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.people import post

WORDS = "Thanks to Imran Hussain \U0001f600 on reception.\r\nHe said <b>hello</b>"
QUEUE = "/insight/hide"

SHOW_NOTHING = "show:0f3c2a54-6f2d-4d0b-9a59-3a1d5a9f1c11"
"""Of no redaction there is."""


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.fixture
def analyst(as_role):
    return as_role(Role.ANALYST)


@pytest.fixture
def point(app):
    made = ConversationFactory(event_id=EventFactory(name="Buses after six").id, said={"love": WORDS})
    db.session.commit()
    return made.points[0]


def at(point):
    return f"/insight/points/{point.id}/hide"


def version(point):
    db.session.rollback()
    return db.session.scalar(select(PointCheck.version).where(PointCheck.point_id == point.id)) or 0


def send(client, point, do, **fields):
    return post(client, at(point), **{"version": version(point), "do": do, **fields})


def actions():
    db.session.rollback()
    return [one.action for one in db.session.scalars(select(AuditEvent).order_by(AuditEvent.seq))]


def plain(point):
    db.session.expire_all()
    return shown_words([point])[point.id].plain()


def test_what_is_likely_is_marked_with_its_choices_and_the_look_is_traced(officer, point):
    page = officer.get(at(point))
    text = page.get_data(as_text=True)
    assert '<mark data-at="10">Imran Hussain</mark>' in text
    assert 'value="hide:10:23:name"' in text and 'value="none:10:23"' in text
    assert "&lt;b&gt;hello&lt;/b&gt;" in text and 'data-at="41"' in text
    assert page.headers["Cache-Control"] == "no-store"
    assert "point.seen" in actions() and "anonym" not in text.lower()


def test_a_finding_is_hidden_and_a_second_press_is_one(officer, point):
    for _press in range(2):
        answer = post(officer, at(point), version=0, do="hide:10:23:name")
        assert answer.status_code == 303
    assert plain(point).startswith("Thanks to \u2026 \U0001f600")
    assert "[a name, hidden]" in officer.get(at(point)).get_data(as_text=True)
    assert actions().count("redaction.made") == 1


def test_typed_words_are_hidden_wherever_they_stand(officer, point):
    send(officer, point, "typed", words="  ON   reception ", reason="place")
    assert "reception" not in plain(point)


def test_selected_words_are_counted_in_code_points(officer, point):
    send(officer, point, "selected", start="24", end="25", reason="other")
    assert "\U0001f600" not in plain(point)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"words": "Nobody", "reason": "name"}, "These words do not stand there"),
        ({"words": "Imran Hussain"}, "Choose what the words tell"),
        ({"words": "", "reason": "name"}, "Type the words to hide"),
    ],
)
def test_what_cannot_be_hidden_is_said_and_stays_typed(officer, point, fields, says):
    answer = send(officer, point, "typed", **fields)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and says in text
    assert f'value="{fields["words"]}"' in text or not fields["words"]
    assert plain(point).startswith("Thanks to Imran")


@pytest.mark.parametrize(
    "do",
    [
        "hide:10:999:name",
        "hide:x:2:name",
        "none:0:3",
        "show:nothing",
        "again",
        "",
        SHOW_NOTHING,
    ],
)
def test_what_the_page_does_not_offer_is_a_conflict(officer, point, do):
    assert send(officer, point, do).status_code == 409
    assert db.session.scalars(select(Redaction)).all() == []


def test_a_stale_form_is_a_conflict_that_keeps_what_was_typed(officer, point):
    send(officer, point, "hide:10:23:name")
    answer = post(officer, at(point), version=0, do="typed", words="on reception", reason="place")
    assert answer.status_code == 409
    assert 'value="on reception"' in answer.get_data(as_text=True)
    assert "on reception" in plain(point)


def test_two_people_look_and_the_first_is_told_to_leave_it_to_another(officer, analyst, point):
    send(officer, point, "hide:10:23:name")
    send(officer, point, "nothing")
    assert "Somebody else has to look again" in officer.get(at(point)).get_data(as_text=True)
    assert send(officer, point, "again").status_code == 409
    assert send(analyst, point, "again").status_code == 303
    assert "Two people have looked" in officer.get(at(point)).get_data(as_text=True)


def test_the_queue_shows_what_waits_and_takes_ticks(officer, analyst, point, app):
    event = EventFactory()
    clean = [
        ConversationFactory(event_id=event.id, said={"love": f"More benches {at}"}).points[0]
        for at in range(2)
    ]
    db.session.commit()
    looking.look_through_new(app.config["PLACE_DATA"])
    db.session.commit()
    text = officer.get(QUEUE).get_data(as_text=True)
    assert "Thanks to Imran Hussain" in text and "More benches" not in text
    rest = f"{QUEUE}?waits=rest"
    assert "More benches 1" in officer.get(rest).get_data(as_text=True)
    assert post(officer, rest).status_code == 422
    ticked = [f"{one.id}:{version(one)}" for one in clean]
    assert post(officer, rest, point=ticked).status_code == 303
    second = f"{QUEUE}?waits=second"
    assert "You looked first" in officer.get(second).get_data(as_text=True)
    assert post(officer, second, point=[f"{one.id}:{version(one)}" for one in clean]).status_code == 409
    assert post(analyst, second, point=[f"{clean[0].id}:{version(clean[0])}"]).status_code == 303
    assert shown_words(clean)[clean[0].id].is_checked
    assert post(analyst, second, point=[f"{clean[1].id}:99"]).status_code == 409


def test_what_was_not_looked_through_yet_is_said_and_not_passed_for_nothing(officer, point, app):
    db.session.query(PointCheck).delete()
    db.session.commit()
    assert "wait" in officer.get("/insight/hide").text.split("Not all is looked through yet")[1]
    looking.look_through_new(app.config["PLACE_DATA"])
    assert "Not all is looked through yet" not in officer.get("/insight/hide").text


def test_the_original_needs_a_reason_and_leaves_a_trace(officer, analyst, point):
    send(officer, point, "hide:10:23:name")
    address = f"/insight/points/{point.id}/original"
    assert "Imran" not in officer.get(address).get_data(as_text=True)
    assert post(officer, address, why=" ").status_code == 422
    assert "original.seen" not in actions()
    answer = post(officer, address, why="A worry about safety")
    assert answer.status_code == 200 and "Imran Hussain" in answer.get_data(as_text=True)
    assert "original.seen" in actions()
    assert db.session.scalars(select(OriginalLook)).one().why == "A worry about safety"
    later = officer.get(address).get_data(as_text=True)
    assert "A worry about safety" in later and "Imran" not in later
    assert analyst.get(address).status_code == 403


def test_a_guessed_point_is_the_same_404_and_traced(officer, point):
    for page in ("hide", "original"):
        assert officer.get(f"/insight/points/{uuid.uuid4()}/{page}").status_code == 404
    assert actions().count("point.refused") == 2


def test_every_reason_can_be_chosen(officer, point):
    text = officer.get(at(point)).get_data(as_text=True)
    assert all(f'value="{one.value}"' in text for one in Why)


def test_a_finding_that_is_hidden_in_part_shows_the_rest_of_it(officer, point):
    send(officer, point, "selected", start="10", end="15", reason="name")
    text = officer.get(at(point)).get_data(as_text=True)
    assert "Imran" not in text and "… Hussain</bdi>" in text


def test_only_who_may_see_the_original_shows_it_again_and_says_why(officer, analyst, point):
    send(analyst, point, "hide:10:23:name")
    do = f"show:{db.session.scalars(select(Redaction)).one().id}"
    text = analyst.get(at(point)).get_data(as_text=True)
    assert "An engagement officer can show it again" in text and do not in text
    assert send(analyst, point, do).status_code == 409
    original = f"/insight/points/{point.id}/original"
    assert post(analyst, original, do=do, version=version(point), why="Please").status_code == 403
    assert f"{original}#hidden" in officer.get(at(point)).get_data(as_text=True)
    assert do in officer.get(original).get_data(as_text=True)
    assert post(officer, original, do=do, version=version(point), why="").status_code == 422
    stale = post(officer, original, do=do, version=99, why="A street, not a name")
    assert stale.status_code == 409 and "A street, not a name" in stale.get_data(as_text=True)
    assert "Imran" not in plain(point)
    answer = post(officer, original, do=do, version=version(point), why="A street, not a name")
    assert answer.status_code == 303 and "Imran" in plain(point)
    assert db.session.scalars(select(OriginalLook)).one().why == "A street, not a name"
    assert {"original.seen", "redaction.ended"} <= set(actions())
