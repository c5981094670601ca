"""What each decision about a referral brings with it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.case import CaseStatus
from app.domain.contact_log import ContactChannel, ContactResult
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.machine import Need
from app.domain.messages import MessageKind
from app.domain.referral import NotAcceptedReason, Priority, ReferralSource
from app.domain.referral import ReferralStatus as S
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.domain.viewer import Grant, Viewer
from app.models.cases import CaseTask
from app.models.messages import Message
from app.models.referrals import HistoryEvent, Referral
from app.operations import triage
from app.queries import triage as queries
from app.queries.matching import candidates
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import ReferralFactory, document, reaching

pytestmark = pytest.mark.usefixtures("db_session")
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def somebody(role: Role, team_id: uuid.UUID) -> Viewer:
    account = AccountFactory(role=role, role__team_id=team_id)
    return Viewer(account_id=account.id, grants=(Grant(role, None, team_id),))


def read_by(**values: object) -> tuple[Referral, Viewer, Viewer]:
    """A professional's referral that a link worker reads, and a lead of the team."""
    team = TeamFactory()
    worker, lead = somebody(Role.LINK_WORKER, team.id), somebody(Role.TEAM_LEAD, team.id)
    referral = ReferralFactory(
        **{
            "team_id": team.id,
            "source": ReferralSource.PROFESSIONAL,
            "referrer_contact": "surgery@example.org",
            **values,
        }
    )
    db.session.flush()
    return triage.start(referral, by=worker, version=referral.version), worker, lead


def told() -> list[MessageKind]:
    return list(db.session.scalars(select(Message.kind).order_by(Message.kind)))


def waiting_tasks() -> list[TaskKind]:
    return list(
        db.session.scalars(
            select(CaseTask.kind).where(CaseTask.done_at.is_(None), CaseTask.cancelled_at.is_(None))
        )
    )


def test_two_who_start_at_once_are_one_and_a_stale_page() -> None:
    team = TeamFactory()
    referral = ReferralFactory(team_id=team.id)
    shown = referral.version
    triage.start(referral, by=somebody(Role.LINK_WORKER, team.id), version=shown)

    with pytest.raises(StaleError):
        triage.start(referral, by=somebody(Role.LINK_WORKER, team.id), version=shown)


def test_accepting_somebody_new_opens_a_case_and_the_referrer_hears() -> None:
    referral, worker, _ = read_by()

    case = triage.accept(
        referral, priority=Priority.SOON, person_id=None, by=worker, version=referral.version
    )

    assert (referral.status, referral.case_id, referral.person_id) == (S.ACCEPTED, case.id, case.person_id)
    assert (case.status, case.priority, case.team_id) == (CaseStatus.WAITING, Priority.SOON, referral.team_id)
    assert case.waiting_since == referral.received_at
    assert told() == [MessageKind.REFERRAL_NEWS]
    story = select(HistoryEvent.action).where(HistoryEvent.case_id == case.id).order_by(HistoryEvent.id)
    assert db.session.scalars(story).all() == ["start-triage", "accept", "open"]
    assert [found.person_id for found in candidates(worker, ReferralFactory())] == [case.person_id]


def test_accepting_somebody_known_joins_their_open_case() -> None:
    first, worker, _ = read_by()
    case = triage.accept(first, priority=Priority.ROUTINE, person_id=None, by=worker, version=first.version)
    unsafe = reaching(never="Never ring the landline.")
    second = ReferralFactory(team_id=first.team_id, document=document(phone="0113 249 6015", reaching=unsafe))
    triage.start(second, by=worker, version=second.version)

    joined = triage.accept(
        second,
        priority=Priority.URGENT,
        person_id=case.person_id,
        by=worker,
        version=second.version,
        take=["phone"],
    )

    assert (joined.id, joined.priority) == (case.id, Priority.URGENT)
    assert joined.person.phone == "0113 249 6015"
    assert joined.person.reaching["never"] == "Never ring the landline."


def test_two_accepting_at_once_open_one_case() -> None:
    referral, worker, lead = read_by()
    shown = referral.version
    triage.accept(referral, priority=Priority.SOON, person_id=None, by=worker, version=shown)

    with pytest.raises(StaleError):
        triage.accept(referral, priority=Priority.SOON, person_id=None, by=lead, version=shown)


def test_what_has_no_team_is_not_accepted_into_nowhere() -> None:
    referral = ReferralFactory(team_id=None)
    lead = somebody(Role.TEAM_LEAD, TeamFactory().id)
    db.session.flush()
    triage.start(referral, by=lead, version=referral.version)

    with pytest.raises(NotAllowedError):
        triage.accept(referral, priority=Priority.SOON, person_id=None, by=lead, version=referral.version)


def test_not_accepted_says_why_and_the_referrer_hears() -> None:
    referral, worker, _ = read_by()

    triage.not_accept(
        referral,
        reason=NotAcceptedReason.AGE,
        message="Try the young people's team.",
        by=worker,
        version=referral.version,
    )

    assert (referral.status, referral.not_accepted) == (S.NOT_ACCEPTED, NotAcceptedReason.AGE)
    assert referral.message == "Try the young people's team."
    assert told() == [MessageKind.REFERRAL_NEWS]


def test_nobody_is_turned_away_without_a_word() -> None:
    referral, worker, _ = read_by()

    with pytest.raises(NeedsMoreError) as error:
        triage.not_accept(
            referral, reason=NotAcceptedReason.AGE, message=" ", by=worker, version=referral.version
        )

    assert error.value.missing == {Need.MESSAGE}


def test_a_worry_about_safety_waits_for_a_lead() -> None:
    referral, worker, lead = read_by(is_safeguarding=True)
    triage.not_accept(
        referral, reason=NotAcceptedReason.SAFETY, message="We rang 101.", by=worker, version=referral.version
    )

    assert referral.status is S.AWAITING_LEAD
    assert waiting_tasks() == [TaskKind.LEAD_CONFIRM]
    assert told() == [MessageKind.LEAD_NEEDED]
    with pytest.raises(NotAllowedError):
        triage.lead_agrees(referral, by=worker, version=referral.version)

    triage.lead_agrees(referral, by=lead, version=referral.version)

    assert referral.status is S.NOT_ACCEPTED
    assert waiting_tasks() == []
    assert told() == [MessageKind.LEAD_NEEDED, MessageKind.REFERRAL_NEWS]


def test_a_lead_can_send_it_back_and_be_asked_again() -> None:
    referral, worker, lead = read_by(is_urgent=True)
    for _ in range(2):
        triage.not_accept(
            referral, reason=NotAcceptedReason.AGE, message="Too young.", by=worker, version=referral.version
        )
        assert waiting_tasks() == [TaskKind.LEAD_CONFIRM]
        triage.lead_sends_back(referral, note="He is 17: take him.", by=lead, version=referral.version)
        assert waiting_tasks() == []

    assert (referral.status, referral.not_accepted, referral.message) == (S.IN_TRIAGE, None, None)


def test_who_has_no_address_for_letters_is_told_by_hand() -> None:
    referral, worker, _ = read_by(referrer_contact="0113 249 6015")

    triage.person_declines(referral, heard_offer=True, note="", by=worker, version=referral.version)

    assert (referral.status, referral.heard_offer) == (S.DECLINED_BY_PERSON, True)
    assert waiting_tasks() == [TaskKind.TELL_BY_HAND]


def test_it_is_sent_on_only_with_their_agreement() -> None:
    referral, worker, _ = read_by()
    with pytest.raises(NeedsMoreError) as error:
        triage.redirect(referral, target="Forward Leeds", agreed=False, by=worker, version=referral.version)
    assert error.value.missing == {Need.CONSENT}

    triage.redirect(referral, target="Forward Leeds", agreed=True, by=worker, version=referral.version)

    assert (referral.status, referral.sent_on_to) == (S.REDIRECTED, "Forward Leeds")


def test_a_duplicate_leads_to_the_one_it_goes_on_in() -> None:
    referral, worker, _ = read_by()
    first = ReferralFactory(team_id=referral.team_id)

    triage.is_duplicate(referral, of=first, by=worker, version=referral.version)

    assert (referral.status, referral.duplicate_of_id) == (S.DUPLICATE, first.id)
    with pytest.raises(NotAllowedError):
        triage.is_duplicate(first, of=referral, by=worker, version=first.version)


def test_an_attempt_is_kept_once_and_shown_newest_first() -> None:
    referral, worker, _ = read_by()
    for key, hours in (("a", 0), ("b", 5), ("a", 0)):
        triage.record_attempt(
            referral,
            channel=ContactChannel.PHONE,
            result=ContactResult.NO_ANSWER,
            at=NOON + dt.timedelta(hours=hours),
            note="It rang out.",
            unsafe_why="",
            key=key,
            by=worker,
        )

    assert [one.at for one in queries.attempts(referral)] == [NOON + dt.timedelta(hours=5), NOON]


def test_a_mistake_is_said_by_a_lead_before_anybody_was_tried() -> None:
    referral, worker, lead = read_by()
    with pytest.raises(NotAllowedError):
        triage.mark_error(referral, reason="A test.", by=worker, version=referral.version)
    triage.record_attempt(
        referral,
        channel=ContactChannel.PHONE,
        result=ContactResult.TALKED,
        at=NOON,
        note="",
        unsafe_why="",
        key="a",
        by=worker,
    )

    with pytest.raises(NeedsMoreError) as error:
        triage.mark_error(referral, reason="A test.", by=lead, version=referral.version)

    assert error.value.missing == {Need.NO_CONTACT_YET}


def test_a_lead_gives_what_fits_no_rule_to_a_team() -> None:
    referral = ReferralFactory(team_id=None)
    team = TeamFactory()
    lead = somebody(Role.TEAM_LEAD, TeamFactory().id)
    db.session.flush()

    triage.give_to_team(referral, team.id, by=lead, version=referral.version)

    assert (referral.team_id, referral.routed_by) == (team.id, triage.BY_HAND)
    assert db.session.scalars(select(HistoryEvent.action)).all() == [triage.ROUTED]


def test_the_queue_is_urgent_first_then_oldest_and_of_ones_own_team() -> None:
    team, other = TeamFactory(), TeamFactory()
    days = [dt.datetime(2026, 11, day, 9, tzinfo=dt.UTC) for day in (16, 17, 18)]
    late, early, urgent = (
        ReferralFactory(
            team_id=team.id,
            received_at=day,
            is_urgent=day is days[2],
            document=document(given_name=name),
        )
        for day, name in zip(reversed(days), ("Urgent", "Later", "Early"), strict=True)
    )
    ReferralFactory(team_id=other.id)
    unrouted = ReferralFactory(team_id=None, received_at=NOON)
    worker, lead = somebody(Role.LINK_WORKER, team.id), somebody(Role.TEAM_LEAD, team.id)
    db.session.flush()

    assert [row.id for row in queries.queue(worker, queries.Part.OPEN)] == [late.id, urgent.id, early.id]
    assert unrouted.id in {row.id for row in queries.queue(lead, queries.Part.UNROUTED)}
    assert queries.counts(worker)[queries.Part.UNROUTED] == 0
    assert queries.counts(lead)[queries.Part.UNROUTED] == 1
