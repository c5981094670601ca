"""A referral comes in once, is acknowledged, and becomes a person's when somebody says so."""

import datetime as dt
import uuid

import pytest

from app.database import db
from app.domain.consent import ConsentPurpose
from app.domain.messages import MessageKind
from app.domain.referral import ReferralSource, ReferralStatus
from app.domain.referral_document import clean
from app.domain.viewer import ANONYMOUS
from app.models.messages import Message
from app.models.persons import Consent, Person, PersonKey
from app.models.referrals import HistoryEvent, Referral
from app.operations import persons, referrals
from app.operations.referrals import Referrer
from tests.factories import TeamFactory
from tests.factories_connect import PersonFactory, PracticeFactory, RoutingRuleFactory, document, reaching

HEAR_BY = dt.date(2026, 11, 27)


def received(given=None, key=None, **values):
    return referrals.receive(
        given or document(),
        key=key or uuid.uuid4(),
        source=values.pop("source", ReferralSource.SELF),
        by=ANONYMOUS,
        hear_by=HEAR_BY,
        **values,
    )


def told():
    return db.session.query(Message).filter_by(kind=MessageKind.REFERRAL_RECEIVED).all()


@pytest.mark.usefixtures("app")
class TestReceiving:
    def test_it_is_received_with_its_history(self):
        referral = received()
        event = db.session.query(HistoryEvent).filter_by(subject_id=referral.id).one()
        assert referral.status is ReferralStatus.RECEIVED
        assert (event.start, event.end, event.actor) == ("draft", "received", "person")

    def test_the_same_key_is_the_same_referral(self):
        key = uuid.uuid4()
        assert received(key=key) is received(key=key)
        assert db.session.query(Referral).count() == 1

    def test_the_reference_names_nobody(self):
        assert set(received().reference) <= set("ABCDEFGHJKMNPQRSTUVWXYZ23456789-")

    def test_an_urgent_one_goes_first(self):
        assert received(is_urgent=True).priority == "urgent"

    def test_a_worry_marks_it(self):
        assert received(document(safeguarding="He is afraid of his son")).is_safeguarding

    def test_the_person_is_told_where_e_mail_is_safe(self):
        received(document(email="marek@beckside.example", reaching=reaching(channels=["email"])))
        assert [message.recipient for message in told()] == ["marek@beckside.example"]

    def test_the_person_is_not_told_by_a_way_they_did_not_choose(self):
        received(document(email="marek@beckside.example"))
        assert told() == []

    def test_the_referrer_gets_a_door_of_their_own(self):
        received(source=ReferralSource.PROFESSIONAL, referrer=Referrer(contact="gp@beckside.example"))
        (message,) = told()
        assert message.recipient == "gp@beckside.example"
        assert message.parameters["token"]

    def test_it_goes_to_the_team_the_rules_say(self):
        practice, team = PracticeFactory(), TeamFactory()
        RoutingRuleFactory(from_practice_id=practice.id, to_team_id=team.id)
        referral = received(document(practice_id=str(practice.id)))
        assert (referral.team_id, referral.practice_id) == (team.id, practice.id)

    def test_what_fits_no_rule_has_no_team_and_is_kept(self):
        referral = received()
        assert (referral.team_id, referral.routed_by) == (None, "")

    def test_it_can_be_compared(self):
        referral = received()
        assert db.session.query(PersonKey).filter_by(referral_id=referral.id).count() > 2

    def test_what_was_said_is_sealed(self):
        referral = received()
        raw = db.session.execute(
            db.text("SELECT document, name FROM referral WHERE reference = :one"),
            {"one": referral.reference},
        ).one()
        assert b"Zielonka" not in bytes(raw[0]) + bytes(raw[1])


@pytest.mark.usefixtures("app")
class TestPersons:
    def test_a_person_is_made_with_what_they_agreed_to(self):
        person = persons.person_from(clean(document()), by=ANONYMOUS)
        consent = db.session.query(Consent).filter_by(person_id=person.id).one()
        assert (consent.purpose, consent.given) == (ConsentPurpose.CONTACT, True)
        assert person.phone_e164 == "+447700900417"

    def test_where_they_live_gives_ward_and_deprivation(self):
        person = persons.person_from(clean(document()), by=ANONYMOUS)
        assert person.ward_code
        assert person.imd_decile in range(1, 11)

    def test_what_a_professional_says_of_their_needs_is_not_agreed_with_them(self):
        own = persons.person_from(clean(document()), by=ANONYMOUS)
        other = persons.person_from(clean(document(reason="Lives alone.")), by=ANONYMOUS)
        assert own.needs_agreed_on is not None
        assert other.needs_agreed_on is None
        assert other.needs_review_on is not None

    def test_equality_answers_are_kept_apart(self):
        person = persons.person_from(clean(document(equality={"sex": "male"})), by=ANONYMOUS)
        assert not hasattr(person, "sex")

    def test_a_further_referral_fills_what_is_empty_and_overwrites_nothing(self):
        known = PersonFactory(phone="0113 496 0150", email=None)
        persons.join(known, clean(document(phone="07700 900417", email="m@beckside.example")), by=ANONYMOUS)
        assert (known.phone, known.email) == ("0113 496 0150", "m@beckside.example")

    def test_a_further_referral_overwrites_what_somebody_chose(self):
        known = PersonFactory(phone="0113 496 0150")
        persons.join(known, clean(document()), by=ANONYMOUS, take={"phone", "reaching"})
        assert known.phone == "07700 900417"
        assert known.phone_e164 == "+447700900417"

    @pytest.mark.parametrize(
        ("typed", "dialled"),
        [
            ("07700 900417", "+447700900417"),
            ("+44 (0)113 496 0123", "+441134960123"),
            ("0044 7700 900417", "+447700900417"),
            ("call me", None),
            ("12345", None),
        ],
    )
    def test_phone_numbers_as_machines_dial_them(self, typed, dialled):
        assert persons.phone_e164(typed) == dialled

    def test_nobody_is_made_twice_by_one_referral(self):
        persons.person_from(clean(document()), by=ANONYMOUS)
        assert db.session.query(Person).count() == 1
