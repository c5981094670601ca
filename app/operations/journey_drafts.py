"""Answers to a journey, kept on the server until they are sent, thrown away, or 14 days old.

Source: decisions.md 3 and 4. The draft's id is the key by which it is sent once.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.journey import CODE_LETTERS, KEPT, LETTERS, SENT_KEPT, Answers
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.viewer import Viewer
from app.models.persons import JourneyDraft
from app.models.sealed import keyed_hash
from app.operations import access_links, audit, outbox
from app.queries.journey_drafts import code_hash
from app.queries.sessions import token_hash


def begin(journey: str, answers: Answers, *, by: Viewer, language: str) -> str:
    """A draft with its first answers; the token by which its writer comes back to it.

    Somebody with an account gets a draft that no other account opens.
    """
    token, now = secrets.token_urlsafe(24), clock.now()
    draft = JourneyDraft(
        id=uuid.uuid4(),
        journey=journey,
        token_hash=token_hash(token),
        account_id=by.account_id,
        answers={name: dict(values) for name, values in answers.items()},
        language=language,
        made_at=now,
        saved_at=now,
        expires_at=now + KEPT,
    )
    db.session.add(draft)
    db.session.flush()
    audit.record(by, "journey.begun", of=("journey_draft", draft.id), scope=journey)
    return token


def write(draft: JourneyDraft, step: str, values: Mapping[str, Any]) -> None:
    """Put the answers to one question in; it is kept 14 days from now. Raises: NotAllowedError once sent."""
    if draft.referral_id is not None:
        raise NotAllowedError
    draft.answers = {**(draft.answers or {}), step: dict(values)}
    draft.saved_at = clock.now()
    draft.expires_at = clock.now() + KEPT
    draft.version += 1
    db.session.flush()


def make_code(draft: JourneyDraft, *, by: Viewer) -> str:
    """A code to write down, told once, here. The one before works no more. Raises: NotAllowedError."""
    if draft.referral_id is not None:
        raise NotAllowedError
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    draft.code_hash = code_hash(draft.journey, code)
    draft.expires_at = clock.now() + KEPT
    db.session.flush()
    audit.record(by, "journey.saved", of=("journey_draft", draft.id))
    return code


def send_link(draft: JourneyDraft, email: str, *, by: Viewer) -> None:
    """Send the way back to an address they say is safe. Nothing of what they wrote is in it."""
    link = access_links.make(LinkPurpose.JOURNEY, arguments={"draft": str(draft.id)}, lasts=KEPT)
    outbox.tell(
        MessageKind.JOURNEY_SAVED,
        key=f"journey-saved:{link.link.id}",
        to=email,
        language=draft.language,
        token=link.token,
    )
    audit.record(by, "journey.link-sent", of=("journey_draft", draft.id))


def take_up(draft: JourneyDraft, *, by: Viewer) -> str:
    """Go on in this browser: a new token; the browser it was left in forgets the way."""
    token = secrets.token_urlsafe(24)
    draft.token_hash = token_hash(token)
    db.session.flush()
    audit.record(by, "journey.taken-up", of=("journey_draft", draft.id))
    return token


def body_of(draft: JourneyDraft) -> str:
    """By which what was sent is known again. Shape: 64 hex digits."""
    written = json.dumps(draft.answers or {}, sort_keys=True, ensure_ascii=False)
    return keyed_hash(f"{draft.id}:{written}", of="journey_draft.body")


def close(draft: JourneyDraft, referral: uuid.UUID) -> None:
    """It was sent. What was written now stands in the referral alone; the key answers for 30 days more."""
    draft.body_hash = body_of(draft)
    draft.referral_id = referral
    draft.answers = None
    draft.code_hash = ""
    draft.expires_at = clock.now() + SENT_KEPT
    db.session.flush()


def forget(draft: JourneyDraft, *, by: Viewer) -> None:
    """Whoever wrote it throws it away. Raises: NotAllowedError once it was sent."""
    if draft.referral_id is not None:
        raise NotAllowedError
    audit.record(by, "journey.thrown-away", of=("journey_draft", draft.id))
    db.session.delete(draft)
    db.session.flush()


def purge(*, now: dt.datetime) -> None:
    """What nobody came back to goes, and so do keys that have answered long enough."""
    db.session.execute(
        delete(JourneyDraft)
        .where(JourneyDraft.expires_at <= now)
        .execution_options(synchronize_session=False)
    )
