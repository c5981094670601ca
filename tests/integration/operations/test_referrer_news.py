"""Referrers hear what became of whom they referred, once, and how it ended only where the person agreed."""

import pytest

from app.database import db
from app.domain.consent import ConsentPurpose
from app.domain.errors import GoneError
from app.domain.messages import MessageKind, ReferralNews
from app.domain.people import LinkPurpose
from app.domain.referral import ReferralSource
from app.domain.viewer import SYSTEM
from app.models.messages import Message
from app.operations import access_links, referrer_news
from tests.factories import AccountFactory
from tests.factories_connect import ConsentFactory, PersonFactory, ReferralFactory

PROFESSIONAL = {"source": ReferralSource.PROFESSIONAL, "referrer_contact": "sam@surgery.example"}


def letters(kind: MessageKind = MessageKind.REFERRAL_NEWS) -> list[Message]:
    return db.session.query(Message).filter_by(kind=kind).all()


def test_referrer_is_told_once_with_a_link_to_their_door(app) -> None:
    referral = ReferralFactory(**PROFESSIONAL)
    assert referrer_news.tell(referral, ReferralNews.ACCEPTED, by=SYSTEM)
    assert not referrer_news.tell(referral, ReferralNews.ACCEPTED, by=SYSTEM)
    (letter,) = letters()
    assert letter.recipient == "sam@surgery.example" and letter.parameters["news"] == "accepted"
    link = access_links.find(LinkPurpose.REFERRAL, letter.parameters["token"], used_too=True)
    assert link.referral_id == referral.id


def test_referrer_with_an_account_is_told_at_its_address(app) -> None:
    account = AccountFactory()
    referral = ReferralFactory(**PROFESSIONAL, referrer_account_id=account.id)
    assert referrer_news.tell(referral, ReferralNews.NOT_ACCEPTED, by=SYSTEM)
    assert [(one.account_id, one.recipient) for one in letters()] == [(account.id, None)]


@pytest.mark.parametrize(
    "referral",
    [
        {"source": ReferralSource.SELF, "referrer_contact": "marek@home.example"},
        {"source": ReferralSource.LETTER, "referrer_contact": "0113 496 0123"},
        {"source": ReferralSource.PROFESSIONAL, "referrer_contact": None},
    ],
)
def test_nobody_is_told_where_there_is_no_referrer_to_write_to(app, referral) -> None:
    assert not referrer_news.tell(ReferralFactory(**referral), ReferralNews.ACCEPTED, by=SYSTEM)
    assert letters() == []


@pytest.mark.parametrize("given", [True, False, None])
def test_the_end_is_told_only_where_the_person_agreed(app, given) -> None:
    person = PersonFactory()
    if given is not None:
        ConsentFactory(person_id=person.id, purpose=ConsentPurpose.TELL_REFERRER, given=given)
    referral = ReferralFactory(**PROFESSIONAL, person_id=person.id)
    assert referrer_news.tell(referral, ReferralNews.CLOSED, by=SYSTEM) is (given is True)


def test_what_was_taken_back_is_no_agreement(app, clock) -> None:
    person = PersonFactory()
    kept = ConsentFactory(person_id=person.id, purpose=ConsentPurpose.TELL_REFERRER)
    kept.withdrawn_at = kept.recorded_at
    assert not referrer_news.may_hear_the_end(ReferralFactory(person_id=person.id))


def test_doors_of_a_mistake_are_closed(app) -> None:
    referral = ReferralFactory(**PROFESSIONAL)
    token = referrer_news.door(referral, by=SYSTEM)
    referrer_news.close_doors(referral)
    with pytest.raises(GoneError):
        access_links.find(LinkPurpose.REFERRAL, token, used_too=True)
