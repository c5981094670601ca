"""Saying something online: one question a page, without a cookie, kept once, read before it counts."""

import datetime as dt
import uuid

import pytest

from app.database import db
from app.domain.engagement import AgeBand, CaptureWay, ConversationState, EventStatus
from app.domain.insight import QuotePermission
from app.domain.viewer import SYSTEM
from app.models.conversations import CaptureRecord, Conversation, EqualityProfile, ReplyRequest
from app.operations import reply_requests
from tests.factories_engagement import EventFactory
from tests.saying_online import Answering

HELP_LINES = 'id="help-lines"'


@pytest.fixture
def event(app, clock):
    return EventFactory(is_online=True, name="Buses after six", slug="buses-after-six")


def conversations():
    return db.session.query(Conversation).all()


def test_what_is_open_is_listed_and_what_is_not_is_not(client, event):
    EventFactory(is_online=False, name="Only in the hall")
    EventFactory(is_online=True, name="Not yet said", status=EventStatus.DRAFT)
    page = client.get("/have-your-say").get_data(as_text=True)
    assert "Buses after six" in page and "/have-your-say/buses-after-six" in page
    assert "Only in the hall" not in page and "Not yet said" not in page


def test_with_nothing_open_the_page_says_so_and_offers_the_phone(client):
    assert "Nothing is asked online today" in client.get("/have-your-say").get_data(as_text=True)


def test_answers_are_kept_once_and_wait_to_be_read(client, event):
    saying = Answering(client, event).to_the_end(love="The allotments", better="A bus after six")
    assert "The allotments" in saying.shown
    saying.send()
    assert "Thank you. We have it" in saying.shown
    (made,) = conversations()
    assert (made.state, made.way) == (ConversationState.WAITING, CaptureWay.ONLINE)
    assert [point.words for point in made.points] == ["The allotments", "A bus after six"]
    assert made.spoke_at.minute == 0


def test_the_permission_to_show_words_is_asked_of_grown_ups_and_kept(client, event):
    saying = Answering(client, event)
    while saying.step != "quote":
        saying.answer(**({"age": "adult"} if saying.step == "age" else {"words": "The allotments"}))
    saying.answer(quote="no").to_the_end()
    assert "May we show your words" in saying.shown
    saying.send()
    assert [one.may_quote for one in conversations()] == [QuotePermission.NO]


def test_children_are_not_asked_whether_their_words_may_be_shown(client, event):
    saying = Answering(client, event)
    steps = []
    while saying.step != "check":
        steps.append(saying.step)
        saying.answer(**({"age": "13-to-17"} if saying.step == "age" else {}))
    assert "area" in steps and "quote" not in steps


def test_a_second_press_and_the_button_back_send_once(client, event):
    saying = Answering(client, event).to_the_end(love="The allotments")
    held = dict(saying.fields)
    saying.send()
    saying.fields = held
    saying.send()
    assert "Thank you. We have it" in saying.shown
    assert len(conversations()) == 1 and db.session.query(CaptureRecord).count() == 1


def test_other_words_of_the_same_page_are_a_second_version(client, event):
    saying = Answering(client, event).to_the_end(love="The allotments")
    held = dict(saying.fields)
    saying.send()
    saying.fields = held
    saying.post(do="to:q-love")
    saying.answer(words="The allotments, and the lettuce")
    saying.to_the_end()
    saying.send()
    assert {one.state for one in conversations()} == {
        ConversationState.WAITING,
        ConversationState.OTHER_VERSION,
    }


def test_back_keeps_what_was_typed_on_the_page_it_leaves(client, event):
    saying = Answering(client, event).answer(helped="yes").answer(age="adult")
    assert saying.step == "q-love" and "Write what they say" in saying.shown
    saying.post(do="back", words="The allotments")
    assert saying.step == "age"
    saying.answer(age="adult")
    assert "The allotments" in saying.shown


def test_changing_the_language_keeps_the_page_and_its_words(client, event):
    saying = Answering(client, event).answer().answer(age="adult")
    saying.address = f"/ar{saying.address}"
    saying.post(do="here", words="الحدائق")
    assert 'dir="rtl"' in saying.shown and "الحدائق" in saying.shown and saying.step == "q-love"
    saying.answer(words="الحدائق").to_the_end()
    saying.send()
    (made,) = conversations()
    assert (made.language, made.points[0].words) == ("ar", "الحدائق")


def test_a_change_leads_back_to_the_answers(client, event):
    saying = Answering(client, event).to_the_end(love="The allotments")
    saying.post(do="to:q-better")
    saying.answer(words="A bus after six")
    assert saying.step == "check" and "A bus after six" in saying.shown


def test_nothing_said_is_not_sent(client, event):
    saying = Answering(client, event).to_the_end()
    assert saying.send().status_code == 422
    assert "Answer at least one question" in saying.shown and conversations() == []


def test_words_that_are_too_long_are_said_and_kept(client, event):
    saying = Answering(client, event).answer().answer()
    response = saying.post(words="a" * 4001)
    assert (
        response.status_code == 422 and "at most 4000 letters" in saying.shown and "a" * 4001 in saying.shown
    )


def test_a_page_that_was_open_for_two_days_loses_nothing(client, event, clock):
    event.ends_at = event.ends_at + dt.timedelta(days=9)
    clock.set(event.starts_at)
    saying = Answering(client, event).to_the_end(love="The allotments")
    clock.set(event.starts_at + dt.timedelta(days=2))
    saying.send()
    assert "Thank you. We have it" in saying.shown and len(conversations()) == 1


def test_a_page_we_did_not_sign_is_not_sent_and_shows_what_it_held(client, event):
    saying = Answering(client, event).answer().answer()
    saying.fields["carried"] = saying.fields["carried"][:-4] + "AAAA"
    response = saying.post(words="The allotments")
    assert response.status_code == 422 and "The allotments" in saying.shown and conversations() == []


def test_what_another_event_signed_does_not_count_here(client, event):
    other = Answering(client, EventFactory(is_online=True)).answer()
    saying = Answering(client, event)
    saying.fields["carried"] = other.fields["carried"]
    assert saying.post().status_code == 422


def test_who_began_before_it_closed_may_finish(client, event, clock):
    clock.set(event.ends_at - dt.timedelta(minutes=2))
    saying = Answering(client, event).to_the_end(love="The allotments")
    clock.set(event.ends_at + dt.timedelta(minutes=20))
    assert "This is closed now" in client.get("/have-your-say/buses-after-six").get_data(as_text=True)
    saying.send()
    assert len(conversations()) == 1


@pytest.mark.parametrize("status", [EventStatus.DRAFT, EventStatus.CANCELLED])
def test_what_is_planned_or_called_off_is_not_there(client, event, status):
    event.status = status
    assert client.get("/have-your-say/buses-after-six").status_code == 404
    assert client.get("/have-your-say/no-such-event").status_code == 404


class TestChildren:
    def test_under_13_is_asked_for_no_words(self, client, event):
        saying = Answering(client, event).answer().answer(age=AgeBand.UNDER_13.value)
        assert "We do not keep long answers from children under 13" in saying.shown

    def test_words_typed_before_the_age_was_changed_are_not_sent(self, client, event):
        saying = Answering(client, event).to_the_end(love="I like my school")
        saying.post(do="to:age")
        saying.answer(age=AgeBand.UNDER_13.value)
        assert saying.send().status_code == 422 and conversations() == []

    def test_where_it_is_switched_on_words_are_asked_for(self, client, event):
        event.words_under_13 = True
        saying = Answering(client, event).answer().answer(age=AgeBand.UNDER_13.value)
        assert saying.step == "q-love"

    def test_a_childrens_event_needs_the_age_and_gives_its_notice(self, client, event):
        event.kind = "children"
        saying = Answering(client, event)
        assert "If you are under 18" in saying.shown
        assert saying.answer().post().status_code == 422


class TestApart:
    def test_equality_answers_are_stored_once_and_joined_to_nothing(self, client, event):
        address = "/have-your-say/buses-after-six/about-you"
        page = Answering(client, event)
        page.address = address
        page.answer_to(client.get(address))
        held = dict(page.fields)
        for _ in range(2):
            page.fields = held
            page.post(sex="female", religion="not-said", carer="", condition="never")
        (kept,) = db.session.query(EqualityProfile).all()
        assert kept.answers == {"sex": "female", "religion": "not-said"}
        assert {column.name for column in EqualityProfile.__table__.columns} == {"id", "event_id", "answers"}

    def test_nothing_answered_is_nothing_stored(self, client, event):
        page = Answering(client, event)
        page.address = "/have-your-say/buses-after-six/about-you"
        page.answer_to(client.get(page.address))
        page.post()
        assert db.session.query(EqualityProfile).count() == 0

    @pytest.mark.parametrize(
        ("way", "reach"),
        [("email", "sam@people.example"), ("phone", "0113 496 0999"), ("post", "Sam\n1 Beck Lane")],
    )
    def test_a_way_to_hear_back_is_kept_once(self, client, event, way, reach):
        page = Answering(client, event)
        page.address = "/have-your-say/buses-after-six/hear-back"
        page.answer_to(client.get(page.address))
        held = dict(page.fields)
        for _ in range(2):
            page.fields = held
            page.post(way=way, **{way: reach})
        (kept,) = db.session.query(ReplyRequest).all()
        assert (kept.way, kept.reach) == (way, reach)

    @pytest.mark.parametrize(
        ("way", "reach", "kept_as"),
        [
            ("phone", "٠٧٧٠٠ ٩٠٠٧٨٩", "07700 900789"),
            ("phone", "۰۷۷۰۰ ۹۰۰۷۸۹", "07700 900789"),
            ("post", "سام\n١ Beck Lane\nLS٩ ٧AB", "سام\n1 Beck Lane\nLS9 7AB"),
        ],
    )
    def test_digits_of_other_scripts_are_kept_in_latin_ones(self, client, event, way, reach, kept_as):
        page = Answering(client, event)
        page.address = "/ar/have-your-say/buses-after-six/hear-back"
        page.answer_to(client.get(page.address))
        page.post(way=way, **{way: reach})
        (kept,) = db.session.query(ReplyRequest).all()
        assert kept.reach == kept_as

    @pytest.mark.parametrize(
        "typed", [{}, {"way": "email"}, {"way": "email", "email": "sam"}, {"way": "phone", "phone": "12"}]
    )
    def test_what_cannot_be_used_is_asked_again_and_kept(self, client, event, typed):
        page = Answering(client, event)
        page.address = "/have-your-say/buses-after-six/hear-back"
        page.answer_to(client.get(page.address))
        assert page.post(**typed).status_code == 422
        assert all(value in page.shown for value in typed.values())
        assert db.session.query(ReplyRequest).count() == 0


class TestLookAgain:
    def test_what_looks_like_a_phone_number_is_asked_about_once_and_taken_out(self, client, event):
        saying = Answering(client, event).answer().answer()
        saying.answer(words="Ring them on 0113 496 0999")
        assert saying.step == "q-love" and "Keep it?" in saying.shown
        (choice,) = [name.removesuffix("-out") for name in saying.shown.split('"') if name.endswith("-out")][
            :1
        ]
        saying.answer(words="Ring them on 0113 496 0999", **{choice: "out"}).to_the_end().send()
        (made,) = conversations()
        assert "0113" not in made.points[0].words and made.points[0].doubts == []

    def test_what_is_kept_is_marked_for_who_reads_it(self, client, event):
        saying = Answering(client, event).answer().answer()
        saying.answer(words="Ring 0113 496 0999").answer(words="Ring 0113 496 0999")
        assert saying.step == "q-better"
        saying.to_the_end().send()
        (made,) = conversations()
        assert made.points[0].doubts == ["phone"]

    def test_easy_read_asks_with_a_drawing_until_it_is_answered(self, client, event):
        saying = Answering(client, event).answer().answer()
        saying.address += "?read=easy"
        for _press in range(2):
            saying.answer(words="Ring 0113 496 0999")
            assert saying.step == "q-love" and "Should we take it out?" in saying.shown
            assert "Ring 0113 496 0999</textarea>" in saying.shown and "drawings/lock" in saying.shown
        choice = next(part for part in saying.shown.split('"') if part.endswith("-out"))
        saying.answer(words="Ring 0113 496 0999", **{choice.removesuffix("-out"): "out"})
        assert saying.step == "q-better"

    def test_words_of_harm_show_who_can_help_and_are_kept(self, client, event):
        saying = Answering(client, event).to_the_end(love="I want to kill myself")
        saying.send()
        assert "If somebody is not safe" in saying.shown and len(conversations()) == 1

    @pytest.mark.parametrize("lang", ["", "ar"])
    def test_words_of_harm_show_who_can_help_on_the_next_page_and_before_sending(self, client, event, lang):
        saying = Answering(client, event, lang).answer().answer()
        assert HELP_LINES not in saying.shown
        saying.answer(words="I want to kill myself")
        assert saying.step == "q-better"
        assert HELP_LINES in saying.shown and saying.shown.index(HELP_LINES) < saying.shown.index("<textarea")
        saying.answer(words="A bus after six")
        assert saying.step == "q-matter" and HELP_LINES in saying.shown
        saying.to_the_end()
        assert HELP_LINES in saying.shown
        assert saying.response.status_code == 200 and conversations() == []

    def test_words_of_harm_show_who_can_help_where_the_same_page_asks_again(self, client, event):
        saying = Answering(client, event).answer().answer()
        saying.answer(words="I want to kill myself. Ring 0113 496 0999")
        assert saying.step == "q-love" and HELP_LINES in saying.shown

    def test_other_words_show_no_help_lines_before_sending(self, client, event):
        saying = Answering(client, event).answer().answer().answer(words="The allotments")
        assert HELP_LINES not in saying.shown
        assert HELP_LINES not in saying.to_the_end().shown


def test_the_loop_closes_and_where_to_reach_people_is_gone(client, event):
    other = EventFactory()
    db.session.flush()
    for one in (event, event, other):
        reply_requests.leave(
            one, request_id=uuid.uuid4(), way="email", reach="a@b.example", name="", language="en"
        )
    assert reply_requests.forget_all(event, by=SYSTEM) == 2
    assert [left.event_id for left in db.session.query(ReplyRequest)] == [other.id]
    assert event.loop_closed_at is not None


def test_a_childrens_event_asks_nothing_more_and_not_where_to_reach_them(client, event):
    event.kind, event.words_under_13 = "children", True
    saying = Answering(client, event).answer().answer(age="under-13").to_the_end(love="The slide")
    saying.send()
    assert "We have it" in saying.shown and "hear-back" not in saying.shown
    for path in ("hear-back", "about-you"):
        assert client.get(f"{saying.address}/{path}").status_code == 404


def test_a_page_whose_form_is_too_old_is_sent_again_with_all_it_held(client, event):
    saying = Answering(client, event).answer().answer()
    saying.fields["form_token"] = "from the day before yesterday"
    assert saying.post(words="The allotments").status_code == 400
    saying.post()
    assert saying.step == "q-better"
    saying.to_the_end().send()
    assert [point.words for point in conversations()[0].points] == ["The allotments"]
