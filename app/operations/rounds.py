"""Rounds of double coding: drawn, coded blind, settled."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app import clock
from app.database import db, is_first
from app.domain.agreement import agreed, differing, drawn
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.insight import CodingLayer, RoundStatus
from app.domain.viewer import Viewer
from app.models.code_frames import Code, FrameVersion
from app.models.coding_rounds import CodingRound, RoundCoder, RoundPoint
from app.models.insight import Coding, PointRead
from app.operations import audit
from app.queries import frames
from app.queries import rounds as queries


def begin(
    version: FrameVersion,
    coders: Collection[uuid.UUID],
    *,
    by: Viewer,
    key: uuid.UUID,
    event_id: uuid.UUID | None = None,
    series_id: uuid.UUID | None = None,
    seed: int | None = None,
) -> CodingRound:
    """A round with its sample. `key` is the form's: sent twice, it is the same round.

    Raises: NotAllowedError for fewer than two coders, or without a point to code.
    """
    if (there := db.session.get(CodingRound, key)) is not None:
        return there
    of = [event_id] if event_id else [one.id for one in queries.events_of(series_id or uuid.uuid4())]
    ids = queries.to_draw_from(of)
    if len(set(coders)) < 2 or not ids:
        raise NotAllowedError
    chance = secrets.randbits(31) if seed is None else seed
    made = CodingRound(
        id=key,
        frame_version_id=version.id,
        event_id=event_id,
        series_id=series_id,
        seed=chance,
        drawn_from=len(ids),
        made_by=by.account_id,
        made_at=clock.now(),
        coders=[RoundCoder(account_id=one) for one in sorted(set(coders))],
        points=[
            RoundPoint(point_id=one, position=at, read_by=[]) for at, one in enumerate(drawn(ids, chance))
        ],
    )
    if not is_first(made):
        return db.session.get_one(CodingRound, key)
    audit.record(by, "coding-round.begun", of=("coding-round", made.id))
    return made


def code(one: CodingRound, point_id: uuid.UUID, codes: Collection[uuid.UUID], *, by: Viewer) -> None:
    """What this coder gives this point, none where none fits; sent again, it is put right.

    Raises: NotThereError for a point or coder that is not in it; NotAllowedError once they are done, or for
    a code that cannot be given.
    """
    held, coder = locked(one), coder_of(one, by)
    if held.status is not RoundStatus.OPEN or coder.done_at is not None:
        raise NotAllowedError
    point = next((row for row in held.points if row.point_id == point_id), None)
    if point is None:
        raise NotThereError
    check_codes(held, codes)
    live = select(Coding).where(
        Coding.round_id == held.id,
        Coding.point_id == point_id,
        Coding.coder_id == by.account_id,
        Coding.layer == CodingLayer.BLIND,
        Coding.ended_at.is_(None),
    )
    there = {row.code_id: row for row in db.session.scalars(live)}
    end((row for code_id, row in there.items() if code_id not in codes), by)
    write(held, point_id, set(codes) - set(there), CodingLayer.BLIND, by)
    if str(by.account_id) not in point.read_by:
        point.read_by = [*point.read_by, str(by.account_id)]
    db.session.flush()
    audit.record(by, "coding-round.coded", of=("coding-round", held.id))


def done(one: CodingRound, *, by: Viewer) -> None:
    """This coder has finished. With the last one, everybody may see how far they agree. Twice is once.

    Raises: NotThereError for somebody who does not code in it.
    """
    held, coder = locked(one), coder_of(one, by)
    if coder.done_at is None:
        coder.done_at = clock.now()
        audit.record(by, "coding-round.done", of=("coding-round", held.id))
    if held.status is RoundStatus.OPEN and all(row.done_at for row in held.coders):
        held.status = RoundStatus.CODED
    db.session.flush()


def close(one: CodingRound, *, by: Viewer) -> None:
    """Nobody codes any more; what somebody has not done is missing. Raises: NotAllowedError."""
    held = locked(one)
    if held.status is not RoundStatus.OPEN:
        raise NotAllowedError
    held.status = RoundStatus.CODED
    db.session.flush()
    audit.record(by, "coding-round.closed", of=("coding-round", held.id))


def choose(one: CodingRound, point_id: uuid.UUID, codes: Collection[uuid.UUID], *, by: Viewer) -> None:
    """What the coders settled on for a point where they differ. It can be chosen again until all is settled.

    Raises: NotThereError for a point where they do not differ; NotAllowedError.
    """
    held = locked(one)
    if held.status is not RoundStatus.CODED:
        raise NotAllowedError
    if point_id not in differing(queries.choices(held)):
        raise NotThereError
    check_codes(held, codes)
    settle_point(held, point_id, codes, by)
    audit.record(by, "coding-round.chosen", of=("coding-round", held.id))


def settle(one: CodingRound, *, by: Viewer, version: int) -> None:
    """Points where all said the same settle by themselves, and the round is over.

    A point that only one person did stays as the team has it. Raises: StaleError; NotAllowedError while a
    point where they differ is open.
    """
    held = locked(one)
    if held.version != version:
        raise StaleError
    given = queries.choices(held)
    open_ = {row.point_id for row in held.points if row.settled_at is None}
    if held.status is not RoundStatus.CODED or open_ & set(differing(given)):
        raise NotAllowedError
    for point_id, codes in agreed(given).items():
        settle_point(held, point_id, codes, by)
    held.status, held.settled_at = RoundStatus.SETTLED, clock.now()
    db.session.flush()
    audit.record(by, "coding-round.settled", of=("coding-round", held.id))


def settle_point(held: CodingRound, point_id: uuid.UUID, codes: Collection[uuid.UUID], by: Viewer) -> None:
    """The team's codes of this frame end there, and what was settled begins."""
    version = db.session.get_one(FrameVersion, held.frame_version_id)
    end(
        db.session.scalars(
            select(Coding)
            .join(Code, Code.id == Coding.code_id)
            .where(
                Coding.point_id == point_id,
                Coding.ended_at.is_(None),
                Coding.layer != CodingLayer.BLIND,
                Code.frame_id == version.frame_id,
            )
        ).all(),
        by,
    )
    write(held, point_id, codes, CodingLayer.RECONCILED, by)
    point = next(row for row in held.points if row.point_id == point_id)
    point.settled_at, point.settled_by = clock.now(), by.account_id
    if db.session.get(PointRead, (point_id, version.frame_id)) is None:
        db.session.add(
            PointRead(
                point_id=point_id,
                frame_id=version.frame_id,
                read_by=by.account_id,
                read_at=clock.now(),
            )
        )
    flag_modified(held, "seed")
    db.session.flush()


def write(
    held: CodingRound,
    point_id: uuid.UUID,
    codes: Collection[uuid.UUID],
    layer: CodingLayer,
    by: Viewer,
) -> None:
    db.session.add_all(
        Coding(
            id=uuid.uuid4(),
            point_id=point_id,
            code_id=code_id,
            version_id=held.frame_version_id,
            layer=layer,
            round_id=held.id,
            coder_id=by.account_id,
            coded_at=clock.now(),
        )
        for code_id in sorted(codes)
    )
    db.session.flush()


def end(rows: Iterable[Coding], by: Viewer) -> None:
    for row in rows:
        row.ended_at, row.ended_by = clock.now(), by.account_id


def check_codes(held: CodingRound, codes: Collection[uuid.UUID]) -> None:
    """Raises: NotAllowedError for a code that cannot be given in the round's version."""
    version = db.session.get_one(FrameVersion, held.frame_version_id)
    if not set(codes) <= {node.code_id for node in frames.tree(version) if node.may_be_given}:
        raise NotAllowedError


def coder_of(one: CodingRound, by: Viewer) -> RoundCoder:
    """Raises: NotThereError for somebody who does not code in it."""
    found = next((row for row in one.coders if row.account_id == by.account_id), None)
    if found is None:
        raise NotThereError
    return found


def locked(one: CodingRound) -> CodingRound:
    """The round as it stands now, nobody else changing it. Raises: StaleError."""
    held = db.session.get(CodingRound, one.id, with_for_update={"of": CodingRound}, populate_existing=True)
    if held is None:
        raise StaleError
    return held
