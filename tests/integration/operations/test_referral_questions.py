"""A question to a referrer: answered by link, chased after three days, told to a lead after seven."""

import datetime as dt

import pytest

from app.database import db
from app.domain.errors import NotAllowedError, StaleError
from app.domain.messages import MessageKind
from app.domain.referral import ReferralSource, ReferralStatus
from app.domain.roles import Role
from app.domain.viewer import ANONYMOUS, Grant, Viewer
from app.jobs import referrals as job
from app.models.cases import CaseTask
from app.models.messages import Message
from app.operations import referral_questions, triage
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import ReferralFactory


@pytest.fixture
def team(app, clock):
    return TeamFactory()


@pytest.fixture
def triager(team):
    account = AccountFactory(role=Role.TEAM_LEAD, role__team_id=team.id)
    return Viewer(account_id=account.id, grants=(Grant(Role.TEAM_LEAD, team_id=team.id),))


@pytest.fixture
def asked(team, triager):
    referral = ReferralFactory(
        team_id=team.id,
        status=ReferralStatus.IN_TRIAGE,
        source=ReferralSource.PROFESSIONAL,
        referrer_contact="sam@surgery.example",
    )
    assert referral_questions.ask(referral, "Which number is safe?", by=triager)
    return referral


def told(kind: MessageKind) -> int:
    return db.session.query(Message).filter_by(kind=kind).count()


def test_asking_sends_a_link_and_answering_takes_it_back_to_triage(asked) -> None:
    assert asked.status is ReferralStatus.INFO_NEEDED and told(MessageKind.REFERRAL_QUESTION) == 1
    referral_questions.answer(asked, "The mobile.", by=ANONYMOUS, by_link=True)
    assert asked.status is ReferralStatus.IN_TRIAGE and asked.answer == "The mobile."


def test_second_answer_is_refused(asked) -> None:
    referral_questions.answer(asked, "The mobile.", by=ANONYMOUS, by_link=True)
    with pytest.raises(NotAllowedError):
        referral_questions.answer(asked, "No, the other.", by=ANONYMOUS, by_link=True)
    assert asked.answer == "The mobile."


def test_answer_on_an_old_page_is_refused(asked) -> None:
    with pytest.raises(StaleError):
        referral_questions.answer(asked, "The mobile.", by=ANONYMOUS, by_link=True, version=asked.version - 1)


@pytest.mark.parametrize(("days", "reminders", "leads"), [(2, 0, 0), (3, 1, 0), (6, 1, 0), (7, 1, 1)])
def test_silence_is_chased_and_then_told_to_a_lead(asked, clock, days, reminders, leads) -> None:
    clock.move(days=days, minutes=1)
    for _ in range(2):
        job.run({})
    assert told(MessageKind.REFERRAL_QUESTION) == 1 + reminders
    assert told(MessageKind.LEAD_NEEDED) == leads


def test_nobody_is_chased_who_has_answered(asked, clock) -> None:
    referral_questions.answer(asked, "The mobile.", by=ANONYMOUS, by_link=True)
    clock.move(days=9)
    job.run({})
    assert told(MessageKind.LEAD_NEEDED) == 0 and told(MessageKind.REFERRAL_QUESTION) == 1


def test_referrer_takes_it_back_with_a_reason(asked) -> None:
    referral_questions.withdraw(asked, "She has moved to York.", by=ANONYMOUS, by_link=True)
    assert asked.status is ReferralStatus.WITHDRAWN
    assert asked.decided_at is not None and asked.decided_at <= dt.datetime(2027, 1, 1, tzinfo=dt.UTC)


def test_what_the_referrer_takes_back_leaves_the_day_of_the_lead(team) -> None:
    referral = ReferralFactory(
        team_id=team.id, status=ReferralStatus.AWAITING_LEAD, source=ReferralSource.PROFESSIONAL
    )
    triage.ask_lead(referral)
    referral_questions.withdraw(referral, "She has moved to York.", by=ANONYMOUS, by_link=True)
    assert db.session.query(CaseTask).filter_by(done_at=None, cancelled_at=None).count() == 0
