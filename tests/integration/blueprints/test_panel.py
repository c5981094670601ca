"""The panel: people join by a link, are drawn fairly, say yes or no, rest and leave."""

import datetime as dt
import re
import threading
import uuid
from contextlib import suppress

import pytest

from app import clock as clocks
from app.database import db
from app.domain.messages import MessageKind
from app.domain.panel import PanelAnswer, PanelStatus
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.jobs import panel as panel_job
from app.models.messages import Message
from app.models.panel import PanelDraw, PanelInvitation, PanelMember
from app.operations import panel, panel_draws
from app.queries.accounts import email_hash
from tests.databases import count_statements
from tests.factories_engagement import PanelDrawFactory, PanelMemberFactory
from tests.people import post
from tests.together import at_once

JOIN = {"name": "Iris Demo", "ways": "email", "email": "iris@home.example", "most_a_year": "4"}


@pytest.fixture
def member(app):
    return PanelMemberFactory()


def door_of(member):
    token = panel.link_for(member)
    db.session.commit()
    return f"/panel/{token}"


def again(row):
    db.session.expire_all()
    return db.session.get(type(row), row.id)


def test_somebody_joins_and_is_on_the_panel_once_they_say_that_it_is_them(client, clock):
    answer = post(client, "/panel/join", **JOIN, postcode="LS9 7UF", interests="food")
    held = db.session.query(PanelMember).one()
    assert answer.status_code == 303 and held.status is PanelStatus.WAITING and held.most_a_year == 4
    assert held.ward_code and held.decile and "LS9 7UF" not in str(vars(held))
    assert "Set-Cookie" not in answer.headers
    told = db.session.query(Message).one()
    door = f"/panel/{told.parameters['token']}"
    client.get(door)
    assert again(held).status is PanelStatus.WAITING, "a link that is opened changes nothing"
    post(client, door, do="confirm")
    assert again(held).status is PanelStatus.ACTIVE


def test_an_address_that_is_there_already_gets_the_same_answer_and_a_link(client):
    one, other = (post(client, "/panel/join", **JOIN) for _ in range(2))
    assert (one.status_code, one.location) == (other.status_code, other.location)
    assert db.session.query(PanelMember).count() == 1 and db.session.query(Message).count() == 2


def test_nobody_is_sent_link_after_link_by_whoever_types_their_address(client):
    answers = [post(client, "/panel/join", **JOIN).status_code for _ in range(4)]
    assert answers == [303, 303, 303, 429] and db.session.query(Message).count() == 3
    assert post(client, "/panel/link", email=JOIN["email"]).status_code == 429


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Write what we should call you"),
        ({"ways": ""}, "Choose at least one way"),
        ({"email": "nowhere"}, "Write an address such as"),
        ({"ways": "phone"}, "Write a phone number"),
        ({"ways": "post"}, "Write the address that letters"),
        ({"postcode": "ZZ"}, "Write a whole postcode"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(client, wrong, said):
    answer = post(client, "/panel/join", **{**JOIN, **wrong}, needs_words="A seat by the door")
    assert answer.status_code == 422 and said in answer.text and "A seat by the door" in answer.text
    assert db.session.query(PanelMember).count() == 0


def test_details_change_a_stale_form_does_not_win_and_what_was_typed_stays(client, member):
    door = door_of(member)
    fields = {**JOIN, "email": member.email, "version": member.version, "do": "change"}
    assert post(client, door, **{**fields, "name": "Iris Two"}).status_code == 303
    stale = post(client, door, **{**fields, "name": "Iris Three"})
    assert stale.status_code == 409 and "Iris Three" in stale.text and again(member).name == "Iris Two"


def test_they_rest_and_come_back_by_themselves_when_the_day_comes(client, member, clock):
    door = door_of(member)
    until = clocks.today() + dt.timedelta(days=30)
    day = {"until": [until.day, until.month, until.year]}
    assert post(client, door, do="rest", **day).status_code == 303
    assert again(member).status is PanelStatus.PAUSED
    past = post(client, door, do="rest", until=[1, 1, 2020])
    assert past.status_code == 422 and "the day your break ends" in past.text
    clock.move(days=31)
    panel_job.run({})
    assert again(member).status is PanelStatus.ACTIVE


def test_who_leaves_is_forgotten(client, member):
    door = door_of(member)
    assert client.get(f"{door}/leave").status_code == 200
    post(client, door, do="leave")
    held = again(member)
    assert (held.status, held.name, held.email, held.email_hash) == (PanelStatus.LEFT, "", None, None)
    page = client.get(door)
    assert (page.status_code == 200 and member.name not in ("", None)) or page.status_code == 200


def test_members_are_drawn_invited_once_and_answer(as_role, client):
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    for _ in range(12):
        PanelMemberFactory()
    PanelMemberFactory(status=PanelStatus.PAUSED)
    db.session.commit()
    page = officer.get("/panel/draws/new").text
    key = re.search(r'name="key"[^>]* value="([^"]+)"', page)[1]
    fields = {"key": key, "about": "Buses after six", "wanted": "5", "quota_by": "", "seed": "spring"}
    one, twice = (post(officer, "/panel/draws/new", **fields) for _ in range(2))
    assert one.location == twice.location and db.session.query(PanelDraw).count() == 1
    made = db.session.query(PanelDraw).one()
    assert len(made.invitations) == 5 and db.session.query(Message).count() == 0
    for _ in range(2):
        post(officer, f"/panel/draws/{made.id}", do="send")
    told = db.session.query(Message).filter_by(kind=MessageKind.PANEL_ASKED).all()
    assert len(told) == 5
    door = f"/panel/{told[0].parameters['token']}"
    assert "Buses after six" in client.get(door).text
    invitation = re.search(r'name="invitation" value="([^"]+)"', client.get(door).text)[1]
    post(client, door, do="answer", invitation=invitation, answer="yes")
    assert db.session.get(PanelInvitation, uuid.UUID(invitation)).answer is PanelAnswer.YES
    assert "Said yes: 1" in officer.get(f"/panel/draws/{made.id}").text


def test_a_draw_that_is_sent_later_counts_from_then_and_leaves_who_rests_now_alone(app, clock):
    resting, ready = PanelMemberFactory(), PanelMemberFactory()
    made = panel_draws.draw(uuid.uuid4(), "Buses", wanted=2, seed="spring", by=SYSTEM)
    panel.rest(resting, clocks.today() + dt.timedelta(days=700), by=SYSTEM)
    clock.move(days=200)
    assert panel_draws.send(made, by=SYSTEM) == 1
    assert [one.recipient for one in db.session.query(Message)] == [ready.email]
    assert {one.asked_on for one in made.invitations} == {clocks.today()}


@pytest.mark.postgresql
def test_two_draws_at_the_same_moment_ask_nobody_too_often(app, monkeypatch):
    for _ in range(6):
        PanelMemberFactory(most_a_year=1)
    db.session.commit()
    both, candidates = threading.Barrier(2), panel_draws.candidates

    def both_read(*asked_for):
        found = candidates(*asked_for)
        with suppress(threading.BrokenBarrierError):
            both.wait(0.5)
        return found

    def press():
        with app.app_context():
            panel_draws.draw(uuid.uuid4(), "Buses", wanted=4, seed="spring", by=SYSTEM)
            db.session.commit()

    monkeypatch.setattr(panel_draws, "candidates", both_read)
    at_once([press] * 2)
    asked = [one.member_id for one in db.session.query(PanelInvitation)]
    assert len(asked) == len(set(asked)) == 6


def test_who_rests_before_they_confirm_still_rests(app):
    member = PanelMemberFactory(status=PanelStatus.WAITING, confirmed_at=None)
    panel.rest(member, clocks.today() + dt.timedelta(days=30), by=SYSTEM)
    panel.confirm(member, by=SYSTEM)
    assert again(member).status is PanelStatus.PAUSED


def test_nobody_answers_for_another(client, member):
    other = PanelMemberFactory()
    made = PanelDrawFactory(sent_at=clocks.now())
    invitation = PanelInvitation(
        id=uuid.uuid4(), draw_id=made.id, member_id=other.id, position=1, asked_on=clocks.today()
    )
    db.session.add(invitation)
    db.session.flush()
    answer = post(client, door_of(member), do="answer", invitation=str(invitation.id), answer="yes")
    assert answer.status_code == 404 and again(invitation).answer is None


def test_the_list_of_many_asks_the_database_as_often_as_of_few(as_role):
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    officer.get("/panel/members")  # the first look begins the trace
    seen = []
    for count in (2, 20):
        for _ in range(count):
            PanelMemberFactory(ward_code="E05011388")
        db.session.commit()
        with count_statements() as statements:
            assert officer.get("/panel/members").status_code == 200
        seen.append(len(statements))
    assert seen[0] == seen[1]
    assert officer.get("/panel/profile").status_code == 200


def told_to(address):
    return [one for one in db.session.query(Message) if one.recipient == address]


def test_another_address_is_used_once_its_owner_opens_the_link(client, member):
    door, old = door_of(member), member.email
    fields = {**JOIN, "email": "new@home.example", "version": member.version, "do": "change"}
    assert "said=address" in post(client, door, **fields).location
    assert again(member).email == old and len(told_to("new@home.example")) == 1
    link = f"/panel/{told_to('new@home.example')[0].parameters['token']}"
    assert "Did you ask to use this" in client.get(link).text and again(member).email == old
    post(client, link, do="confirm")
    assert again(member).email == "new@home.example"


def test_an_address_of_another_member_is_told_to_nobody(client, member):
    other = PanelMemberFactory(email="other@home.example", email_hash=email_hash("other@home.example"))
    fields = {**JOIN, "email": other.email, "version": member.version, "do": "change"}
    answer = post(client, door_of(member), **fields)
    assert answer.status_code == 303 and "said=address" in answer.location
    assert again(member).email != other.email and len(told_to(other.email)) == 1


def test_a_draw_may_be_among_those_who_asked_for_it_and_be_thrown_away(as_role):
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    for interest in ("food", "food", "money"):
        PanelMemberFactory(interests=[interest])
    db.session.commit()
    fields = {"key": str(uuid.uuid4()), "about": "Lunch", "wanted": "5", "seed": "tea", "interest": "food"}
    made = post(officer, "/panel/draws/new", **fields).location
    assert len(db.session.query(PanelDraw).one().invitations) == 2
    post(officer, made, do="throw-away")
    assert db.session.query(PanelDraw).count() == db.session.query(PanelInvitation).count() == 0
