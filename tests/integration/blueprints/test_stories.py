"""A story is told without an account, agreed to step by step, read as far as that goes, and taken back."""

import re
import uuid

import pytest

from app import clock
from app.database import db
from app.domain.roles import Role
from app.domain.story import StoryStatus, StoryTeller, StoryUse
from app.models.audit import AuditEvent
from app.models.messages import Message
from app.models.panel import Story
from app.queries.stories import uses_of
from tests.factories import TeamFactory
from tests.factories_connect import CaseFactory
from tests.people import post

SECRET = "The bus did not come and I cried"
STEPS = {"inside": "yes", "quote": "yes", "publish": "no", "name": "no"}


def tell(client, **fields):
    page = client.get("/tell-your-story").text
    key = re.search(r'name="key"[^>]* value="([^"]+)"', page)[1]
    typed = {"key": key, "teller": "self", "part-stage-0": "gp", "part-words-0": SECRET, "do": "send"}
    return post(client, "/tell-your-story", **{**typed, **STEPS, **fields})


def the_story():
    db.session.expire_all()
    return db.session.query(Story).one()


def test_the_teller_s_door_opens_in_easy_read_with_their_own_words(client):
    door = tell(client).location.partition("?")[0]
    easy = client.get(f"{door}?read=easy").text
    assert "This Easy Read is a draft" in easy and SECRET in easy and "read=usual" in easy
    sent = post(client, f"{door}?read=easy", **STEPS)
    assert sent.location.endswith("said=changed&read=easy")
    assert 'href="?said=changed&amp;read=usual"' in client.get(sent.location).text
    assert f'class="gin-address">http://localhost{door}</bdi>' in easy, "the address to keep stays short"
    assert f'href="{door}/take-back?read=easy"' in easy
    back = client.get(f"{door}/take-back?read=easy").text
    assert f'action="{door}?read=easy"' in back and f'href="{door}?read=easy"' in back
    taken = post(client, f"{door}?read=easy", do="take-back")
    assert "Nobody here can read them any more." in client.get(taken.location).text


def test_a_story_is_told_and_its_teller_has_a_door(client):
    answer = tell(client, title="Four buses")
    story = the_story()
    assert answer.status_code == 303 and "/story/" in answer.location
    assert (story.told_by, story.status) == (StoryTeller.SELF, StoryStatus.NEW)
    assert uses_of(story) == {StoryUse.INSIDE, StoryUse.QUOTE}
    assert SECRET in client.get(answer.location).text
    assert "Set-Cookie" not in answer.headers


def test_beside_words_of_harm_stands_who_can_help(client):
    worrying = tell(client, **{"part-words-0": "After that I wanted to kill myself"})
    assert "If somebody is not safe" in client.get(worrying.location).text
    assert "If somebody is not safe" not in client.get(tell(client).location).text


def test_sent_twice_it_is_one_and_leads_to_the_same_door(client):
    key = str(uuid.uuid4())
    one, again = tell(client, key=key), tell(client, key=key)
    assert one.location == again.location and the_story()
    other = tell(client, key=key, **{"part-words-0": "Another one"})
    assert other.status_code == 409 and "Another one" in other.text


def test_who_reads_a_story_cannot_come_to_its_tellers_door(client):
    """They see its id and its words: sent again with both it is another story, with another door."""
    door = tell(client).location
    again = tell(client, key=str(the_story().id)).location
    assert again.partition("?")[0] != door.partition("?")[0]
    assert db.session.query(Story).count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"part-words-0": "", "part-words-1": ""}, "Write down some of what happened"),
        ({"inside": ""}, "Choose yes or no"),
        ({"name": "yes", "first_name": ""}, "Write the first name"),
        ({"email": "nowhere"}, "Write an address such as"),
        ({"part-words-0": "x" * 10_001}, "longer than we can keep"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, wrong, said):
    answer = tell(client, **{"part-words-1": "In hospital nobody knew", **wrong})
    assert answer.status_code == 422 and said in answer.text
    assert "In hospital nobody knew" in answer.text or "part-words-1" in wrong
    assert db.session.query(Story).count() == 0


def test_another_part_is_added_and_the_questions_come_before_it_is_sent(client):
    answer = tell(client, do="more", **{"part-words-1": "Then"})
    assert 'name="part-words-2"' in answer.text and SECRET in answer.text
    answer = tell(client, do="on")
    assert answer.status_code == 200 and "What may we do with it?" in answer.text and SECRET in answer.text
    assert db.session.query(Story).count() == 0


def test_a_phone_number_is_asked_about_before_anything_is_kept(client):
    words = "Ring my daughter on 07700 900518"
    answer = tell(client, **{"part-words-0": words})
    assert "07700 900518" in answer.text and db.session.query(Story).count() == 0
    name, value = re.search(
        r'id="(keep_it-\w+)-out" name="keep_it-\w+" type="radio" value="(out)"', answer.text
    ).groups()
    tell(client, **{"part-words-0": words, name: value})
    assert "07700" not in str(the_story().parts)


def test_minds_change_and_everything_is_taken_back(client):
    door = tell(client, email="iris@home.example").location.partition("?")[0]
    assert db.session.query(Message).count() == 1
    post(client, door, **{**STEPS, "inside": "no"})
    assert uses_of(the_story()) == frozenset()
    assert client.get(f"{door}/take-back").status_code == 200
    post(client, door, do="take-back")
    story = the_story()
    assert story.status is StoryStatus.WITHDRAWN and story.parts is None and story.email is None
    page = client.get(door)
    assert page.status_code == 200 and SECRET not in page.text
    assert post(client, door, **STEPS).status_code == 303 and the_story().parts is None


def test_where_their_link_was_sent_is_forgotten_with_a_story_that_is_taken_back(client):
    door = tell(client, email="iris@home.example").location.partition("?")[0]
    db.session.query(Message).one().sent_at = clock.now()
    db.session.commit()
    post(client, door, do="take-back")
    db.session.expire_all()
    letter = db.session.query(Message).one()
    assert (letter.recipient, letter.parameters) == (None, None)


def test_readers_meet_only_what_they_were_let_read(as_role, client):
    tell(client, inside="no")
    tell(client, **{"part-words-0": "Everybody was kind"})
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    page = officer.get("/stories").text
    hidden, open_ = sorted(db.session.query(Story), key=lambda one: StoryUse.INSIDE in uses_of(one))
    assert str(open_.id) in page and str(hidden.id) not in page
    assert db.session.query(AuditEvent).filter_by(action="story.listed").count() == 1
    assert "Everybody was kind" in officer.get(f"/stories/{open_.id}").text
    assert officer.get(f"/stories/{hidden.id}").status_code == 404
    post(officer, f"/stories/{open_.id}")
    db.session.expire_all()
    assert db.session.get(Story, open_.id).status is StoryStatus.READ


def test_a_link_nobody_made_opens_nothing(client):
    assert client.get("/story/none").status_code == 404


def test_a_link_worker_keeps_a_story_and_is_shown_its_address_once(as_role, client):
    worker = as_role(Role.LINK_WORKER, team_id=TeamFactory().id)
    case = CaseFactory(team_id=worker.account.grants[0].team_id, worker_id=worker.account.id)
    db.session.commit()
    where = f"/cases/{case.id}/their-story"
    key = re.search(r'name="key"[^>]* value="([^"]+)"', worker.get(where).text)[1]
    answer = post(
        worker, where, key=key, do="send", **{"part-stage-0": "gp", "part-words-0": SECRET}, **STEPS
    )
    assert answer.location.startswith(where) and the_story().case_id == case.id
    door = re.search(r"/story/[\w-]+", worker.get(answer.location).text)[0]
    assert SECRET in client.get(door).text and "/story/" not in worker.get(where).text
    nothing = post(worker, where, do="send", inside="")
    assert nothing.status_code == 422 and "May people who plan services read it?" in nothing.text
