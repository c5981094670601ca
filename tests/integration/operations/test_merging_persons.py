"""Two records of one person become one, and two again: nothing lost, nothing orphaned."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from typing import Any

import pytest
from sqlalchemy import Uuid, select

from app.database import db
from app.domain.case import CaseStatus, ClosureReason, TransferStatus
from app.domain.case import Subject as HistorySubject
from app.domain.errors import StaleError
from app.domain.merging_people import MergeRefusedError, WhyNot
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.base import OPEN_TABLES
from app.models.cases import Case, CaseContact, CaseTask, NoteDraft
from app.models.persons import EqualityAnswer, NhsReveal, NotSamePerson, Person, PersonMerge
from app.models.plans import StoryOffer
from app.models.referrals import HistoryEvent
from app.operations import access_links, history, merge_columns, merge_record
from app.operations.matching import note_person
from app.operations.merging_persons import merge, say_different, undo
from app.queries.people import standing
from tests import factories_connect as make
from tests.factories import AccountFactory, TeamFactory

pytestmark = pytest.mark.usefixtures("db_session")
WHEN = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def lead(team_id: uuid.UUID) -> Viewer:
    account = AccountFactory(role=Role.TEAM_LEAD, role__team_id=team_id)
    return Viewer(account_id=account.id, grants=(Grant(Role.TEAM_LEAD, None, team_id),))


def somebody(team_id: uuid.UUID, worker_id: uuid.UUID | None = None, **values: object) -> Case:
    """A person with a case, and one of everything that can hang on either."""
    case: Case = make.CaseFactory(team_id=team_id, worker_id=worker_id, **values)
    person = case.person_id
    referral = make.ReferralFactory(team_id=team_id, person_id=person, case_id=case.id)
    make.ContactFactory(case=case, referral_id=referral.id)
    make.TaskFactory(case=case)
    make.TaskFactory(case=case, done_at=WHEN)
    make.ConsentFactory(person_id=person)
    make.RelationFactory(person_id=person)
    make.IntroductionFactory(case=case)
    make.CaseMessageFactory(case=case)
    make.SafeguardingNoteFactory(case=case)
    make.MeasureFactory(case=case)
    make.PlanFactory(case=case)
    account = AccountFactory()
    make.AppointmentFactory(case_id=case.id, worker_id=account.id)
    make.TransferFactory(case_id=case.id, to_team_id=team_id)
    db.session.add_all(
        [
            EqualityAnswer(
                person_id=person, item="sex", value="female", said_by="person", said_on=WHEN.date()
            ),
            NhsReveal(person_id=person, account_id=account.id, reason="To book.", at=WHEN, until=WHEN),
            StoryOffer(case_id=case.id, agrees=True, at=WHEN),
            NoteDraft(account_id=account.id, form="contact", about_id=case.id, fields={}, saved_at=WHEN),
        ]
    )
    access_links.make(LinkPurpose.MY, person=person)
    history.append(
        HistorySubject.CASE, case.id, action="open", start="", end=case.status, by=Viewer(is_system=True)
    )
    note_person(case.person)
    db.session.flush()
    return case


def pair(**values: object) -> tuple[Case, Case, Viewer]:
    team = TeamFactory()
    worker = AccountFactory(role=Role.LINK_WORKER, role__team_id=team.id)
    first = somebody(team.id, worker.id, waiting_since=WHEN)
    second = somebody(team.id, **{"waiting_since": WHEN + dt.timedelta(days=3), **values})
    return first, second, lead(team.id)


def made_one(first: Case, second: Case, by: Viewer, **more: Any) -> PersonMerge:
    kept, merged = first.person, second.person
    return merge(kept, merged, by=by, reason="One man.", versions_seen=(kept.version, merged.version), **more)


IGNORED = {"version", "modified_at"}
LOGS = {"person_merge", "audit_event", "audit_head", "history_event"}
"""What is told of a merge stays told."""


def everything() -> dict[str, set[tuple[object, ...]]]:
    """Every row of every table, but for what tells of the merge itself."""
    db.session.flush()
    found = {}
    for table in db.metadata.sorted_tables:
        if table.name in LOGS | OPEN_TABLES:
            continue
        columns = [column for column in table.columns if column.name not in IGNORED]
        if table.name == "person_key":
            columns = [table.c.person_id, table.c.kind, table.c.hash]
        found[table.name] = {tuple(map(repr, row)) for row in db.session.execute(select(*columns))}
    return found


def events() -> dict[int, tuple[object, ...]]:
    rows = db.session.execute(select(HistoryEvent.id, HistoryEvent.case_id, HistoryEvent.subject_id))
    return {row.id: tuple(row) for row in rows}


def test_nothing_points_at_who_was_merged_any_more() -> None:
    first, second, by = pair()
    merged = second.person_id

    made_one(first, second, by)

    left = {
        column.table.name
        for column in (
            *merge_columns.pointing_at("person"),
            *merge_columns.by_hand("person_key.person_id"),
        )
        if db.session.execute(select(column).where(column == merged)).first()
    }
    assert left == set()
    assert db.session.get_one(Person, merged).merged_into_id == first.person_id


def test_the_timeline_the_tasks_and_the_contacts_go_along() -> None:
    """The three bugs other tools had: timeline lost, tasks orphaned, contacts and events left behind."""
    first, second, by = pair()
    before = events()

    made_one(first, second, by)

    assert {row[1] for id_, row in events().items() if id_ in before} == {first.id}
    contacts = db.session.execute(select(CaseContact.case_id, CaseContact.person_id)).all()
    assert set(map(tuple, contacts)) == {(first.id, first.person_id)}
    live = select(CaseTask).where(CaseTask.done_at.is_(None))
    assert {(one.case_id, one.worker_id) for one in db.session.scalars(live)} == {(first.id, first.worker_id)}


def test_one_open_case_goes_on_and_the_other_closes_as_joined() -> None:
    first, second, by = pair(is_high_risk=True, concerns=["money"], risks="A large dog.")

    made_one(first, second, by)

    assert (first.status, second.status) == (CaseStatus.ALLOCATED, CaseStatus.CLOSED)
    assert (second.closure_reason, second.person_id) == (ClosureReason.TRANSFERRED, first.person_id)
    assert (first.is_high_risk, first.risks, first.concerns) == (True, "A large dog.", ["lonely", "money"])
    assert first.waiting_since == WHEN
    last = db.session.scalar(
        select(HistoryEvent.end).where(HistoryEvent.subject_id == second.id).order_by(HistoryEvent.id.desc())
    )
    assert last == CaseStatus.CLOSED


def test_where_work_has_begun_it_goes_on_and_the_longer_wait_is_kept() -> None:
    first, second, by = pair(status=CaseStatus.ACTIVE)

    made_one(first, second, by)

    assert (first.status, second.status) == (CaseStatus.CLOSED, CaseStatus.ACTIVE)
    assert second.waiting_since == WHEN


def test_a_hand_over_that_was_asked_for_is_called_off() -> None:
    first, second, by = pair()
    made_one(first, second, by)

    table = merge_record.table("case_transfer")
    rows = db.session.execute(select(table.c.case_id, table.c.status)).all()
    assert {row.case_id: row.status for row in rows} == {
        first.id: TransferStatus.REQUESTED,
        second.id: TransferStatus.WITHDRAWN,
    }


def test_what_is_chosen_is_taken_and_what_is_missing_is_filled() -> None:
    first, second, by = pair()
    first.person.email, second.person.email = None, "marek@example.org"
    first.person.phone, second.person.phone = "1", "2"
    first.person.pronouns, second.person.pronouns = "he", "they"
    second.person.is_address_protected = True
    second.person.groups = ["carer"]
    db.session.flush()

    made_one(first, second, by, take=["phone"])

    kept = first.person
    assert (kept.email, kept.phone, kept.pronouns) == ("marek@example.org", "2", "he")
    assert (kept.is_address_protected, kept.groups) == (True, ["carer"])


@pytest.mark.parametrize("take", [[], ["reaching"]])
def test_what_must_not_be_done_is_never_lost(take: list[str]) -> None:
    first, second, by = pair()
    first.person.reaching = make.reaching(never="Never ring the landline.")
    second.person.reaching = make.reaching(never="Not on Fridays.", leave_message=False)
    db.session.flush()

    made_one(first, second, by, take=take)

    held = first.person.reaching
    assert held["leave_message"] is False
    assert set(str(held["never"]).splitlines()) == {"Never ring the landline.", "Not on Fridays."}


def test_a_draft_somebody_is_typing_is_not_lost() -> None:
    first, second, by = pair()
    account = AccountFactory()
    for case in (first, second):
        db.session.add(
            NoteDraft(account_id=account.id, form="contact", about_id=case.id, fields={}, saved_at=WHEN)
        )
    db.session.flush()

    made_one(first, second, by)

    of_both = select(NoteDraft.about_id).where(NoteDraft.account_id == account.id)
    assert set(db.session.scalars(of_both)) == {first.id, second.id}


@pytest.mark.parametrize("seed", range(8))
def test_undo_puts_back_every_row_whatever_the_two_had(seed: int) -> None:
    draw = random.Random(seed)
    team = TeamFactory()
    states = [state for state in CaseStatus if state is not CaseStatus.IN_ERROR]
    cases = []
    for _ in range(2):
        worker = (
            AccountFactory(role=Role.LINK_WORKER, role__team_id=team.id).id if draw.random() < 0.5 else None
        )
        case = somebody(
            team.id,
            worker,
            status=draw.choice(states),
            waiting_since=WHEN + dt.timedelta(days=draw.randint(0, 9)),
            hold_until=draw.choice([None, dt.date(2027, 1, 1)]),
            closing=draw.choice([None, {"letter": "drafted"}]),
            is_safeguarding_open=draw.random() < 0.5,
        )
        if draw.random() < 0.5:
            make.CaseFactory(person=case.person, team_id=team.id, status=CaseStatus.CLOSED)
        for name in ("email", "phone", "nhs_number", "preferred_name", "health_check_on", "practice_id"):
            if draw.random() < 0.5:
                value: object = f"{name} {draw.randint(0, 9)}"
                if name == "health_check_on":
                    value = dt.date(2026, draw.randint(1, 12), 1)
                if name == "practice_id":
                    value = make.PracticeFactory().id
                setattr(case.person, name, value)
        note_person(case.person)
        cases.append(case)
    db.session.flush()
    by = lead(team.id)
    before, told = everything(), events()

    made = made_one(*cases, by, take=draw.sample(["phone", "email", "home", "reaching", "given_name"], 2))
    undo(made, by=by)

    after = everything()
    assert {name: after[name] ^ before[name] for name in before if after[name] != before[name]} == {}
    assert {id_: row for id_, row in events().items() if id_ in told} == told
    assert made.undone_by == by.account_id


def test_what_was_changed_since_stays_when_it_is_undone() -> None:
    first, second, by = pair()
    first.person.phone, second.person.phone = "1", "2"
    db.session.flush()
    made = made_one(first, second, by, take=["phone"])
    first.person.phone = "3"
    later = make.ContactFactory(case=first, note="Said since.")
    db.session.flush()

    undo(made, by=by)

    assert (first.person.phone, second.person.phone) == ("3", "2")
    since = select(CaseContact.case_id).where(CaseContact.id == later.id)
    assert db.session.scalar(since) == first.id


def test_a_chain_is_undone_in_order_only() -> None:
    team = TeamFactory()
    a, b, c = (somebody(team.id, waiting_since=WHEN + dt.timedelta(days=n)) for n in range(3))
    by = lead(team.id)
    before = everything()
    into_b = made_one(b, a, by)
    into_c = made_one(c, b, by)
    assert standing(into_b.merged_id).id == into_c.kept_id

    with pytest.raises(MergeRefusedError) as error:
        undo(into_b, by=by)
    assert error.value.why is WhyNot.LATER_MERGE

    undo(into_c, by=by)
    undo(into_b, by=by)
    assert everything() == before
    with pytest.raises(MergeRefusedError) as error:
        undo(into_b, by=by)
    assert error.value.why is WhyNot.UNDONE


def test_somebody_is_merged_once_only_and_a_stale_page_merges_nothing() -> None:
    first, second, by = pair()
    gone = second.person
    shown = (first.person.version, gone.version)
    made_one(first, second, by)

    with pytest.raises(StaleError):
        merge(first.person, gone, by=by, reason="Again.", versions_seen=shown)
    with pytest.raises(MergeRefusedError) as error:
        merge(first.person, gone, by=by, reason="Again.", versions_seen=(first.person.version, gone.version))
    assert error.value.why is WhyNot.ONE_ALREADY


def test_an_open_case_of_another_team_is_not_taken_from_it() -> None:
    first, second, by = pair()
    second.team_id = TeamFactory().id
    db.session.flush()

    with pytest.raises(MergeRefusedError) as error:
        made_one(first, second, by)
    assert error.value.why is WhyNot.OTHER_TEAM


def test_the_living_and_the_dead_are_not_made_one() -> None:
    first, second, by = pair()
    second.person.died_on = WHEN.date()
    db.session.flush()

    with pytest.raises(MergeRefusedError) as error:
        made_one(first, second, by)
    assert error.value.why is WhyNot.ONE_DIED


def test_two_people_said_to_be_two_are_kept_once() -> None:
    first, second, by = pair()

    say_different(second.person, first.person, by=by)
    say_different(first.person, second.person, by=by)

    rows = db.session.scalars(select(NotSamePerson.first_id)).all()
    assert rows == [min(first.person_id, second.person_id)]


KNOWN_SOFT = {
    ("audit_event", "actor_id"),
    ("audit_event", "object_id"),
    ("audit_event", "team_id"),
    ("approval", "object_id"),
    ("break_glass", "object_id"),
    ("note_draft", "about_id"),
    ("case_task", "about_id"),
    ("history_event", "subject_id"),
    ("introduction", "goal_id"),
}
"""Ids without a foreign key: of the trace, which is never changed, or looked after in merging_persons.py."""


def test_a_new_column_that_may_name_a_person_has_to_be_thought_of() -> None:
    soft = {
        (table.name, column.name)
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Uuid)
        and not column.foreign_keys
        and not column.primary_key
        and column.info.get("classified") in {"person", "special"}
    }
    assert soft <= KNOWN_SOFT


def test_a_new_rule_of_one_row_a_person_has_to_be_thought_of() -> None:
    """Two rows that may not stand beside one another cannot simply move."""
    columns = {
        (column.table.name, column.name)
        for name in ("person", "case_record")
        for column in merge_columns.pointing_at(name)
    }
    unique = {
        (table.name, column.name)
        for table in db.metadata.sorted_tables
        for rule in (*table.constraints, *table.indexes)
        if getattr(rule, "unique", False)
        or type(rule).__name__ in {"UniqueConstraint", "PrimaryKeyConstraint"}
        for column in rule.columns
    }
    assert columns & unique == set()
