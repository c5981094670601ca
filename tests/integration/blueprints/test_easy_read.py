"""Easy Read in place of the usual words: plain pages, asking for a link worker, saying something online."""

import re

import pytest

from app.database import db
from app.domain.viewer import ANONYMOUS
from app.extensions import limiter
from app.operations import journey_drafts
from app.web.labels_consent import TEXTS
from tests.easy_sentences import too_long
from tests.factories_engagement import EventFactory
from tests.people import post
from tests.saying_online import Answering

DRAFT = "This Easy Read is a draft"


@pytest.fixture(autouse=True)
def fresh_limits():
    limiter.reset()


def easy(client, at):
    return client.get(f"{at}?read=easy").text


@pytest.mark.parametrize("at", ["/privacy", "/our-plan", "/help-now", "/guides/what-is-a-link-worker"])
def test_a_page_is_shown_in_easy_read_in_its_own_place(client, at):
    assert "Read it in Easy Read, with pictures" in client.get(at).text
    page = easy(client, at)
    assert "gin-easy" in page and DRAFT in page
    whole = re.search(r'href="([^"]+)" class="govuk-back-link"|class="govuk-back-link" href="([^"]+)"', page)
    address = whole[1] or whole[2]
    assert address == f"{at}?read=usual"
    client.set_cookie("reading", "easy")
    assert "gin-easy" not in client.get(address).text


def test_a_page_that_is_not_in_easy_read_says_so_and_leads_to_those_that_are(client):
    assert "not in Easy Read yet" not in client.get("/terms").text
    page = easy(client, "/terms")
    assert "This page is not in Easy Read yet." in page
    assert 'href="/ways-to-read#easy-read"' in page
    assert "/guides/what-is-a-link-worker/easy" in client.get("/ways-to-read").text


@pytest.fixture
def begun(client, clock):
    """A browser that has answered everything and sent nothing."""

    def begin(answers):
        token = journey_drafts.begin("get-help", answers, by=ANONYMOUS, language="en")
        db.session.commit()
        client.set_cookie("ginnel-get-help", token, domain="localhost")

    return begin


STEPS = ["name", "born", "home", "doctor", "ways", "details", "matters", "talk", "risks", "agree"]
ANSWERS = {
    "who": {"who": "me"},
    "name": {"given": "Marek", "family": "Zielonka", "preferred": ""},
    "born": {"born": "1944-02-04"},
    "home": {"home": "withheld", "postcode": ""},
    "doctor": {"practice": "", "nhs_number": ""},
    "ways": {"ways": ["phone", "text", "email", "letter", "somebody-i-trust"]},
    "details": {
        "phone": "07700 900417",
        "leave_message": "no",
        "others_may_answer": "no",
        "email": "marek@people.example",
        "address": "1 Bench Row",
        "trusted_name": "Kuba",
        "trusted_phone": "0113 496 0000",
    },
    "matters": {"concerns": ["lonely"], "words": ""},
    "talk": {"english": "yes"},
    "risks": {"risks": "none-known", "words": ""},
    "agree": {"contact": "yes", "record": "yes", "feedback": "no"},
}
CARER = {**ANSWERS, "who": {"who": "carer"}, "caring": {"cares_for": "My wife."}}
THEIRS = {
    **ANSWERS,
    "who": {"who": "somebody"},
    "agrees": {"agrees": "yes"},
    "you": {"name": "Kuba", "relation": "grandson", "phone": "0113 496 0000", "email": ""},
}


def is_easy(page, *, has_pictures=True):
    assert DRAFT in page and ("gin-easy" in page or not has_pictures)
    assert "/drawings/" in page.partition("gin-easy")[2]
    agreed = " ".join(map(str, TEXTS.values()))
    return [one for one in too_long(page) if one not in agreed]  # consent keeps its words


def test_every_question_for_a_link_worker_is_asked_in_easy_read(client, begun):
    for answers, steps in (
        (ANSWERS, [*STEPS, "more"]),
        (CARER, ["caring"]),
        (THEIRS, ["agrees", "you", *STEPS]),
    ):
        begun(answers)
        for step in steps:
            page = easy(client, f"/get-help/{step}")
            assert f'action="/get-help/{step}?read=easy"' in page, step
            long = is_easy(page)
            assert step == "more" or long == [], step


def test_easy_read_goes_with_the_reader_from_the_door_to_the_answers(client, clock):
    page = easy(client, "/get-help")
    assert is_easy(page) == [] and 'action="/get-help?read=easy"' in page
    assert 'href="/get-help?read=easy"' in client.get("/get-help").text
    begun = post(client, "/get-help?read=easy", who="me")
    assert begun.location == "/get-help/name?read=easy"
    following = post(client, begun.location, given="Marek")
    assert following.location == "/get-help/born?read=easy"
    assert client.get_cookie("reading") is None


def test_what_is_said_in_place_of_a_question_is_easy_too(client, begun):
    for step, values in (
        ("home", {"home": {"home": "given", "postcode": "YO1 7HH"}}),
        ("born", {"born": {"born": "2019-02-04"}}),
        ("agree", {"agree": {"contact": "no", "record": "no", "feedback": "no"}}),
    ):
        begun({**ANSWERS, **values})
        assert is_easy(easy(client, f"/get-help/{step}")) == [], step
    for said in ("no", "not-asked", "cannot"):
        begun({**THEIRS, "agrees": {"agrees": said}})
        assert is_easy(easy(client, "/get-help/agrees")) == []


def test_the_address_to_write_down_is_as_short_as_ever(client, begun):
    begun(ANSWERS)
    code = post(client, "/get-help/saved?read=easy", email="").text
    assert is_easy(code) == []
    assert "/get-help/come-back</bdi>" in code


def test_the_end_of_asking_is_easy_too(client, begun, clock):
    begun(ANSWERS)
    assert is_easy(easy(client, "/get-help/saved")) == []
    page = easy(client, "/get-help/check")
    assert is_easy(page) == [] and 'action="/get-help/send?read=easy"' in page
    clock.move(seconds=60)
    body = re.search(r'name="body" value="([0-9a-f]{64})"', page)[1]
    sent = post(client, "/get-help/send?read=easy", body=body)
    assert sent.location == "/get-help/sent?read=easy"
    assert is_easy(client.get(sent.location).text) == []


def test_saying_something_online_is_asked_in_easy_read(client, clock):
    event = EventFactory(is_online=True, slug="buses-after-six", name="Buses after six")
    assert is_easy(easy(client, "/have-your-say")) == []
    assert 'href="/have-your-say/buses-after-six?read=easy"' in easy(client, "/have-your-say")
    saying = Answering(client, event)
    saying.address += "?read=easy"
    saying.answer_to(client.get(saying.address))
    assert is_easy(saying.shown) == []
    saying.answer()
    while saying.step != "check":
        assert is_easy(saying.shown) == [], saying.step
        assert 'action="/have-your-say/buses-after-six?read=easy"' in saying.shown
        given = {"age": {"age": "adult"}, "q-love": {"words": "The allotments"}}
        saying.answer(**given.get(saying.step, {}))
    assert is_easy(saying.shown) == []
    clock.move(seconds=60)
    saying.send()
    assert is_easy(saying.shown) == [] and "Thank you" in saying.shown
    assert client.get_cookie("reading") is None
    for at in ("about-you", "hear-back", "hear-back/left", "about-you/left"):
        page = easy(client, f"/have-your-say/buses-after-six/{at}")
        assert DRAFT in page and (at == "about-you" or is_easy(page) == []), at
    assert is_easy(easy(client, "/what-happened")) == []
    assert is_easy(easy(client, "/what-happened/buses-after-six")) == []


@pytest.mark.parametrize("read", ["easy", "usual", "large-easy"])
def test_the_words_of_a_card_are_looked_up_as_the_page_is_read(client, read):
    page = client.get(f"/what-happened?read={read}").text.partition("<form")[2].partition("</form>")[0]
    assert 'action="/what-happened"' in page and f'name="read" value="{read}"' in page
    assert 'name="read"' not in client.get("/what-happened").text


def test_words_change_to_easy_read_in_the_middle_and_nothing_typed_is_lost(client, clock):
    event = EventFactory(is_online=True, slug="buses-after-six")
    saying = Answering(client, event).answer().answer(age="adult")
    assert 'formaction="/have-your-say/buses-after-six?read=easy"' in saying.shown
    saying.address += "?read=easy"
    saying.post(do="here", words="The allotments")
    assert "gin-easy" in saying.shown and "The allotments" in saying.shown and saying.step == "q-love"


def test_a_question_is_asked_in_the_easy_words_of_its_set(client, clock):
    event = EventFactory(is_online=True, slug="buses-after-six")
    question = event.asks.questions[0]
    question.words = {"en": {**question.words["en"], "easy": "What is good here?"}}
    db.session.commit()
    assert "What is good here?" not in Answering(client, event).answer().answer(age="adult").shown
    client.set_cookie("reading", "easy")
    assert "What is good here?" in Answering(client, event).answer().answer(age="adult").shown
