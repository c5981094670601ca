"""A tablet joins an event, and the ordinary form keeps what people say: once, and never lost."""

import datetime as dt
import re
import uuid

import pytest

from app.database import db
from app.domain.engagement import ConversationState, EventKind, EventStatus
from app.domain.roles import Role
from app.models.conversations import CaptureDevice, CaptureRecord, Conversation, Reflection
from tests.factories_engagement import EventFactory
from tests.people import post

NAME = "ginnel_capture"


@pytest.fixture
def event(app):
    made = EventFactory()
    db.session.commit()
    return made


@pytest.fixture
def tablet(client, event):
    """A browser whose tablet has joined."""
    joined = post(client, f"/capture/join/{event.join_token}")
    assert joined.status_code == 303
    client.address = f"/capture/{event.slug}"
    return client


def submission_of(page):
    return re.search(r'name="submission" value="([^"]+)"', page.text)[1]


def typed(tablet, **fields):
    fields = {name.replace("answer_", "answer-"): value for name, value in fields.items()}
    return {"submission": submission_of(tablet.get(tablet.address)), "people": "1", **fields}


def conversations():
    return db.session.query(Conversation).all()


def test_joining_gives_the_tablet_a_number_and_one_cookie(client, event):
    page = client.get(f"/capture/join/{event.join_token}")
    assert event.name in page.text
    answer = post(client, f"/capture/join/{event.join_token}")
    assert answer.status_code == 303
    assert re.fullmatch(rf"/capture/{event.slug}#device=[\w-]{{32}}", answer.headers["Location"])
    cookie = client.get_cookie(NAME)
    assert cookie.http_only and cookie.path == "/"
    assert db.session.query(CaptureDevice).one().number == 1


def test_an_old_code_says_what_to_do(client, event):
    page = client.get("/capture/join/never-made")
    assert page.status_code == 404 and "This code does not work" in page.text
    assert page.text.index("Check the letters you typed.") < page.text.index("newest code")


def test_nobody_joins_when_it_is_over(client, event):
    event.ends_at -= dt.timedelta(days=2)
    event.starts_at -= dt.timedelta(days=2)
    db.session.commit()
    assert post(client, f"/capture/join/{event.join_token}").status_code == 303
    assert db.session.query(CaptureDevice).count() == 0


def test_who_has_not_joined_is_told_how(client, event):
    page = client.get(f"/capture/{event.slug}")
    assert page.status_code == 403 and "Join the event first" in page.text


def test_a_tablet_of_another_event_has_not_joined(tablet):
    assert tablet.get(f"/capture/{EventFactory().slug}").status_code == 403


def test_a_tablet_that_was_switched_off_is_out(tablet):
    db.session.query(CaptureDevice).one().revoked_at = dt.datetime.now(dt.UTC)
    assert tablet.get(tablet.address).status_code == 403


def test_staff_who_see_the_event_need_no_code(as_role, event):
    assert as_role(Role.ENGAGEMENT_OFFICER).get(f"/capture/{event.slug}").status_code == 200
    assert as_role(Role.FACILITATOR).get(f"/capture/{event.slug}").status_code == 403
    assert as_role(Role.LINK_WORKER).get(f"/capture/{event.slug}").status_code == 403


def test_what_is_typed_is_kept_and_the_next_can_start(tablet, event):
    fields = typed(
        tablet,
        answer_love="The allotments",
        people="4",
        chat_maker="Jo",
        reflection="I did not know",
        community="Carers",
        quote="yes",
    )
    answer = post(tablet, tablet.address, **fields)
    assert answer.status_code == 303
    page = tablet.get(answer.headers["Location"])
    assert "Saved" in page.text and "Start the next chat" in page.text
    (made,) = conversations()
    assert [(point.question_key, point.words) for point in made.points] == [("love", "The allotments")]
    assert (made.people, made.chat_maker, made.community) == (4, "Jo", "Carers")
    assert made.may_quote == "yes"
    assert db.session.query(Reflection).one().words == "I did not know"
    assert db.session.query(CaptureRecord).one().device_id == db.session.query(CaptureDevice).one().id


def test_a_double_click_keeps_it_once(tablet):
    fields = typed(tablet, answer_love="The allotments")
    assert [post(tablet, tablet.address, **fields).status_code for _ in range(2)] == [303, 303]
    assert len(conversations()) == 1


def test_other_words_with_the_same_id_are_kept_beside_and_said(tablet):
    fields = typed(tablet, answer_love="The allotments")
    post(tablet, tablet.address, **fields)
    answer = post(tablet, tablet.address, **{**fields, "answer-love": "The buses"})
    assert "We kept both" in tablet.get(answer.headers["Location"]).text
    assert sorted(one.state for one in conversations()) == [
        ConversationState.KEPT,
        ConversationState.OTHER_VERSION,
    ]


def test_undo_takes_it_back_and_keeps_its_row(tablet):
    fields = typed(tablet, answer_love="The allotments")
    post(tablet, tablet.address, **fields)
    for _ in range(2):
        answer = post(tablet, f"{tablet.address}/undo", submission=fields["submission"])
        assert answer.status_code == 303
    assert "Taken back" in tablet.get(answer.headers["Location"]).text
    assert [one.state for one in conversations()] == [ConversationState.TAKEN_BACK]


def test_another_tablet_cannot_take_it_back(app, tablet, event):
    fields = typed(tablet, answer_love="The allotments")
    post(tablet, tablet.address, **fields)
    other = app.test_client()
    post(other, f"/capture/join/{event.join_token}")
    post(other, f"/capture/{event.slug}/undo", submission=fields["submission"])
    page = other.get(f"/capture/{event.slug}/kept?submission={fields['submission']}")
    assert "nothing here to take back" in page.text
    assert conversations()[0].state is ConversationState.KEPT


def test_an_empty_one_says_what_to_do_and_keeps_the_rest(tablet):
    page = post(tablet, tablet.address, **typed(tablet, chat_maker="Jo", answer_love="  "))
    assert page.status_code == 422 and "at least one thing" in page.text and 'value="Jo"' in page.text
    assert conversations() == []


def test_words_that_are_too_long_stay_in_their_box(tablet):
    words = "bus " * 2_600
    page = post(tablet, tablet.address, **typed(tablet, answer_love=words))
    assert page.status_code == 422 and words.strip() in page.text and "too long" in page.text
    assert conversations() == []


def test_practice_says_so_and_keeps_nothing(tablet):
    page = tablet.get(f"{tablet.address}?practice=1")
    assert "You are practising" in page.text
    fields = typed(tablet, answer_love="The allotments")
    answer = post(tablet, f"{tablet.address}?practice=1", **fields)
    assert "Nothing was kept" in tablet.get(answer.headers["Location"]).text
    assert db.session.query(CaptureRecord).count() == 0


def test_before_it_opens_there_is_practice_only(tablet, event):
    event.status = EventStatus.DRAFT
    db.session.commit()
    assert "It has not started yet" in tablet.get(tablet.address).text
    assert tablet.get(f"{tablet.address}?practice=1").status_code == 200


def test_after_it_is_closed_what_was_typed_is_shown_to_be_copied(tablet, event):
    fields = typed(tablet, answer_love="The allotments")
    event.status = EventStatus.CLOSED
    db.session.commit()
    page = post(tablet, tablet.address, **fields)
    assert page.status_code == 409 and "The allotments" in page.text
    assert "This event is over" in tablet.get(tablet.address).text


def test_the_language_is_changed_with_what_is_typed_in_it(tablet):
    fields = typed(tablet, answer_love="الحديقة")
    page = post(tablet, f"/ar{tablet.address}", **{**fields, "do": "language"})
    assert page.status_code == 200 and "الحديقة" in page.text and fields["submission"] in page.text
    assert "ماذا تقول؟" in page.text and conversations() == []


def test_a_chat_is_kept_in_its_language(tablet):
    post(tablet, f"/ar{tablet.address}", **typed(tablet, answer_love="الحديقة"))
    assert [one.language for one in conversations()] == ["ar"]


def test_questions_can_be_asked_in_a_language_our_own_words_are_not_in(tablet, event):
    event.languages = ["ur"]
    db.session.commit()
    post(tablet, f"{tablet.address}?in=ur", **typed(tablet, answer_love="باغ"))
    assert [one.language for one in conversations()] == ["ur"]


def test_the_page_is_the_same_for_every_tablet_and_holds_no_person(app, tablet, event, as_role):
    other = app.test_client()
    post(other, f"/capture/join/{event.join_token}")
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    pages = []
    for browser in (tablet, other, officer):
        text = browser.get(tablet.address).text
        text = re.sub(r'name="(form_token|submission)" value="[^"]+"', "", text)
        pages.append(text)
    assert pages[0] == pages[1] == pages[2]


def test_a_child_under_13_says_no_words_unless_somebody_switched_that_on(tablet, event):
    event.kind = EventKind.CHILDREN
    db.session.commit()
    fields = typed(tablet, answer_love="My bike", age="under-13")
    page = post(tablet, tablet.address, **fields)
    assert page.status_code == 422 and "My bike" in page.text and "child under 13" in page.text
    event.words_under_13 = True
    db.session.commit()
    assert post(tablet, tablet.address, **fields).status_code == 303


def test_a_made_up_id_is_refused(tablet):
    answer = post(tablet, tablet.address, **{**typed(tablet, answer_love="x"), "submission": "mine"})
    assert answer.status_code == 400
    assert post(tablet, f"{tablet.address}/undo", submission="mine").status_code == 400
    assert post(tablet, f"{tablet.address}/undo", submission=str(uuid.uuid4())).status_code == 303


def test_what_looks_like_personal_data_is_asked_about_once(tablet):
    fields = typed(tablet, answer_love="Ring me on 07700 900518")
    page = post(tablet, tablet.address, **fields)
    assert page.status_code == 200 and "looks like a phone number" in page.text and conversations() == []
    name = re.search(r'name="(keep_it-[0-9a-f]+)"', page.text)[1]
    assert post(tablet, tablet.address, **{**fields, name: "out"}).status_code == 303
    assert "07700" not in conversations()[0].points[0].words


def test_what_somebody_chose_to_keep_is_marked(tablet):
    fields = typed(tablet, answer_love="Ring me on 07700 900518")
    name = re.search(r'name="(keep_it-[0-9a-f]+)"', post(tablet, tablet.address, **fields).text)[1]
    post(tablet, tablet.address, **{**fields, name: "keep"})
    assert "phone" in conversations()[0].points[0].doubts
