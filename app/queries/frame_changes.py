"""What became of a frame from version to version, and what a draft would mean for what is coded already."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.code_differences import Change, ChangeKind, differences
from app.domain.coding import Move
from app.domain.insight import CodeMoveKind, VersionStatus
from app.models.code_frames import Code, CodeEntry, CodeMove, FrameVersion
from app.queries import frames
from app.queries.code_counts import counts_at


@dataclass(frozen=True, slots=True)
class Meaning:
    """A change, and how many points it touches that are coded already."""

    change: Change
    points: int


def changes_in(version: FrameVersion) -> list[Change]:
    """What is different from the version before; everything is new in the first one."""
    before = frames.before(version)
    moves = db.session.scalars(
        select(CodeMove).where(CodeMove.version_id == version.id).order_by(CodeMove.id)
    )
    found = [
        Move(version.number, move.kind, move.from_id, tuple(uuid.UUID(to) for to in move.to_ids))
        for move in moves
    ]
    names = frames.names_of([one for move in found for one in move.to_ids])
    return differences(frames.tree(before) if before else (), frames.tree(version), found, names)


def meant_by(draft: FrameVersion) -> list[Meaning]:
    """The changes of a draft, with the points that count otherwise once it is published."""
    before = frames.before(draft)
    counts = counts_at(before) if before else {}
    touches = {ChangeKind.MERGED, ChangeKind.SPLIT, ChangeKind.RETIRED}
    return [
        Meaning(change, counts.get(change.code_id, 0) if change.kind in touches else 0)
        for change in changes_in(draft)
    ]


@dataclass(frozen=True, slots=True)
class Stage:
    """A code as it stood in one version, or how it left."""

    number: int
    name: str
    left: CodeMoveKind | None
    others: tuple[str, ...]
    reason: str


def life_of(code: Code) -> list[Stage]:
    """Each version that changed what the code is called or where it went. Oldest first."""
    rows = db.session.execute(
        select(FrameVersion.number, CodeEntry.name)
        .join(CodeEntry, CodeEntry.version_id == FrameVersion.id)
        .where(CodeEntry.code_id == code.id, FrameVersion.status == VersionStatus.PUBLISHED)
        .order_by(FrameVersion.number)
    ).all()
    found: list[Stage] = []
    for number, name in rows:
        if not found or found[-1].name != name:
            found.append(Stage(number, name, None, (), ""))
    moves = db.session.execute(
        select(CodeMove, FrameVersion.number)
        .join(FrameVersion, FrameVersion.id == CodeMove.version_id)
        .where(CodeMove.from_id == code.id, FrameVersion.status == VersionStatus.PUBLISHED)
        .order_by(FrameVersion.number)
    )
    last = rows[-1].name if rows else ""
    for move, number in moves:
        to = [uuid.UUID(one) for one in move.to_ids]
        names = frames.names_of(to)
        found.append(
            Stage(number, last, move.kind, tuple(names[one] for one in to if one in names), move.reason)
        )
    return sorted(found, key=lambda stage: stage.number)
