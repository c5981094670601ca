"""A call or a letter typed in on one page: kept when they say so, sent once."""

import re
import uuid

import pytest

from app.database import db
from app.domain.referral import ReferralMethod, ReferralSource
from app.domain.roles import Role
from app.models.persons import JourneyDraft
from app.models.referrals import Referral
from tests.people import post

CALL = {
    "source": "helpline",
    "method": "2",
    "asked_by": "other",
    "referrer_name": "Jan Nowak",
    "referrer_service": "her son",
    "referrer_contact": "0113 496 0418",
    "given_name": "Halina",
    "family_name": "Nowak",
    "born_on": ["2", "5", "1944"],
    "postcode": "LS9 7UF",
    "channels": ["phone", "somebody-i-trust"],
    "phone": "0113 496 0417",
    "trusted_name": "Jan",
    "concerns": ["lonely"],
    "reason": "Her husband died in May.",
    "agreed": "spoken",
    "risks": "none-known",
    "is_urgent": "yes",
    "do": "send",
}


@pytest.fixture(autouse=True)
def stopped(clock):
    pass


@pytest.fixture
def helpline(as_role):
    return as_role(Role.HELPLINE_WORKER)


def key_of(page):
    return re.search(r'name="key" value="([^"]+)"', page.text)[1]


def test_a_call_is_typed_in_on_one_page(helpline):
    key = key_of(helpline.get("/refer/typed"))
    sent = post(helpline, "/refer/typed", key=key, **CALL)
    made = db.session.query(Referral).one()
    assert (
        sent.location == f"/refer/typed/sent/{made.id}" and made.reference in helpline.get(sent.location).text
    )
    assert (made.source, made.method) == (ReferralSource.HELPLINE, ReferralMethod.PHONE)
    assert (made.made_by, made.referrer_name, made.is_urgent) == (helpline.account.id, "Jan Nowak", True)
    assert made.document["reaching"]["trusted"]["name"] == "Jan"


@pytest.mark.parametrize("agreed", ["NaN", "spoken ", "yes"])
def test_an_agreement_that_is_none_is_asked_again_and_nothing_is_sent(helpline, agreed):
    key = key_of(helpline.get("/refer/typed"))
    refused = post(helpline, "/refer/typed", key=key, **{**CALL, "agreed": agreed})
    assert refused.status_code == 422 and "Her husband died in May." in refused.text
    assert 'id="agreed-error"' in refused.text
    assert db.session.query(Referral).count() == 0


def test_sent_twice_is_one_and_with_other_words_is_refused(helpline):
    key = key_of(helpline.get("/refer/typed"))
    for _ in range(2):
        assert post(helpline, "/refer/typed", key=key, **CALL).status_code == 303
    changed = post(helpline, "/refer/typed", key=key, **{**CALL, "reason": "Another reason."})
    assert changed.status_code == 409 and "Another reason." in changed.text
    assert db.session.query(Referral).one().document["reason"] == "Her husband died in May."


def test_half_of_it_is_kept_when_they_say_so(helpline, as_role):
    key = key_of(helpline.get("/refer/typed"))
    half = {"given_name": "Halina", "family_name": "Nowak", "phone": "no idea yet", "do": "save"}
    kept = post(helpline, "/refer/typed", key=key, **half)
    assert "no idea yet" in helpline.get(kept.location).text
    assert "Halina Nowak" in helpline.get("/refer").text
    assert as_role(Role.HELPLINE_WORKER).get(f"/refer/typed/{key}").status_code == 404
    assert post(helpline, "/refer/typed", key=key, **CALL).status_code == 303
    assert db.session.get(JourneyDraft, uuid.UUID(key)).answers is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source": ""}, "Say how it came"),
        ({"asked_by": ""}, "Say who asks"),
        ({"referrer_contact": ""}, "how we can answer"),
        ({"phone": "ring Jan"}, "letters in this phone number"),
        ({"trusted_name": ""}, "who it is that they trust"),
        ({"agreed": "no"}, "Say why they have not agreed"),
        ({"risks": "some"}, "what we should know"),
        ({"born_on": ["2", "5", "2044"]}, "in the future"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(helpline, changed, said):
    response = post(helpline, "/refer/typed", key=str(uuid.uuid4()), **{**CALL, **changed})
    assert (
        response.status_code == 422 and said in response.text and "Her husband died in May." in response.text
    )
    assert db.session.query(Referral).count() == 0


def test_another_accounts_key_and_page_are_not_there(helpline, as_role):
    key = key_of(helpline.get("/refer/typed"))
    post(helpline, "/refer/typed", key=key, **CALL)
    other = as_role(Role.HELPLINE_WORKER)
    assert post(other, "/refer/typed", key=key, **CALL).status_code == 404
    assert other.get(f"/refer/typed/sent/{db.session.query(Referral).one().id}").status_code == 404
    assert post(other, "/refer/typed", key="junk", **CALL).status_code == 404
