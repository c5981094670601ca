"""Results are frozen as they may be shown, and published once somebody said so."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select

from app import clock
from app.database import db
from app.domain.disclosure import SHARED, figure
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.insight import ReleaseScope, ReleaseStatus
from app.domain.replies import TELL
from app.domain.result_cells import CONVERSATIONS, Cell, event, summed
from app.domain.result_outline import document
from app.domain.results import Document, digest_of, plain
from app.domain.viewer import Viewer
from app.models.answers import Release
from app.models.code_frames import FrameVersion
from app.models.engagement import Event, Series
from app.operations import audit, work
from app.queries import frames, releases, result_events, result_outline, said_counts

NO_CODES = "codes"
"""What is missing: a published version of a code frame."""
NOBODY = "conversations"
"""What is missing: anybody's words."""
NOT_OVER = "over"
"""What is missing: the end of the event."""
REASON = "why"
"""What is missing: why it takes the place of what is published."""


def freeze(event: Event | None = None, *, year: int = 0, series: Series | None = None, by: Viewer) -> Release:
    """A draft of what may be shown of an event, or of a year, from what is kept and coded now.

    Raises: NeedsMoreError where it is not over, nothing is kept, or no codes are published.
    """
    if event is not None:
        return freeze_event(event, by=by)
    return freeze_year(year, series, by=by)


def freeze_event(held: Event, *, by: Viewer) -> Release:
    if not result_events.is_over(held):
        raise NeedsMoreError([NOT_OVER])
    version = version_of(frames.frame_of(held))
    counts = said_counts.counted([held.id], version)[held.id]
    outline = result_outline.of_event(held, version)
    made = document(outline, may_be_shown(counts), SHARED)
    return keep(made, version, counts, by=by, event_id=held.id, year=outline.year, is_demo=held.is_demo)


def freeze_year(year: int, series: Series | None, *, by: Viewer) -> Release:
    events = over_in(year, series)
    version = version_of(frames.usual())
    by_event = said_counts.counted(result_events.ids_of(events), version)
    counts = summed(by_event.values())
    counts.update({event(one): numbers[CONVERSATIONS] for one, numbers in by_event.items()})
    outline = result_outline.of_year(series.name if series else "", year, events, version)
    made = document(outline, may_be_shown(counts), SHARED)
    return keep(
        made,
        version,
        counts,
        by=by,
        year=year,
        series_id=series.id if series else None,
        is_demo=any(one.is_demo for one in events),
    )


def over_in(year: int, series: Series | None) -> Sequence[Event]:
    held = result_events.of_year(year, series.id if series else None)
    return [one for one in held if result_events.is_over(one)]


def version_of(frame: object) -> FrameVersion:
    """Raises: NeedsMoreError."""
    version = frames.newest(frame) if frame is not None else None  # type: ignore[arg-type]  # a frame
    if version is None:
        raise NeedsMoreError([NO_CODES])
    return version


def may_be_shown(counts: Mapping[Cell, int]) -> dict[Cell, int | None]:
    return {cell: figure(number, SHARED) for cell, number in counts.items()}


def keep(
    made: Document,
    version: FrameVersion,
    counts: Mapping[Cell, int],
    *,
    by: Viewer,
    year: int,
    event_id: uuid.UUID | None = None,
    series_id: uuid.UUID | None = None,
    is_demo: bool = False,
) -> Release:
    """A new draft takes the place of one that nobody published."""
    if not counts.get(CONVERSATIONS):
        raise NeedsMoreError([NOBODY])
    release = Release(
        id=uuid.uuid4(),
        scope=ReleaseScope.EVENT if event_id else ReleaseScope.YEAR,
        event_id=event_id,
        series_id=series_id,
        year=year,
        number=0,
        frame_version_id=version.id,
        document=plain(made),
        digest=digest_of(made),
        made_by=by.account_id,
        made_at=clock.now(),
        is_demo=is_demo,
    )
    same = releases.of_same(release)
    db.session.execute(delete(Release).where(same, Release.status == ReleaseStatus.DRAFT))
    release.number = 1 + (db.session.scalar(select(func.max(Release.number)).where(same)) or 0)
    db.session.add(release)
    db.session.flush()
    audit.record(by, "release.frozen", of=("release", release.id))
    return release


def publish(release: Release, *, digest: str, why: str, by: Viewer) -> None:
    """Everybody may see it from now on, in place of what was published before. Twice is once.

    Those who wanted to hear back are told, once. `digest` is that of the page that was read.
    Raises: StaleError where it is not what was read; NeedsMoreError where it replaces another without saying
    why; NotAllowedError where a later one took its place.
    """
    if release.digest != digest:
        raise StaleError
    if release.status is ReleaseStatus.PUBLISHED:
        return
    if release.status is not ReleaseStatus.DRAFT:
        raise NotAllowedError
    before = releases.newest(releases.of_same(release), ReleaseStatus.PUBLISHED)
    if before is not None:
        if not why.strip():
            raise NeedsMoreError([REASON])
        before.status = ReleaseStatus.REPLACED
    release.status, release.why = ReleaseStatus.PUBLISHED, why.strip() if before else ""
    release.published_by, release.published_at = by.account_id, clock.now()
    held = db.session.get(Event, release.event_id) if release.event_id else None
    if held is not None:
        held.published_at = release.published_at
        work.enqueue(TELL, key=f"{TELL}:{release.id}", event=str(held.id))
    audit.record(by, "release.published", of=("release", release.id))
    db.session.flush()


def discard(release: Release, *, by: Viewer) -> None:
    """A draft that nobody wants to publish. Raises: NotAllowedError."""
    if release.status is not ReleaseStatus.DRAFT:
        raise NotAllowedError
    audit.record(by, "release.discarded", of=("release", release.id))
    db.session.delete(release)
    db.session.flush()
