"""Results are frozen as they may be shown, and published once somebody said so."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import delete, func, select

from app import clock
from app.database import db
from app.domain.disclosure import SHARED
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.insight import ReleaseScope, ReleaseStatus
from app.domain.linked_tables import Published, Scope, may_be_shown
from app.domain.replies import TELL
from app.domain.result_cells import CONVERSATIONS, Cell, Counts
from app.domain.result_outline import cells_of, document, noughts
from app.domain.results import Document, digest_of, plain
from app.domain.viewer import Viewer
from app.models.answers import Release
from app.models.code_frames import CodeFrame, FrameVersion
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
    outline = result_outline.of_event(held, version)
    shown = shown_of(frozenset({str(held.id)}), version)
    made = document(outline, shown, SHARED)
    return keep(made, version, by=by, event_id=held.id, year=outline.year, is_demo=held.is_demo)


def freeze_year(year: int, series: Series | None, *, by: Viewer) -> Release:
    """Of the events that are over."""
    held = result_events.of_year(year, series.id if series else None)
    events = [one for one in held if result_events.is_over(one)]
    if not events:
        raise NeedsMoreError([NOT_OVER])
    version = version_of(frames.usual())
    outline = result_outline.of_year(series.name if series else "", year, events, version)
    shown = shown_of(frozenset(str(one.id) for one in events), version)
    return keep(
        document(outline, shown, SHARED),
        version,
        by=by,
        year=year,
        series_id=series.id if series else None,
        is_demo=any(one.is_demo for one in events),
    )


def version_of(frame: CodeFrame | None) -> FrameVersion:
    """Raises: NeedsMoreError."""
    version = frames.newest(frame) if frame is not None else None
    if version is None:
        raise NeedsMoreError([NO_CODES])
    return version


def shown_of(scope: Scope, version: FrameVersion) -> dict[Cell, int | None]:
    """Each number as it may be shown, given all that was shown before.

    Raises: NeedsMoreError where nothing is kept.
    """
    before = linked_to(scope, [published(one) for one in releases.ever_shown()])
    events = scope.union(*(one.scope for one in before))
    counts = said_counts.counted([uuid.UUID(one) for one in events], version)
    if not any(counts[uuid.UUID(one)].get(CONVERSATIONS) for one in scope):
        raise NeedsMoreError([NOBODY])
    by_event: dict[str, Counts] = {str(one): numbers for one, numbers in counts.items()}
    for held, outline in result_outline.bare(result_events.called(counts), version):
        numbers = counts[held.id]
        by_event[str(held.id)] = {**noughts(outline, numbers), **numbers}
    return may_be_shown(scope, by_event, before, SHARED)


def published(release: Release) -> Published:
    made = releases.document_of(release)
    scope = {str(release.event_id)} if release.event_id else {one.key for one in made.events}
    return Published(frozenset(scope), cells_of(made))


def linked_to(scope: Scope, before: Sequence[Published]) -> list[Published]:
    """Those that have an event with it in common, or with one that has."""
    found: list[Published] = []
    reach, left = set(scope), list(before)
    while near := [one for one in left if one.scope & reach]:
        found += near
        left = [one for one in left if one not in near]
        reach.update(*(one.scope for one in near))
    return sorted(found, key=before.index)


def keep(
    made: Document,
    version: FrameVersion,
    *,
    by: Viewer,
    year: int,
    event_id: uuid.UUID | None = None,
    series_id: uuid.UUID | None = None,
    is_demo: bool = False,
) -> Release:
    """A new draft takes the place of one that nobody published."""
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
