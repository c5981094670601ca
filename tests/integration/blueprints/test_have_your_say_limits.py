"""Spam is held off without turning anybody away; nothing of the sender is kept."""

import datetime as dt
import logging

import pytest
from sqlalchemy import select, text

from app import clock as ours
from app.database import Base, db
from app.domain.online_say import SENT, WRONG_WORDS
from app.models.conversations import CaptureRecord, CardBlock, Conversation, TearOffCode
from tests.factories_engagement import CardBlockFactory, ConversationFactory, EventFactory
from tests.saying_online import Answering


@pytest.fixture
def event(app, clock):
    return EventFactory(is_online=True, name="Buses after six", slug="buses-after-six", asks__keys="love")


def answer(client, event, words="The allotments", **more):
    return Answering(client, event, **more).to_the_end(love=words)


def kept():
    return db.session.query(Conversation).count()


def test_a_whole_form_within_four_seconds_is_asked_to_press_again_and_loses_nothing(client, event, clock):
    saying = Answering(client, event)
    clock.move(seconds=1)
    saying.to_the_end(love="The allotments").send()
    assert "Nothing is sent yet" in saying.shown and "The allotments" in saying.shown and kept() == 0
    clock.move(seconds=4)
    saying.send()
    assert kept() == 1


def test_who_fills_in_the_box_nobody_sees_is_asked_to_press_again(client, event):
    saying = answer(client, event)
    saying.send(website2="https://pills.example")
    assert "Nothing is sent yet" in saying.shown and kept() == 0
    saying.send()
    assert kept() == 1


def test_sixty_people_behind_one_address_in_ten_minutes_are_all_heard(client, event, clock):
    for number in range(60):
        clock.move(seconds=10)
        saying = Answering(client, event, source="192.0.2.7")
        saying.answer(step="q-love", words=f"Words of {number}")
        assert "Thank you. We have it" in saying.send().get_data(as_text=True)
    assert kept() == 60


def test_more_than_the_limit_is_refused_with_all_it_held_and_may_come_again(client, event, clock):
    source_had_its_turns()
    saying = answer(client, event, source="127.0.0.1")
    response = saying.send()
    assert response.status_code == 429 and int(response.headers["Retry-After"]) <= SENT.seconds
    assert "nothing is lost" in saying.shown and "in 10 minutes" in saying.shown and kept() == 0
    clock.move(seconds=SENT.seconds)
    saying.post()
    assert "Thank you. We have it" in saying.shown and kept() == 1


def source_had_its_turns():
    from app.web import source_limits

    with source_had_its_turns.app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        for _ in range(SENT.times):
            assert source_limits.wait_for(SENT) == 0


@pytest.fixture(autouse=True)
def own_app(app):
    source_had_its_turns.app = app


def test_another_network_is_another_source(client, event):
    source_had_its_turns()
    assert answer(client, event, source="192.0.2.7").send().status_code == 200


def test_one_page_cannot_be_sent_with_ever_other_words(client, event, clock):
    saying = answer(client, event)
    held = dict(saying.fields)
    answers = []
    for number in range(7):
        saying.fields = held
        saying.post(do="to:q-love")
        saying.answer(words=f"Words of {number}").to_the_end()
        answers.append(saying.send().status_code)
    assert answers == [200] * 5 + [429] * 2


SOURCE, AGENT = "198.51.100.253", "Sentinel/7.1 (a browser nobody has)"


def test_no_address_and_no_agent_is_kept_or_logged_and_no_cookie_set(client, event, caplog, clock):
    clock.set("2026-11-24T10:37:42")
    client.environ_base["HTTP_USER_AGENT"] = AGENT
    caplog.set_level(logging.DEBUG)
    saying = answer(client, event, source=SOURCE)
    assert "Set-Cookie" not in saying.response.headers
    assert "Set-Cookie" not in saying.send().headers
    for path in ("hear-back", "about-you"):
        client.get(f"{saying.address}/{path}", environ_base={"REMOTE_ADDR": SOURCE})
    logged = "\n".join(str(vars(record)) for record in caplog.records)
    kept_rows = stored()
    assert "buses-after-six" in kept_rows
    for sentinel in (SOURCE, "198.51.100", AGENT, "Sentinel/7.1"):
        assert sentinel not in kept_rows and sentinel not in logged
    assert kept() == 1 and ":37" not in said_when()


def stored():
    """Every value of every row but the postcodes, which come with the place."""
    return "\n".join(
        str(tuple(row))
        for table in Base.metadata.sorted_tables
        if not table.name.startswith("postcode")
        for row in db.session.execute(text(f'select * from "{table.name}"'))
    )


def said_when():
    """Everything that says when somebody spoke."""
    return "\n".join(
        str(moment)
        for kind, column in ((CaptureRecord, "received_at"), (Conversation, "spoke_at"))
        for moment in db.session.scalars(select(getattr(kind, column)))
    )


class TestTearOff:
    @pytest.fixture
    def card(self, event):
        block = CardBlockFactory(event_id=event.id)
        db.session.flush()
        db.session.add(TearOffCode(words="river lamp boat", event_id=event.id, block_id=block.id, card=1))
        db.session.commit()
        return db.session.get(CardBlock, block.id)

    @pytest.mark.parametrize("typed", ["river lamp boat", "RIVER-LAMP-BOAT", " River, lamp  boat. "])
    def test_its_words_lead_to_the_event_and_to_nothing_else(self, client, card, typed):
        response = client.get("/what-happened", query_string={"code": typed})
        assert (response.status_code, response.location) == (303, "/what-happened/buses-after-six")

    def test_other_words_are_said_and_kept(self, client, card):
        response = client.get("/what-happened", query_string={"code": "river lamp zoo"})
        page = response.get_data(as_text=True)
        assert response.status_code == 422 and "river lamp zoo" in page and "No card of ours" in page

    @pytest.mark.parametrize("lang", ["", "/ar"])
    @pytest.mark.parametrize("typed", ["", "  "])
    def test_pressed_empty_the_page_asks_for_the_words(self, client, card, lang, typed):
        response = client.get(f"{lang}/what-happened", query_string={"code": typed})
        assert response.status_code == 422 and 'href="#code"' in response.text

    def test_a_word_that_is_not_in_our_list_is_named(self, client, card):
        page = client.get("/what-happened", query_string={"code": "rivver lamp zoo"}).text
        assert (
            "“rivver” is not one of our words" in page and "“lamp” is" not in page and "“zoo” is" not in page
        )

    def test_of_three_words_from_the_list_none_is_named(self, client, card):
        page = client.get("/what-happened", query_string={"code": "river lamp zoo"}).text
        assert "No card of ours" in page and "is not one of our words" not in page

    def test_guessing_is_slowed_down(self, client, card, clock):
        for _ in range(WRONG_WORDS.times):
            assert client.get("/what-happened?code=no-such-words").status_code == 422
        assert client.get("/what-happened?code=no-such-words").status_code == 429
        assert client.get("/what-happened?code=river-lamp-boat").status_code == 429
        clock.move(seconds=WRONG_WORDS.seconds)
        assert client.get("/what-happened?code=river-lamp-boat").status_code == 303

    def test_before_publication_it_says_how_many_spoke_rounded_and_when_to_come_back(
        self, client, event, clock
    ):
        for number in range(13):
            ConversationFactory(event_id=event.id, said={"love": f"Secret words {number}"})
        clock.set(ours.now() + dt.timedelta(days=1))
        page = client.get("/what-happened/buses-after-six").get_data(as_text=True)
        assert "about 15 people" in page and "Come back after" in page and "Secret words" not in page

    def test_few_are_not_counted_and_being_late_is_said(self, client, event, clock):
        ConversationFactory(event_id=event.id)
        clock.set(ours.now() + dt.timedelta(weeks=7))
        page = client.get("/what-happened/buses-after-six").get_data(as_text=True)
        assert "We are reading what people said" in page and "We are late with this" in page
