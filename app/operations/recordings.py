"""Put a film or a recording of a page in, publish it, take it off, throw it away. All of it is traced."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from app import clock
from app.database import db, held_row, is_first
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.recordings import NOT_SHOWN, RecordingState, Told, kind_of
from app.domain.viewer import Viewer
from app.gateways import kept_recordings
from app.gateways.kept_recordings import KeptFile
from app.models.recordings import PageRecording
from app.operations import audit

State = RecordingState
KEPT_UNNAMED = dt.timedelta(days=2)
"""How long a file stays that no row names."""


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """The words of the page it was made from, whole, and their language."""

    language: str
    words: str


def put_in(
    slug: str,
    language: str,
    file: KeptFile,
    told: Told,
    *,
    made_from: MadeFrom,
    captions: str,
    key: uuid.UUID,
    by: Viewer,
) -> PageRecording:
    """Keep it as a draft. Sent twice, it is kept once.

    Raises: StaleError where the form was sent before with something else; NotAllowedError where somebody
    was quicker.
    """
    given: dict[str, object] = {
        "slug": slug,
        "language": language,
        "media": file.media,
        "sha256": file.sha256,
        "captions": captions,
        "of_language": made_from.language,
        "of_words": made_from.words,
        **columns_of(told),
    }
    if held := sent_before(key, given):
        return held
    last = select(func.max(PageRecording.number)).where(
        PageRecording.slug == slug, PageRecording.language == language
    )
    row = PageRecording(
        id=key,
        kind=kind_of(language),
        number=(db.session.scalar(last) or 0) + 1,
        state=State.DRAFT,
        bytes=file.bytes,
        put_in_by=by.account_id,
        **given,
    )
    if not is_first(row):
        if held := sent_before(key, given):
            return held
        raise NotAllowedError
    db.session.flush()
    audit.record(by, "recording.put-in", of=("recording", row.id), scope=language)
    return row


def sent_before(key: uuid.UUID, given: dict[str, object]) -> PageRecording | None:
    """What this form kept before; None for its first time. Raises: StaleError where that was another."""
    held = db.session.get(PageRecording, key)
    if held and any(getattr(held, name) != value for name, value in given.items()):
        raise StaleError
    return held


def columns_of(told: Told) -> dict[str, object]:
    return {
        "transcript": told.transcript,
        "transcript_language": told.transcript_language,
        "maker": told.maker,
        "recorded_on": told.recorded_on,
        "has_sound": told.has_sound,
        "checked_by": told.checked_by,
        "checked_on": told.checked_on,
    }


def locked(recording_id: uuid.UUID, version: int) -> PageRecording:
    """Raises: NotThereError, StaleError."""
    row = held_row(PageRecording, recording_id)
    if row is None:
        raise NotThereError
    if row.version != version:
        raise StaleError
    return row


def change(
    recording_id: uuid.UUID, told: Told, *, captions: str | None, version: int, by: Viewer
) -> PageRecording:
    """Change what is said about it. `captions`: None leaves them. Raises: NotThereError, StaleError."""
    row = locked(recording_id, version)
    for name, value in columns_of(told).items():
        setattr(row, name, value)
    if captions is not None:
        row.captions = captions
    db.session.flush()
    audit.record(by, "recording.changed", of=("recording", row.id), scope=row.language)
    return row


def publish(recording_id: uuid.UUID, *, version: int, by: Viewer) -> PageRecording:
    """Everybody plays it now, in the place of the one before; an earlier one may come back so.

    Twice is as once. Raises: NotThereError, StaleError.
    """
    rows = all_locked(recording_id)
    row = rows.pop(recording_id)
    if row.state is State.PUBLISHED:
        return row
    if row.version != version:
        raise StaleError
    for shown in rows.values():
        if shown.state is State.PUBLISHED:
            shown.state = State.REPLACED
    db.session.flush()  # the place is free first: one is shown at most
    row.state, row.published_at = State.PUBLISHED, clock.now()
    db.session.flush()
    audit.record(by, "recording.published", of=("recording", row.id), scope=row.language)
    return row


def all_locked(recording_id: uuid.UUID) -> dict[uuid.UUID, PageRecording]:
    """It and all others of its page and language, locked in one order, so that nobody waits in a ring.

    Raises: NotThereError.
    """
    there = db.session.get(PageRecording, recording_id)
    if there is None:
        raise NotThereError
    rows = db.session.scalars(
        select(PageRecording)
        .where(PageRecording.slug == there.slug, PageRecording.language == there.language)
        .order_by(PageRecording.number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    held = {row.id: row for row in rows}
    if recording_id not in held:
        raise NotThereError
    return held


def take_off(recording_id: uuid.UUID, *, version: int, by: Viewer) -> PageRecording:
    """Nobody outside plays it any more; it stays, and can come back. Raises: NotThereError, StaleError."""
    if (there := db.session.get(PageRecording, recording_id)) and there.state is State.WITHDRAWN:
        return there
    row = locked(recording_id, version)
    if row.state is not State.PUBLISHED:
        raise NotAllowedError
    row.state = State.WITHDRAWN
    db.session.flush()
    audit.record(by, "recording.taken-off", of=("recording", row.id), scope=row.language)
    return row


def throw_away(recording_id: uuid.UUID, *, version: int, by: Viewer) -> None:
    """For good; its file goes within days.

    Raises: NotThereError, StaleError; NotAllowedError while it is shown.
    """
    row = locked(recording_id, version)
    if row.state not in NOT_SHOWN:
        raise NotAllowedError
    audit.record(by, "recording.thrown-away", of=("recording", row.id), scope=row.language)
    db.session.delete(row)
    db.session.flush()


def sweep(data: Path) -> int:
    """Delete the files of those that were thrown away, or never became one; how many."""
    rows = db.session.execute(select(PageRecording.sha256, PageRecording.media))
    wanted = {kept_recordings.path_of(data, sha256, media).name for sha256, media in rows}
    return kept_recordings.sweep(data, wanted, older_than=KEPT_UNNAMED.total_seconds())
