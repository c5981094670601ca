"""Where a referral stands, for whoever made it: signed in or by its link, and for nobody else."""

import pytest

from app.database import db
from app.domain.audit import Outcome
from app.domain.case import CaseStatus, ClosureReason
from app.domain.consent import ConsentPurpose
from app.domain.people import LinkPurpose
from app.domain.referral import NotAcceptedReason, ReferralSource, ReferralStatus
from app.domain.roles import Role
from app.extensions import limiter
from app.models.audit import AuditEvent
from app.operations import access_links
from tests.factories import OrganizationFactory
from tests.factories_connect import CaseFactory, ConsentFactory, PersonFactory, ReferralFactory
from tests.people import post


@pytest.fixture(autouse=True)
def fresh_limits(clock):
    limiter.reset()


@pytest.fixture
def surgery(app):
    return OrganizationFactory().id


@pytest.fixture
def referral(surgery):
    made = ReferralFactory(
        source=ReferralSource.PROFESSIONAL,
        referrer_organization_id=surgery,
        status=ReferralStatus.INFO_NEEDED,
        question="Which number is safe?",
    )
    db.session.commit()
    return made


@pytest.fixture
def door(referral):
    token = access_links.make(LinkPurpose.REFERRAL, referral=referral.id).token
    db.session.commit()
    return f"/referral/{token}"


def test_list_is_the_own_organisations_with_questions_first(as_role, referral, surgery):
    ReferralFactory(referrer_organization_id=surgery, source=ReferralSource.PROFESSIONAL)
    theirs = ReferralFactory(referrer_organization_id=OrganizationFactory().id)
    page = as_role(Role.REFERRER, organization_id=surgery).get("/refer/own").text
    assert page.index("A question waits for you") < page.index("We have it")
    assert referral.reference in page and theirs.reference not in page


def test_another_organisations_referral_is_not_there_and_is_traced(as_role, referral):
    stranger = as_role(Role.REFERRER)
    assert stranger.get(f"/refer/own/{referral.id}").status_code == 404
    event = db.session.query(AuditEvent).filter_by(action="referral.refused").one()
    assert (event.object_id, event.outcome) == (referral.id, Outcome.REFUSED)


def test_question_is_answered_by_link_without_a_name_on_the_page(client, referral, door):
    page = client.get(door).text
    assert "Which number is safe?" in page and "Zielonka" not in page and "M. Z." in page
    assert post(client, door, do="answer", answer=" ", version=referral.version).status_code == 422
    said = {"do": "answer", "answer": "The mobile.", "version": referral.version}
    assert post(client, door, **said).location.endswith("?done=1")
    assert post(client, door, **said).status_code == 303
    db.session.refresh(referral)
    assert (referral.status, referral.answer) == (ReferralStatus.IN_TRIAGE, "The mobile.")


def test_answer_that_comes_too_late_is_kept_on_the_page(client, referral, door):
    referral.status = ReferralStatus.ACCEPTED
    db.session.commit()
    late = post(client, door, do="answer", answer="The mobile.", version=referral.version)
    assert late.status_code == 409 and "The mobile." in late.text


def test_answer_on_a_stale_page_can_be_sent_again(client, referral, door):
    old = referral.version
    referral.priority = "soon"
    db.session.commit()
    stale = post(client, door, do="answer", answer="The mobile.", version=old)
    assert stale.status_code == 409 and "The mobile.</textarea>" in stale.text
    assert post(client, door, do="answer", answer="The mobile.", version=referral.version).status_code == 303


def test_it_is_taken_back_with_a_reason(as_role, referral, surgery):
    browser = as_role(Role.REFERRER, organization_id=surgery)
    address = f"/refer/own/{referral.id}"
    assert post(browser, address, do="withdraw", reason="", version=referral.version).status_code == 422
    assert (
        post(browser, address, do="withdraw", reason="She moved.", version=referral.version).status_code
        == 303
    )
    db.session.refresh(referral)
    assert referral.status is ReferralStatus.WITHDRAWN
    assert "Taken back" in browser.get(address).text


def test_not_accepted_says_why_and_what_instead(client, referral, door):
    referral.status, referral.not_accepted = ReferralStatus.NOT_ACCEPTED, NotAcceptedReason.AGE
    referral.message = "Ring the children's team."
    db.session.commit()
    page = client.get(door).text
    assert "people of their age" in page and "children&#39;s team" in page


@pytest.mark.parametrize("agreed", [True, False])
def test_the_end_is_shown_only_where_the_person_agreed(client, referral, door, agreed):
    person = PersonFactory()
    ConsentFactory(person_id=person.id, purpose=ConsentPurpose.TELL_REFERRER, given=agreed)
    case = CaseFactory(person=person, status=CaseStatus.CLOSED, closure_reason=ClosureReason.GOALS_MET)
    referral.status, referral.case_id, referral.person_id = ReferralStatus.ACCEPTED, case.id, person.id
    db.session.commit()
    page = client.get(door).text
    assert ("They reached what they wanted" in page) is agreed
    assert ("has ended" in page) is agreed


def test_link_that_ran_out_is_a_page_that_says_what_to_do(client, referral, door, clock):
    clock.move(days=401)
    gone = client.get(door)
    assert gone.status_code == 410 and "Ring us" in gone.text
    assert client.get("/referral/guessed").status_code == 404


def test_looking_by_link_is_traced(client, door):
    client.get(door)
    assert db.session.query(AuditEvent).filter_by(action="referral.seen", actor="link").count() == 1
