"""Referrals typed in from a call or a letter: kept while they are typed, made once when they are sent."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Mapping
from hmac import compare_digest
from typing import Any

from app import clock
from app.database import db
from app.domain.errors import NotThereError, StaleError
from app.domain.journey import KEPT
from app.domain.viewer import Viewer
from app.models.persons import JourneyDraft
from app.models.referrals import Referral
from app.operations import audit
from app.operations.journey_drafts import body_of, close
from app.queries.sessions import token_hash


def keep(key: uuid.UUID, told: Mapping[str, Any], *, journey: str, by: Viewer, language: str) -> JourneyDraft:
    """What is typed so far, in this account's list for 14 days.

    Raises: NotThereError where the key is another account's; StaleError where it was sent with other words.
    """
    answers: dict[str, object] = {"who": dict(told)}
    held = db.session.get(JourneyDraft, key, with_for_update=True, populate_existing=True)
    if held is None:
        held = made(key, journey=journey, by=by, language=language)
    if held.account_id != by.account_id or held.journey != journey:
        raise NotThereError
    if held.referral_id is not None:
        sent = body_of(JourneyDraft(id=key, answers=answers))
        if not compare_digest(sent, held.body_hash):
            raise StaleError
        return held
    held.answers = answers
    held.saved_at = clock.now()
    held.expires_at = clock.now() + KEPT
    db.session.flush()
    return held


def made(key: uuid.UUID, *, journey: str, by: Viewer, language: str) -> JourneyDraft:
    now = clock.now()
    draft = JourneyDraft(
        id=key,
        journey=journey,
        token_hash=token_hash(secrets.token_urlsafe(24)),
        account_id=by.account_id,
        language=language,
        made_at=now,
        saved_at=now,
        expires_at=now + KEPT,
    )
    db.session.add(draft)
    db.session.flush()
    audit.record(by, "journey.begun", of=("journey_draft", draft.id), scope=journey)
    return draft


def send(draft: JourneyDraft, receive: Callable[[], Referral]) -> uuid.UUID:
    """Make it, once: sent a second time it is the first."""
    if draft.referral_id is not None:
        return draft.referral_id
    made = receive().id
    close(draft, made)
    return made
