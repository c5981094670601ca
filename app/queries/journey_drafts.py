"""Answers to a journey that is not sent yet, for whoever holds its cookie, its link or its code."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.errors import GoneError, NotThereError
from app.models.people import AccessLink
from app.models.persons import JourneyDraft
from app.models.sealed import keyed_hash
from app.queries.sessions import token_hash


def draft_of(
    journey: str, token: str, *, account: uuid.UUID | None = None, locked: bool = False
) -> JourneyDraft | None:
    """What a browser has begun or sent; None once it is over, or where it is another account's.

    `locked`: until this transaction ends nobody else reads it locked.
    """
    if not token:
        return None
    wanted = select(JourneyDraft).where(
        JourneyDraft.token_hash == token_hash(token),
        JourneyDraft.journey == journey,
        JourneyDraft.expires_at > clock.now(),
    )
    if locked:
        wanted = wanted.with_for_update()
    found = db.session.scalar(wanted.execution_options(populate_existing=True))
    if found is not None and found.account_id is not None and found.account_id != account:
        return None
    return found


def answers_of(draft: JourneyDraft) -> dict[str, dict[str, Any]]:
    """What was answered so far, by the name of each step; nothing once it is sent."""
    held: dict[str, Any] = draft.answers or {}
    return held


def draft_by_code(journey: str, code: str) -> JourneyDraft | None:
    """The draft that is not sent yet and has this code; None where there is none, or two."""
    if not code:
        return None
    found = db.session.scalars(
        select(JourneyDraft).where(
            JourneyDraft.code_hash == code_hash(journey, code),
            JourneyDraft.expires_at > clock.now(),
            JourneyDraft.referral_id.is_(None),
        )
    ).all()
    return found[0] if len(found) == 1 else None


def draft_of_link(link: AccessLink) -> JourneyDraft:
    """The draft a link in an e-mail leads to. Raises: NotThereError; GoneError once it is sent or gone."""
    try:
        wanted = uuid.UUID(str((link.arguments or {}).get("draft", "")))
    except ValueError:
        raise NotThereError from None
    draft = db.session.get(JourneyDraft, wanted, populate_existing=True)
    if draft is None or draft.referral_id is not None or draft.expires_at <= clock.now():
        raise GoneError
    return draft


def code_hash(journey: str, code: str) -> str:
    return keyed_hash(f"{journey}:{code}", of="journey_draft.code")
