"""What is kept apart from a case's story: worries, files, equality answers, an opened NHS number."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.database import db
from app.domain.errors import NotThereError
from app.domain.roles import Permission, Role
from app.domain.viewer import Viewer
from app.models.case_papers import CaseDocument, SafeguardingNote, SafeguardingReader
from app.models.cases import Case
from app.models.people import Account, RoleGrant
from app.models.persons import EqualityAnswer, NhsReveal, Relation
from app.models.visibility import visible_to

P = Permission.SAFEGUARDING_SEE


def worry_for(viewer: Viewer, case_id: uuid.UUID, note_id: uuid.UUID) -> SafeguardingNote:
    """Raises: NotThereError for everybody but its author, its lead and named readers."""
    found = db.session.scalar(
        select(SafeguardingNote).where(
            SafeguardingNote.id == note_id,
            SafeguardingNote.case_id == case_id,
            visible_to(SafeguardingNote, viewer, P),
        )
    )
    if found is None:
        raise NotThereError
    return found


def worries_for(viewer: Viewer, case_id: uuid.UUID) -> list[SafeguardingNote]:
    return list(
        db.session.scalars(
            select(SafeguardingNote)
            .where(SafeguardingNote.case_id == case_id, visible_to(SafeguardingNote, viewer, P))
            .order_by(SafeguardingNote.raised_at.desc(), SafeguardingNote.id)
        )
    )


def document_of(case: Case, document_id: uuid.UUID) -> CaseDocument:
    found = db.session.scalar(
        select(CaseDocument).where(
            CaseDocument.id == document_id,
            CaseDocument.case_id == case.id,
            CaseDocument.removed_at.is_(None),
        )
    )
    if found is None:
        raise NotThereError
    return found


def documents_of(case: Case) -> list[CaseDocument]:
    """What is there, newest first."""
    return list(
        db.session.scalars(
            select(CaseDocument)
            .where(CaseDocument.case_id == case.id, CaseDocument.removed_at.is_(None))
            .order_by(CaseDocument.made_at.desc(), CaseDocument.id)
        )
    )


def is_revealed(viewer: Viewer, case: Case) -> bool:
    """Did this account give its reason within the last minutes?"""
    return (
        db.session.scalar(
            select(NhsReveal.id).where(
                NhsReveal.person_id == case.person_id,
                NhsReveal.account_id == viewer.account_id,
                NhsReveal.until > clock.now(),
            )
        )
        is not None
    )


def leads_of_team(team_id: uuid.UUID | None) -> list[tuple[uuid.UUID, str]]:
    """Who can be named: id and name."""
    rows = db.session.execute(
        select(Account.id, Account.name)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(
            RoleGrant.role == Role.TEAM_LEAD,
            RoleGrant.team_id == team_id,
            RoleGrant.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .order_by(Account.id)
    )
    return [(row.id, row.name) for row in rows]


def case_of_worry(note: SafeguardingNote) -> Case:
    """Raises: NotThereError."""
    found = db.session.scalar(select(Case).options(joinedload(Case.person)).where(Case.id == note.case_id))
    if found is None:
        raise NotThereError
    return found


def may_read(viewer: Viewer, case: Case) -> bool:
    """Is the case itself open to them?"""
    wanted = select(Case.id).where(Case.id == case.id, visible_to(Case, viewer, Permission.CASE_READ))
    return db.session.scalar(wanted) is not None


def readers_of(note: SafeguardingNote) -> list[tuple[uuid.UUID, str]]:
    """Who was named to read it besides: id and name."""
    rows = db.session.execute(
        select(Account.id, Account.name)
        .join(SafeguardingReader, SafeguardingReader.account_id == Account.id)
        .where(SafeguardingReader.note_id == note.id)
        .order_by(SafeguardingReader.named_at)
    )
    return [(row.id, row.name) for row in rows]


def colleagues_of(case: Case) -> list[tuple[uuid.UUID, str]]:
    """Everybody in the case's team who could be named: id and name."""
    rows = db.session.execute(
        select(Account.id, Account.name)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(RoleGrant.team_id == case.team_id, RoleGrant.ended_at.is_(None), Account.disabled_at.is_(None))
        .distinct()
    )
    return sorted(((row.id, row.name) for row in rows), key=lambda one: one[1])


def answers_of(person_id: uuid.UUID) -> dict[str, EqualityAnswer]:
    """Item -> answer."""
    rows = db.session.scalars(
        select(EqualityAnswer)
        .where(EqualityAnswer.person_id == person_id)
        .execution_options(populate_existing=True)
    )
    return {row.item: row for row in rows}


def relations_of(person_id: uuid.UUID) -> list[Relation]:
    """Those around somebody now."""
    return list(
        db.session.scalars(
            select(Relation)
            .where(Relation.person_id == person_id, Relation.ended_at.is_(None))
            .order_by(Relation.created_at, Relation.id)
        )
    )


def relation_of(person_id: uuid.UUID, relation_id: uuid.UUID) -> Relation:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(Relation).where(
            Relation.id == relation_id, Relation.person_id == person_id, Relation.ended_at.is_(None)
        )
    )
    if found is None:
        raise NotThereError
    return found
