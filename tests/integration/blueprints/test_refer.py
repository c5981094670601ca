"""Somebody at work refers: signed in or by link, in short pages, once; what is wrong is said and kept."""

import re

import pytest

from app.database import db
from app.domain.people import LinkPurpose
from app.domain.referral import ReferralSource
from app.domain.roles import Role
from app.extensions import limiter
from app.models.messages import Message
from app.models.persons import JourneyDraft
from app.models.referrals import Referral
from app.operations import access_links
from tests.factories import OrganizationFactory
from tests.factories_connect import PracticeFactory
from tests.people import post

WHO = {
    "given_name": "Halina",
    "family_name": "Nowak",
    "born_on": ["2", "5", "1944"],
    "postcode": "ls97uf",
}
REACH = {"channel": "phone", "contact": "0113 496 0417"}
WHY = {"concerns": ["lonely", "money"], "reason": "Her husband died in May.", "agreed": "spoken"}
FIRST = {"risks": "none-known", "is_urgent": "no"}


@pytest.fixture(autouse=True)
def fresh_limits(clock):
    limiter.reset()


@pytest.fixture
def referrer(as_role):
    surgery = OrganizationFactory(name="Beck Side Surgery")
    browser = as_role(Role.REFERRER, organization_id=surgery.id)
    browser.organization_id = surgery.id
    return browser


def body(client):
    return re.search(r'name="body" value="([^"]+)"', client.get("/refer/check").text)[1]


def answer_all(client, **changed):
    for step, values in (("who", WHO), ("reach", REACH), ("why", WHY), ("first", FIRST)):
        response = post(client, f"/refer/for/{step}", **{**values, **changed.get(step, {})})
        assert response.status_code == 303, response.text
    return response


def send(client, clock):
    clock.move(seconds=60)
    return post(client, "/refer/send", body=body(client))


def letters_to(address):
    return [one for one in db.session.query(Message) if one.recipient == address]


def the_one():
    return db.session.query(Referral).one()


def test_looking_sets_no_cookie_and_says_how_to_get_in(client):
    response = client.get("/refer")
    assert "Set-Cookie" not in response.headers
    assert "Sign in and refer somebody" in response.text and "999" in response.text


def test_nobody_begins_without_an_account_or_a_link(client):
    response = post(client, "/refer")
    assert response.status_code == 303 and "/sign-in" in response.location
    assert client.get("/refer/for/who").location == "/refer"


def test_short_path_leads_to_one_referral_of_the_organisation(referrer, clock):
    post(referrer, "/refer")
    answer_all(referrer)
    check = referrer.get("/refer/check").text
    for words in (
        "Halina Nowak",
        "2 May 1944",
        "0113 496 0417",
        "Her husband died in May.",
        "No known risks",
    ):
        assert words in check
    assert send(referrer, clock).location == "/refer/sent"
    made = the_one()
    assert (made.source, made.referrer_organization_id) == (
        ReferralSource.PROFESSIONAL,
        referrer.organization_id,
    )
    assert (made.referrer_service, made.referrer_contact) == ("Beck Side Surgery", referrer.account.email)
    assert made.document["postcode"] == "LS9 7UF" and made.document["phone"] == "0113 496 0417"
    assert made.document["reaching"]["channels"] == ["phone"]
    assert (
        made.document["consents"]["contact"]["given"]
        and made.document["consents"]["contact"]["how"] == "spoken"
    )
    page = referrer.get("/refer/sent").text
    assert made.reference in page and "999" in page


def test_button_pressed_twice_sends_once(referrer, clock):
    post(referrer, "/refer")
    answer_all(referrer)
    sent = body(referrer)
    clock.move(seconds=60)
    for _ in range(2):
        assert post(referrer, "/refer/send", body=sent).location == "/refer/sent"
    assert db.session.query(Referral).count() == 1
    assert len(letters_to(referrer.account.email)) == 1


@pytest.mark.parametrize(
    ("step", "changed", "said"),
    [
        ("who", {"given_name": " "}, "Write their first name"),
        ("who", {"born_on": ["2", "5", "2044"]}, "in the future"),
        ("who", {"born_on": ["31", "2", "1944"]}, "Write a real date"),
        ("who", {"born_on": ["2", "5", "2016"]}, "They are under 16"),
        ("who", {"born_on": ["2", "5", "1844"]}, "before 1900"),
        ("who", {"postcode": "nowhere at all"}, "This is no postcode"),
        ("reach", {"contact": "O113 call me"}, "letters in this phone number"),
        ("reach", {"contact": "0113 49"}, "too few or too many digits"),
        ("reach", {"channel": "email", "contact": "halina at home"}, "no whole e-mail address"),
        ("reach", {"channel": ""}, "at least one safe way"),
        ("why", {"concerns": []}, "at least one thing"),
        ("why", {"agreed": ""}, "Say whether they agree"),
        ("first", {"risks": ""}, "is an answer"),
        ("first", {"is_urgent": ""}, "Say whether it is urgent"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(referrer, step, changed, said):
    post(referrer, "/refer")
    pages = {"who": WHO, "reach": REACH, "why": WHY, "first": FIRST}
    response = post(referrer, f"/refer/for/{step}", **{**pages[step], **changed})
    assert response.status_code == 422 and said in response.text
    for value in changed.values():
        if isinstance(value, str) and value.strip() and step in {"who", "reach"} and value != "email":
            assert value in response.text


def test_who_has_not_agreed_is_told_why_and_never_written_to(referrer, clock):
    post(referrer, "/refer")
    reach = {"channel": "email", "contact": "halina@home.example"}
    response = answer_all(referrer, reach=reach, why={"agreed": "no"})
    assert response.location == "/refer/for/why-not" or "why-not" in referrer.get("/refer/check").location
    assert post(referrer, "/refer/for/why-not", why_not="").status_code == 422
    post(referrer, "/refer/for/why-not", why_not="She has had a stroke.")
    send(referrer, clock)
    said = the_one().document["consents"]["contact"]
    assert (said["given"], said["why_not"]) == (False, "She has had a stroke.")
    assert letters_to("halina@home.example") == []
    assert "talk with you first" in referrer.get("/refer/sent").text


def test_a_risk_is_put_into_words(referrer, clock):
    post(referrer, "/refer")
    assert answer_all(referrer, first={"risks": "some"}).location == "/refer/for/risks"
    post(referrer, "/refer/for/risks", risk_words="A dog that bites.")
    send(referrer, clock)
    assert the_one().document["risks"] == {"answer": "some", "words": "A dog that bites."}


def test_more_is_kept_and_the_own_practice_is_chosen(referrer, clock):
    practice = PracticeFactory(organization_id=referrer.organization_id)
    db.session.commit()
    post(referrer, "/refer")
    answer_all(referrer)
    assert f'value="{practice.id}" selected' in referrer.get("/refer/for/more").text
    wrong = post(referrer, "/refer/for/more", nhs_number="943 476 5918")
    assert wrong.status_code == 422 and "one of its digits is wrong" in wrong.text
    more = {"nhs_number": "943 476 5919", "practice_id": str(practice.id), "interpreter": "Polish"}
    support = {"support": ["hearing-loop"], "groups": ["frailty"], "safeguarding": "She seems afraid."}
    assert post(referrer, "/refer/for/more", **more, **support, language="pl").status_code == 303
    assert "Hearing loop" in referrer.get("/refer/check").text
    send(referrer, clock)
    made = the_one()
    assert made.document["nhs_number"] == "9434765919" and made.practice_id == practice.id
    assert made.is_safeguarding and made.document["reaching"]["interpreter"] == "Polish"
    assert made.document["groups"] == ["frailty"] and made.language == "pl"


def test_a_draft_is_found_again_by_its_account_and_by_no_other(referrer, as_role):
    post(referrer, "/refer")
    post(referrer, "/refer/for/who", **WHO)
    assert post(referrer, "/refer/saved").location == "/refer?kept=1"
    draft = db.session.query(JourneyDraft).one()
    assert "Halina Nowak" in referrer.get("/refer/own").text
    other = as_role(Role.REFERRER)
    assert "Halina" not in other.get("/refer/own").text
    assert post(other, f"/refer/go-on/{draft.id}").status_code == 404
    assert post(referrer, f"/refer/go-on/{draft.id}").location == "/refer/for/reach"


def test_a_second_referral_leaves_the_first_draft_alone(referrer):
    post(referrer, "/refer")
    post(referrer, "/refer/for/who", **WHO)
    post(referrer, "/refer")
    assert db.session.query(JourneyDraft).count() == 2


@pytest.fixture
def invited(as_role, app):
    surgery = OrganizationFactory()
    colleague = as_role(Role.REFERRER, organization_id=surgery.id)
    sent = post(colleague, "/refer/invite", email="sam@chemist.example", name="", service="")
    assert sent.status_code == 303
    (letter,) = letters_to("sam@chemist.example")
    return letter.parameters["token"], surgery.id


def test_link_opens_a_page_and_its_button_begins(invited, client, clock):
    token, organization = invited
    page = client.get(f"/refer/by/{token}")
    assert "Set-Cookie" not in page.headers and "Begin" in page.text
    post(client, f"/refer/by/{token}")
    missing = post(client, "/refer/for/first", **FIRST)
    assert "Write your name and where you work" in missing.text
    answer_all(client, first={"referrer": "Sam Ali, Oak Chemist"})
    send(client, clock)
    made = the_one()
    assert (made.referrer_name, made.referrer_service) == ("Sam Ali", "Oak Chemist")
    assert (made.referrer_contact, made.referrer_organization_id) == ("sam@chemist.example", organization)


def test_link_that_ran_out_says_so_and_one_guessed_is_not_there(invited, client, clock):
    token, _organization = invited
    assert client.get("/refer/by/guessed").status_code == 404
    clock.move(days=29)
    assert client.get(f"/refer/by/{token}").status_code == 410


def test_invited_come_back_with_a_code_and_the_date_of_birth(invited, client, app):
    token, _organization = invited
    post(client, f"/refer/by/{token}")
    post(client, "/refer/for/who", **WHO)
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", post(client, "/refer/saved", email="").text)[0]
    elsewhere = app.test_client()
    assert post(elsewhere, "/refer/come-back", code=code, born=["3", "5", "1944"]).status_code == 422
    assert post(elsewhere, "/refer/come-back", code=code, born=WHO["born_on"]).location == "/refer/for/reach"


def test_who_begins_in_time_may_send_after_the_link_ran_out(invited, client, clock):
    token, _organization = invited
    clock.move(days=27)
    post(client, f"/refer/by/{token}")
    clock.move(days=2)
    answer_all(client, first={"referrer": "Sam Ali, Oak Chemist"})
    send(client, clock)
    assert the_one().referrer_contact == "sam@chemist.example"


def test_invitation_taken_back_sends_nothing(invited, client, clock):
    token, _organization = invited
    post(client, f"/refer/by/{token}")
    answer_all(client, first={"referrer": "Sam Ali, Oak Chemist"})
    access_links.withdraw(access_links.find(LinkPurpose.REFER, token))
    assert send(client, clock).status_code == 410
    assert db.session.query(Referral).count() == 0


def test_invitation_to_no_address_is_refused(referrer):
    response = post(referrer, "/refer/invite", email="sam at work", name="Sam", service="")
    assert response.status_code == 422 and "sam at work" in response.text


def test_role_without_the_permission_is_refused(as_role):
    provider = as_role(Role.PROVIDER)
    assert provider.get("/refer/invite").status_code == 403
    assert "Begin" not in provider.get("/refer").text
