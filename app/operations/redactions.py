"""What in somebody's words is hidden: hide, show again, say that it is nothing, look, and look again.

Each takes the `version` of the look at the point as the page showed it; 0 where nobody had looked. What is
done already is done: a second press changes nothing. Raises throughout: StaleError.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError, StaleError
from app.domain.insight import RedactionReason
from app.domain.places import Place
from app.domain.redaction import MOST, is_free
from app.domain.viewer import Viewer
from app.models.conversations import Point
from app.models.insight import OriginalLook, Redaction
from app.operations import audit, looks, stale_quotes, translations
from app.queries.likely import likely_in
from app.queries.redactions import undecided
from app.queries.shown_words import hidden_in

Ends = tuple[int, int]


def hide(
    point: Point,
    places: Sequence[Ends],
    reason: RedactionReason,
    *,
    by: Viewer,
    version: int,
    place: Place,
) -> int:
    """Hide some words, wherever they stand. How many places are new.

    Raises: NotAllowedError for what is no place in the words, or one too many.
    """
    check, there = looks.held(point), hidden_in([point.id]).get(point.id, [])
    length = len(point.words or "")
    if not places or any(not 0 <= start < end <= length for start, end in places):
        raise NotAllowedError
    new = [ends for ends in dict.fromkeys(places) if is_free(*ends, there)]
    if not new:
        return 0
    looks.fresh(check, version)
    if len(there) + len(new) > MOST:
        raise NotAllowedError
    for start, end in new:
        db.session.add(
            Redaction(
                id=uuid.uuid4(),
                point_id=point.id,
                start=start,
                end=end,
                reason=reason,
                made_by=by.account_id,
                made_at=clock.now(),
            )
        )
    audit.record(by, "redaction.made", of=("point", point.id), count=len(new))
    db.session.flush()
    translations.forget_all(point, by=by)
    looks.changed(point, check, place)
    stale_quotes.take_off(point, by=by)
    return len(new)


def show_again(
    point: Point, redaction_id: uuid.UUID, why: str, *, by: Viewer, version: int, place: Place
) -> None:
    """Take one away, which is a look beneath it. Whoever looked before has to look again.

    Raises: NotAllowedError once the words beneath are overwritten.
    """
    check, found = looks.held(point), db.session.get(Redaction, redaction_id)
    if found is None or found.point_id != point.id:
        raise StaleError
    if found.ended_at is not None:
        return
    looks.fresh(check, version)
    if found.overwritten_at is not None:
        raise NotAllowedError
    look_beneath(point, why, by=by)
    found.ended_at, found.ended_by = clock.now(), by.account_id
    audit.record(by, "redaction.ended", of=("point", point.id))
    db.session.flush()
    looks.forget(check)
    looks.changed(point, check, place)
    stale_quotes.take_off(point, by=by)


def dismiss(point: Point, ends: Ends, *, by: Viewer, version: int, place: Place) -> None:
    """A finding is nothing: it is not pointed out any more."""
    check = looks.held(point)
    if list(ends) in check.decided:
        return
    looks.fresh(check, version)
    if ends not in [(one.start, one.end) for one in likely_in(point.words or "", place)]:
        raise StaleError
    check.decided = [*check.decided, list(ends)]
    audit.record(by, "finding.dismissed", of=("point", point.id))
    looks.changed(point, check, place)


def say_nothing_tells(point: Point, *, by: Viewer, version: int, place: Place) -> None:
    """Somebody read all of it: nothing that can be read in it tells who is speaking."""
    check = looks.held(point)
    if check.first_at is not None and check.first_by == by.account_id and not check.likely:
        return
    looks.fresh(check, version)
    there = hidden_in([point.id]).get(point.id, [])
    open_ones = undecided(likely_in(point.words or "", place), check, there)
    check.decided = [*check.decided, *([one.start, one.end] for one in open_ones)]
    if check.first_at is None:
        check.first_by, check.first_at = by.account_id, clock.now()
    audit.record(by, "point.looked-at", of=("point", point.id))
    looks.changed(point, check, place)


def say_again(point: Point, *, by: Viewer, version: int) -> None:
    """A second person read it too. Raises: NotAllowedError for the first one, or where something is open."""
    check = looks.held(point)
    if check.second_at is not None:
        return
    looks.fresh(check, version)
    if check.first_at is None or check.likely or not by.account_id or check.first_by == by.account_id:
        raise NotAllowedError
    check.second_by, check.second_at = by.account_id, clock.now()
    audit.record(by, "point.checked", of=("point", point.id))
    db.session.flush()


def look_beneath(point: Point, why: str, *, by: Viewer) -> None:
    """Somebody sees what is hidden; why stands beside it, sealed, and the look in the trace."""
    db.session.add(
        OriginalLook(
            id=uuid.uuid4(), point_id=point.id, why=why, looked_by=by.account_id, looked_at=clock.now()
        )
    )
    audit.seen(by, "original.seen", of=("point", point.id))
    db.session.flush()
