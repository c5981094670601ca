"""Stories: by their teller's link, for those who may read them, and of one case."""

from __future__ import annotations

import uuid

from sqlalchemy import select, true
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.story import StoryStatus, StoryUse, allowed
from app.domain.viewer import Viewer
from app.models.panel import Story, StoryAgreement
from app.models.people import AccessLink
from app.models.visibility import Predicate, visible_to

MOST_LISTED = 200


def uses_of(story: Story) -> frozenset[StoryUse]:
    """What may be done with it now."""
    return allowed(((one.use, one.agrees) for one in story.agreements), story.status)


def story_of(link: AccessLink) -> Story:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(Story).options(selectinload(Story.agreements)).where(Story.link_id == link.id)
    )
    if found is None:
        raise NotThereError
    return found


def readable(viewer: Viewer) -> list[Story]:
    """Stories this viewer may read, the newest first: only those whose tellers said yes to that."""
    found = db.session.scalars(
        select(Story)
        .options(selectinload(Story.agreements))
        .where(
            Story.status != StoryStatus.WITHDRAWN,
            visible_to(Story, viewer, Permission.STORY_READ),
            lets_be_read(),
        )
        .order_by(Story.told_at.desc(), Story.id)
        .limit(MOST_LISTED)
    )
    return list(found)


def lets_be_read() -> Predicate:
    """Was the teller's last answer to that a yes?"""
    last = (
        select(StoryAgreement.agrees)
        .where(StoryAgreement.story_id == Story.id, StoryAgreement.use == StoryUse.INSIDE)
        .order_by(StoryAgreement.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return last == true()


def story_for(viewer: Viewer, story_id: uuid.UUID) -> Story:
    """One that this viewer may read. Raises: NotThereError, also where its teller said no."""
    found = db.session.scalar(
        select(Story)
        .options(selectinload(Story.agreements))
        .where(Story.id == story_id, visible_to(Story, viewer, Permission.STORY_READ))
    )
    if found is None or StoryUse.INSIDE not in uses_of(found):
        raise NotThereError
    return found


def of_case(case_id: uuid.UUID) -> list[Story]:
    """Stories told with somebody's link worker, for those who may open the case."""
    return list(
        db.session.scalars(
            select(Story)
            .options(selectinload(Story.agreements))
            .where(Story.case_id == case_id)
            .order_by(Story.told_at.desc(), Story.id)
        )
    )
