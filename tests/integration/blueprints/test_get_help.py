"""Get help: one question a page, a draft behind a cookie, one referral of it."""

import re

import pytest

from app.database import db
from app.domain.people import LinkPurpose
from app.domain.referral import ReferralMethod, ReferralSource, ReferralStatus
from app.domain.viewer import ANONYMOUS
from app.extensions import limiter
from app.jobs import journeys as job
from app.models.messages import Message
from app.models.people import AccessLink
from app.models.persons import JourneyDraft
from app.models.referrals import Referral
from app.operations import journey_drafts
from tests.factories_connect import PracticeFactory
from tests.letting_in import hidden

COOKIE = "ginnel-get-help"
BODY = re.compile(r'name="body" value="([0-9a-f]{64})"')
CODE = re.compile(r'<p class="govuk-heading-xl"><bdi dir="ltr">([A-Z0-9]{4}-[A-Z0-9]{4})</bdi>')
MINE = {
    "who": {"who": "me"},
    "name": {"given": "Marek", "family": "Zielonka", "preferred": "Mark"},
    "born": {"born": "1944-02-04"},
    "home": {"home": "given", "postcode": "LS9 7UF"},
    "doctor": {"practice": "beck side surgery", "nhs_number": "9434765919"},
    "ways": {"ways": ["text", "email"]},
    "details": {
        "phone": "07700 900417",
        "leave_message": "no",
        "email": "marek@people.example",
        "safe_times": "After 10",
        "never": "Never ring the landline.",
    },
    "matters": {"concerns": ["lonely"], "words": "I used to walk to the market."},
    "talk": {"english": "no", "interpreter": "Polish", "formats": ["large-print"], "font_size": 18},
    "risks": {"risks": "none-known", "words": ""},
    "agree": {"contact": "yes", "record": "yes", "feedback": "no"},
}
CARER = {**MINE, "who": {"who": "carer"}, "caring": {"cares_for": "My wife, she has dementia."}}
THEIRS = {
    **MINE,
    "who": {"who": "somebody"},
    "agrees": {"agrees": "yes"},
    "you": {"name": "Kuba", "relation": "grandson", "phone": "0113 496 0000", "email": "kuba@people.example"},
}
LINES = ["name", "caring", "doctor", "matters"]


@pytest.fixture(autouse=True)
def fresh_limits(clock):
    limiter.reset()


def post(client, at, page=None, **values):
    token = hidden(client.get(page or at).text)["form_token"]
    return client.post(at, data={"form_token": token, **values})


def answer(client, step, **values):
    return post(client, f"/get-help/{step}", f"/get-help/{step}?again=1", **values)


def hold(client, answers, **but):
    """Give the browser a draft with these answers; None leaves one out. Commits."""
    kept = {step: values for step, values in {**answers, **but}.items() if values is not None}
    token = journey_drafts.begin("get-help", kept, by=ANONYMOUS, language="en")
    db.session.commit()
    client.set_cookie(COOKIE, token, domain="localhost")


def send(client, clock, **boxes):
    page = client.get("/get-help/check").text
    clock.move(seconds=60)
    return post(client, "/get-help/send", "/get-help/check", body=BODY.search(page)[1], **boxes)


def sent():
    return db.session.query(Referral).one()


def draft():
    return db.session.query(JourneyDraft).one()


def test_looking_sets_no_cookie_and_says_first_that_it_is_not_for_emergencies(client):
    page = client.get("/get-help")
    assert "Set-Cookie" not in page.headers and "X-Robots-Tag" not in page.headers
    main = page.text.partition("<main")[2]
    form = main.index('name="who"')
    assert max(main.index(f"tel:{number}") for number in ("999", "111", "116123")) < form
    assert "Your browser keeps a cookie" in main
    assert main.index("A link worker has time to listen") < form


@pytest.mark.parametrize("prefix", ["", "/pl", "/ar"])
def test_walk_from_the_door_to_a_reference(client, clock, prefix):
    practice = PracticeFactory(name="Beck Side Surgery")
    begun = post(client, f"{prefix}/get-help", who="me")
    assert begun.location == f"{prefix}/get-help/name" and COOKIE in begun.headers["Set-Cookie"]
    typed = {
        **MINE,
        "born": {"born": ["4", "2", "1944"]},
        "home": {"home": "given", "postcode": "ls97uf"},
        "doctor": {"practice": "beck side surgery", "nhs_number": "943 476 5919"},
    }
    del typed["who"]
    for step, values in typed.items():
        given = post(client, f"{prefix}/get-help/{step}", **values)
        assert given.status_code == 303, (step, given.text)
    assert given.location == f"{prefix}/get-help/check"
    clock.move(seconds=60)
    page = client.get(given.location).text
    for words in ("Marek Zielonka", "LS9 7UF", "07700 900417", "I used to walk to the market.", "5919"):
        assert words in page
    assert "9434765919" not in page and "943 476" not in page
    answered = post(client, f"{prefix}/get-help/send", given.location, body=BODY.search(page)[1])
    made = sent()
    assert (made.status, made.source, made.method) == (
        ReferralStatus.RECEIVED,
        ReferralSource.SELF,
        ReferralMethod.SELF,
    )
    said = made.document
    assert (said["born_on"], said["nhs_number"], said["postcode"]) == ("1944-02-04", "9434765919", "LS9 7UF")
    assert said["practice_id"] == str(practice.id)
    assert said["reaching"]["channels"] == ["text", "email"]
    assert said["reaching"]["leave_message"] is False and said["reaching"]["others_may_answer"] is None
    assert (said["reaching"]["interpreter"], said["reaching"]["font_size"]) == ("Polish", 18)
    assert said["risks"] == {"answer": "none-known", "words": ""}
    assert {name: (one["given"], one["wording"], one["how"]) for name, one in said["consents"].items()} == {
        "contact": (True, "contact/1", "online"),
        "record": (True, "record/1", "online"),
        "feedback": (False, "feedback/1", ""),
    }
    assert said["language"] == (prefix.strip("/") or "en")
    (message,) = db.session.query(Message).all()
    assert message.recipient == "marek@people.example" and message.language == said["language"]
    page = client.get(answered.location).text
    assert made.reference in page and "tel:999" in page.partition("<main")[2]
    assert "Marek" not in page
    kept = draft()
    assert (kept.answers, kept.referral_id, made.id) == (None, made.id, kept.id)


def test_page_says_by_when_they_hear_over_a_weekend_and_a_bank_holiday(client, clock):
    clock.set("2026-12-24T10:00")
    hold(client, MINE)
    answered = send(client, clock)
    assert "Wednesday 30 December" in client.get(answered.location).text
    (message,) = db.session.query(Message).all()
    assert message.parameters["by"] == "2026-12-30"
    clock.move(days=3)
    assert "Wednesday 30 December" in client.get(answered.location).text


def test_no_mail_goes_where_mail_is_not_safe(client, clock):
    hold(client, MINE, ways={"ways": ["text"]})
    send(client, clock)
    assert sent().document["email"] == ""
    assert db.session.query(Message).count() == 0


def test_pressing_twice_sends_one_and_gives_the_same_answer(client, clock):
    hold(client, MINE)
    page = client.get("/get-help/check").text
    form = {"form_token": hidden(page)["form_token"], "body": BODY.search(page)[1]}
    clock.move(seconds=60)
    answers = {client.post("/get-help/send", data=form).location for _time in range(3)}
    assert answers == {"/get-help/sent"}
    assert sent().name == "Marek Zielonka"
    other = client.post("/get-help/send", data={**form, "body": "0" * 64})
    assert other.status_code == 409
    assert "You have sent this already" in other.text
    assert sent().name == "Marek Zielonka"


def test_answers_changed_in_another_window_are_not_sent_unseen(client, clock):
    hold(client, MINE)
    page = client.get("/get-help/check").text
    clock.move(seconds=60)
    answer(client, "matters", concerns=["money"], words="Money is short.")
    form = {"form_token": hidden(page)["form_token"], "body": BODY.search(page)[1]}
    stale = client.post("/get-help/send", data=form)
    assert stale.status_code == 409 and "nothing you wrote is lost" in stale.text
    assert db.session.query(Referral).count() == 0
    assert "Money is short." in client.get("/get-help/check").text


def test_pages_of_a_journey_that_is_sent_lead_to_what_happens_next(client, clock):
    hold(client, MINE)
    send(client, clock)
    for address in ("/get-help/name", "/get-help/check", "/get-help/saved"):
        assert client.get(address).location == "/get-help/sent"
    begun = post(client, "/get-help", who="me")
    assert begun.location == "/get-help/name"
    assert sorted(one.referral_id is None for one in db.session.query(JourneyDraft)) == [False, True]


WRONG = [
    ("name", {"given": "", "family": "Zielonka"}, "Write the first name.", "Zielonka"),
    ("name", {"given": "M" * 201, "family": "Z"}, "This is too long.", "M" * 201),
    ("born", {"born": ["", "", ""]}, "Write the day, the month and the year", ""),
    ("born", {"born": ["31", "2", "1944"]}, "Write a real date", "1944"),
    ("born", {"born": ["25", "11", "2026"]}, "This day is still to come.", "2026"),
    ("born", {"born": ["31", "12", "1899"]}, "This is before 1900.", "1899"),
    ("home", {"home": ""}, "Choose one answer.", ""),
    ("home", {"home": "given", "postcode": ""}, "Write the postcode", ""),
    ("home", {"home": "given", "postcode": "Harehills"}, "This is no postcode.", "Harehills"),
    ("home", {"home": "given", "postcode": "LS9 7UFF"}, "We do not know this postcode.", "LS9 7UFF"),
    ("doctor", {"nhs_number": "943 476 59"}, "has 10 digits", "943 476 59"),
    ("doctor", {"nhs_number": "943 476 5918"}, "One of the digits is not right", "943 476 5918"),
    ("doctor", {"nhs_number": "0000000000"}, "Nobody has this NHS number", "0000000000"),
    ("doctor", {"nhs_number": "999 000 0018"}, "Nobody has this NHS number", "999 000 0018"),
    ("ways", {}, "Choose at least one way for us to reach you", ""),
    ("details", {"phone": "ask my son", "email": "m@p.example"}, "This is no phone number.", "ask my son"),
    ("details", {"phone": "07700 900417", "email": "marek@"}, "This is no e-mail address.", "marek@"),
    (
        "details",
        {"phone": "07700 900417", "never": "Not Fridays."},
        "If you are not sure, choose no.",
        "Not Fridays.",
    ),
    ("matters", {"words": " "}, "Choose one of these, or write a few words.", ""),
    ("talk", {"english": "no", "words": "Slowly."}, "Write which language.", "Slowly."),
    ("talk", {"english": "yes", "font_size": "big"}, "Write the size as a number", "big"),
    ("talk", {"english": "yes", "font_size": "99"}, "Write a size from 12 to 48.", "99"),
    ("risks", {"words": "A dog."}, "Choose no or yes.", "A dog."),
    ("risks", {"risks": "some"}, "Write in a few words what it is.", ""),
    ("agree", {"contact": "yes", "record": "yes"}, "Choose yes or no.", ""),
]


@pytest.mark.parametrize(("step", "values", "words", "kept"), WRONG)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, step, values, words, kept):
    hold(client, MINE, **{step: None})
    page = answer(client, step, **values)
    assert page.status_code == 422
    main = page.text.partition("<main")[2]
    assert words in main.partition("<form")[0], "the summary stands first"
    assert main.count(words) >= 2 and kept in main.partition("<form")[2]
    assert client.get("/get-help/check").location == f"/get-help/{step}"
    assert step not in draft().answers


@pytest.mark.parametrize(
    ("answers", "step", "values", "words"),
    [
        (MINE, "born", {"born": ["25", "11", "2010"]}, "There is other help for younger people"),
        (MINE, "home", {"home": "given", "postcode": "BD1 1HY"}, "This is outside our area"),
        (MINE, "home", {"home": "given", "postcode": "SW1A 1AA"}, "This is outside our area"),
        (MINE, "agree", {"contact": "no", "record": "yes", "feedback": "no"}, "Then we cannot go on"),
        (THEIRS, "agrees", {"agrees": "not-asked"}, "Ask them first."),
        (THEIRS, "agrees", {"agrees": "cannot"}, "Then it needs a talk, not a form."),
        (THEIRS, "agrees", {"agrees": "no"}, "We get in touch with nobody who does not want it."),
    ],
)
def test_who_cannot_go_on_is_told_what_to_do_instead(client, clock, answers, step, values, words):
    hold(client, answers)
    page = client.get("/get-help/check").text
    form = {"form_token": hidden(page)["form_token"], "body": BODY.search(page)[1]}
    given = answer(client, step, **values)
    assert given.location == f"/get-help/{step}"
    told = client.get(given.location).text
    assert words in told and "tel:01134960123" in told.partition("<main")[2]
    assert "?again=1" in told
    clock.move(seconds=60)
    assert client.post("/get-help/send", data=form).location == f"/get-help/{step}"
    assert client.get("/get-help/check").location == f"/get-help/{step}"
    assert db.session.query(Referral).count() == 0


@pytest.mark.parametrize(
    ("values", "postcode"),
    [
        ({"home": "given", "postcode": "ls9"}, "LS9"),
        ({"home": "no-fixed-abode", "postcode": "LS9 7UF"}, ""),
        ({"home": "withheld"}, ""),
    ],
)
def test_where_somebody_lives_can_be_said_in_part_or_not_at_all(client, values, postcode):
    hold(client, MINE, home=None)
    assert answer(client, "home", **values).status_code == 303
    assert draft().answers["home"] == {"home": values["home"], "postcode": postcode}
    assert client.get("/get-help/check").status_code == 200


def test_carer_is_somebody_of_their_own(client, clock):
    hold(client, CARER)
    assert "My wife, she has dementia." in client.get("/get-help/check").text
    send(client, clock)
    made = sent()
    assert made.source is ReferralSource.CARER_SELF
    assert made.document["cares_for"] == "My wife, she has dementia."
    assert made.document["groups"] == ["carer"] and made.document["on_behalf"]["name"] == ""


def test_whoever_asks_for_another_says_who_they_are_and_nothing_is_agreed_in_their_name(client, clock):
    hold(client, THEIRS)
    assert "What is their name?" in client.get("/get-help/name").text
    assert "How is it safe for us to reach them?" in client.get("/get-help/ways").text
    assert client.get("/get-help/more").status_code == 404
    page = client.get("/get-help/check").text
    assert "Reaching them safely" in page and "Reaching you safely" not in page
    send(client, clock)
    made = sent()
    assert made.source is ReferralSource.FOR_SOMEBODY
    assert made.document["on_behalf"] == {
        "name": "Kuba",
        "relation": "grandson",
        "phone": "0113 496 0000",
        "email": "kuba@people.example",
        "person_agreed": True,
    }
    assert made.document["consents"]["contact"]["wording"] == "contact-for/1"
    assert made.document["consents"]["contact"]["how"] == "spoken"


def test_change_leads_back_to_the_answers_and_through_what_it_opens(client):
    hold(client, MINE)
    page = client.get("/get-help/check").text
    assert 'href="/get-help/ways?change=1&amp;again=1"' in page
    assert answer(client, "name", change="1", given="Marta").location == "/get-help/check"
    opened = answer(client, "ways", change="1", ways=["letter"])
    assert opened.location == "/get-help/details?change=1"
    page = client.get(opened.location).text
    assert 'name="change" value="1"' in page
    assert 'govuk-back-link" href="/get-help/ways"' in page, "the answers are not whole: no way back there"
    assert "Write where letters can go" in answer(client, "details", change="1", address="").text
    assert answer(client, "details", change="1", address="12 Chapel Lane").location == "/get-help/check"


def test_way_that_is_no_longer_safe_is_not_handed_in(client, clock):
    hold(client, MINE, ways={"ways": ["letter"]}, details={**MINE["details"], "address": "12 Chapel Lane"})
    send(client, clock)
    said = sent().document
    assert (said["phone"], said["email"], said["address"]) == ("", "", "12 Chapel Lane")


def test_abuse_at_home_brings_a_way_to_leave_and_a_number(client):
    hold(client, MINE)
    assert "data-exit" not in client.get("/get-help/talk").text
    assert "data-exit" in client.get("/get-help/matters").text
    answer(client, "matters", concerns=["domestic-abuse"])
    for address in ("/get-help/talk", "/get-help/check", "/get-help/saved"):
        assert "data-exit" in client.get(address).text, address
    assert "tel:08082000247" in client.get("/get-help/talk").text


def test_more_questions_are_asked_of_whoever_likes(client, clock):
    hold(client, MINE)
    assert 'href="/get-help/more"' in client.get("/get-help/check").text
    given = answer(
        client,
        "more",
        **{"ethnicity": "white-other", "ethnicity-words": "Polish", "religion": "not-said", "sex": "unknown"},
    )
    assert given.location == "/get-help/check"
    page = client.get(given.location).text
    assert "White: Any other White background" in page and "Prefer not to say" in page
    send(client, clock)
    assert sent().document["equality"] == {"ethnicity": "white-other", "religion": "not-said"}
    assert sent().document["equality_words"] == {"ethnicity": "Polish"}


def test_code_leads_back_with_the_date_of_birth_and_from_nowhere_else_then(client, app):
    hold(client, MINE, agree=None)
    page = post(client, "/get-help/saved", email="").text
    code = CODE.search(page)[1]
    assert "Tuesday 8 December" in page and db.session.query(Message).count() == 0
    assert code.replace("-", "") not in str(draft().code_hash)
    elsewhere = app.test_client()
    back = {"code": code.lower(), "born": ["5", "2", "1944"]}
    refused = post(elsewhere, "/get-help/come-back", **back)
    assert refused.status_code == 422 and code.lower() in refused.text
    assert post(elsewhere, "/get-help/come-back", code=code).status_code == 422
    given = post(elsewhere, "/get-help/come-back", **{**back, "born": ["4", "2", "1944"]})
    assert given.location == "/get-help/agree"
    assert "Marek" in elsewhere.get("/get-help/name").text
    left = client.get("/get-help/name")
    assert left.status_code == 410 and "no longer here" in left.text and "Marek" not in left.text


def test_way_back_can_be_taken_off_a_shared_device_and_the_code_still_works(client):
    hold(client, MINE)
    code = CODE.search(post(client, "/get-help/saved", email="").text)[1]
    assert post(client, "/get-help/saved", do="leave").location == "/get-help"
    assert client.get_cookie(COOKIE) is None and "You began before" not in client.get("/get-help").text
    back = post(client, "/get-help/come-back", code=code, born=["4", "2", "1944"])
    assert back.location == "/get-help/check"


def test_link_is_sent_to_a_safe_address_and_says_nothing_of_what_was_written(client, app):
    hold(client, MINE)
    assert post(client, "/get-help/saved", email="marek@").status_code == 422
    post(client, "/get-help/saved", email=" marek@people.example ")
    (message,) = db.session.query(Message).all()
    assert message.recipient == "marek@people.example" and "Marek" not in str(message.parameters)
    address = f"/come-back/{message.parameters['token']}"
    elsewhere = app.test_client()
    assert "Marek" not in elsewhere.get(address).text
    assert post(elsewhere, address).location == "/get-help/check"
    assert "Marek" in elsewhere.get("/get-help/check").text
    post(elsewhere, "/get-help/throw-away", "/get-help/check")
    assert elsewhere.get(address).status_code == 410
    assert client.get("/come-back/nobody").status_code == 404
    assert db.session.query(AccessLink).filter_by(purpose=LinkPurpose.JOURNEY).count() == 1


def test_page_half_written_is_kept_when_somebody_leaves(client):
    hold(client, MINE, risks=None, agree=None)
    assert answer(client, "risks", risks="some", do="save").location == "/get-help/saved"
    assert client.get("/get-help/check").location == "/get-help/risks"
    assert 'value="some" checked' in client.get("/get-help/risks").text
    assert answer(client, "risks", risks="none-known", do="save").location == "/get-help/saved"
    assert client.get("/get-help/check").location == "/get-help/agree"


def test_home_left_without_its_postcode_is_asked_again_and_not_called_outside(client):
    hold(client, MINE, home=None)
    assert answer(client, "home", home="given", postcode="", do="save").location == "/get-help/saved"
    assert "Where do you live?" in client.get("/get-help/home").text


def test_after_14_days_it_is_gone_and_a_page_says_so(client, clock):
    hold(client, MINE)
    clock.move(days=13, hours=23)
    assert client.get("/get-help/check").status_code == 200
    clock.move(hours=2)
    page = client.get("/get-help/check")
    assert page.status_code == 410 and "We keep what you wrote for 14 days" in page.text
    job.run({})
    db.session.commit()
    assert db.session.query(JourneyDraft).count() == 0


def test_throwing_it_away_forgets_it_at_once(client):
    hold(client, MINE)
    answered = post(client, "/get-help/throw-away", "/get-help/check")
    assert "We have thrown away what you wrote." in client.get(answered.location).text
    assert db.session.query(JourneyDraft).count() == 0
    assert client.get_cookie(COOKIE) is None
    assert client.get("/get-help/check").location == "/get-help"


def test_beginning_again_for_somebody_else_mixes_nothing(client):
    hold(client, MINE)
    assert "You began before" in client.get("/get-help").text
    assert post(client, "/get-help", who="me").location == "/get-help/check"
    assert post(client, "/get-help", who="somebody").location == "/get-help/agrees"
    assert draft().answers == {"who": {"who": "somebody"}}


@pytest.mark.parametrize(("wait", "boxes"), [(2, {}), (60, {"website2": "http://buy.example"})])
def test_machine_and_whoever_is_too_quick_are_told_that_nothing_is_sent(client, clock, wait, boxes):
    hold(client, MINE)
    page = client.get("/get-help/check").text
    clock.move(seconds=wait)
    answered = post(client, "/get-help/send", "/get-help/check", body=BODY.search(page)[1], **boxes)
    assert "Nothing is sent yet." in client.get(answered.location).text
    assert db.session.query(Referral).count() == 0


def test_guessing_codes_is_slowed_down(client):
    for _time in range(10):
        assert post(client, "/get-help/come-back", code="AAAA-AAAA").status_code == 422
    assert post(client, "/get-help/come-back", code="AAAA-AAAA").status_code == 429


@pytest.mark.parametrize("step", ["who", "caring", "agrees", "nothing"])
def test_question_nobody_asks_is_not_there(client, step):
    hold(client, MINE)
    assert client.get(f"/get-help/{step}").status_code == 404
