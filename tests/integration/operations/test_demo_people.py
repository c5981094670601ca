"""The invented people: in every state, each with the history that leads there, the same every time."""

import tomllib

import pytest
from sqlalchemy import func, select

from app.database import db
from app.domain.case import CaseStatus, Subject
from app.domain.referral import ReferralStatus
from app.domain.tasks import TaskKind
from app.models.cases import Case, CaseTask
from app.models.introductions import Introduction
from app.models.people import Account, Team
from app.models.persons import Person
from app.models.referrals import HistoryEvent, Referral
from app.operations import demo_people
from config import ROOT

FILE = ROOT / "places" / "leeds" / "demo" / "people" / "people.toml"


@pytest.fixture
def people(demo_app, clock):
    demo_people.load(tomllib.loads(FILE.read_text(encoding="utf-8")))
    db.session.commit()


def counted(column):
    return dict(db.session.execute(select(column, func.count()).group_by(column)).all())


def ends(subject):
    """Where each thing stands by its history."""
    rows = db.session.execute(
        select(HistoryEvent.subject_id, HistoryEvent.end)
        .where(HistoryEvent.subject == subject)
        .order_by(HistoryEvent.effective_at, HistoryEvent.id)
    )
    return {row.subject_id: row.end for row in rows}


@pytest.mark.sqlite
def test_there_are_people_in_every_state_and_each_state_is_the_sum_of_its_history(people):
    referrals, cases = counted(Referral.status), counted(Case.status)
    unmade = {ReferralStatus.DRAFT, ReferralStatus.DUPLICATE, ReferralStatus.PERSON_DIED}
    assert set(referrals) == set(ReferralStatus) - unmade
    assert set(cases) == set(CaseStatus) - {CaseStatus.IN_ERROR}
    assert sum(referrals.values()) >= 600
    assert db.session.scalar(select(func.count()).select_from(Team)) >= 4
    assert db.session.scalar(select(func.count()).select_from(Account).where(Account.is_demo)) >= 12
    for table, subject in (
        (Referral, Subject.REFERRAL),
        (Case, Subject.CASE),
        (Introduction, Subject.INTRODUCTION),
    ):
        told = ends(subject)
        wrong = [
            row.id
            for row in db.session.scalars(select(table))
            if row.status != "given" and told.get(row.id) != row.status.value
        ]
        assert wrong == []
    kinds = set(db.session.scalars(select(CaseTask.kind)))
    assert kinds >= {
        TaskKind.SAFEGUARDING,
        TaskKind.WROTE_BACK,
        TaskKind.PROVIDER_SILENT,
        TaskKind.WORTH_A_WORD,
    }
    nobody = select(func.count()).select_from(Person).where(Person.is_demo.is_(False))
    assert db.session.scalar(nobody) == 0
    assert demo_people.is_there()
