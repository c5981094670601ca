"""Frames of codes: which one an event uses, its versions, its tree, and what became of each code."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain.coding import History, Move, Node, in_tree_order
from app.domain.errors import NotThereError
from app.domain.insight import MemoOn, VersionStatus
from app.models.code_frames import Code, CodeEntry, CodeFrame, CodeMove, FrameVersion
from app.models.engagement import Event
from app.models.insight import Memo
from app.models.people import Account


def frame_of(event: Event) -> CodeFrame | None:
    """The frame an event uses: the one chosen for it, else the usual one."""
    return db.session.get(CodeFrame, event.frame_id) if event.frame_id else usual()


def usual() -> CodeFrame | None:
    """The frame of every event that names no other."""
    return db.session.scalar(
        select(CodeFrame).where(CodeFrame.is_default).order_by(CodeFrame.created_at, CodeFrame.id)
    )


def newest(frame: CodeFrame) -> FrameVersion | None:
    """Its newest published version: the one to code by."""
    return db.session.scalar(
        select(FrameVersion)
        .where(FrameVersion.frame_id == frame.id, FrameVersion.status == VersionStatus.PUBLISHED)
        .order_by(FrameVersion.number.desc())
        .limit(1)
    )


def draft_of(frame: CodeFrame) -> FrameVersion | None:
    """The next version while it is being written. A frame has one at most."""
    return db.session.scalar(
        select(FrameVersion).where(
            FrameVersion.frame_id == frame.id, FrameVersion.status == VersionStatus.DRAFT
        )
    )


def tree(version: FrameVersion) -> list[Node]:
    """The codes of a version, each after the one it stands under. One statement."""
    return in_tree_order(
        db.session.scalars(
            select(CodeEntry).where(CodeEntry.version_id == version.id).order_by(CodeEntry.position)
        )
    )


def history(frame_id: uuid.UUID) -> History:
    """When each code of a frame came and what became of it, for `domain.coding.at_version`."""
    since = db.session.execute(select(Code.id, Code.since).where(Code.frame_id == frame_id))
    moves = db.session.execute(
        select(CodeMove, FrameVersion.number)
        .join(FrameVersion, FrameVersion.id == CodeMove.version_id)
        .where(FrameVersion.frame_id == frame_id)
        .order_by(FrameVersion.number, CodeMove.id)
    )
    return History(
        since={row[0]: row[1] for row in since},
        moves=tuple(
            Move(number, move.kind, move.from_id, tuple(uuid.UUID(to) for to in move.to_ids))
            for move, number in moves
        ),
    )


def names_of(code_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What each code is called where it was published last, also one that is in no tree any more."""
    wanted = list(set(code_ids))
    if not wanted:
        return {}
    rows = db.session.execute(
        select(CodeEntry.code_id, CodeEntry.name)
        .join(FrameVersion, FrameVersion.id == CodeEntry.version_id)
        .where(CodeEntry.code_id.in_(wanted))
        .order_by(FrameVersion.status == VersionStatus.PUBLISHED, FrameVersion.number)
    )
    return {row[0]: row[1] for row in rows}


def frame(frame_id: uuid.UUID) -> CodeFrame:
    """Raises: NotThereError."""
    if (found := db.session.get(CodeFrame, frame_id)) is None:
        raise NotThereError
    return found


def version_numbered(frame: CodeFrame, number: int) -> FrameVersion:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(FrameVersion).where(FrameVersion.frame_id == frame.id, FrameVersion.number == number)
    )
    if found is None:
        raise NotThereError
    return found


@dataclass(frozen=True, slots=True)
class FrameRow:
    """A frame in the list."""

    frame: CodeFrame
    newest: FrameVersion | None
    codes: int
    """In its newest published version."""
    has_draft: bool
    events: tuple[Event, ...]
    """Those that name it."""


def listed() -> list[FrameRow]:
    """All frames, the usual one first. Four statements however many there are."""
    frames = db.session.scalars(select(CodeFrame).order_by(CodeFrame.is_default.desc(), CodeFrame.name)).all()
    published: dict[uuid.UUID, FrameVersion] = {}
    drafts: set[uuid.UUID] = set()
    for version in db.session.scalars(select(FrameVersion).order_by(FrameVersion.number)):
        if version.status is VersionStatus.PUBLISHED:
            published[version.frame_id] = version
        else:
            drafts.add(version.frame_id)
    sizes = sizes_of([version.id for version in published.values()])
    using: dict[uuid.UUID, list[Event]] = {}
    for event in db.session.scalars(
        select(Event).where(Event.frame_id.is_not(None)).order_by(Event.starts_at.desc(), Event.id)
    ):
        using.setdefault(event.frame_id, []).append(event)  # type: ignore[arg-type]  # the query leaves None out
    return [
        FrameRow(
            frame=one,
            newest=published.get(one.id),
            codes=sizes.get(published[one.id].id, 0) if one.id in published else 0,
            has_draft=one.id in drafts,
            events=tuple(using.get(one.id, ())),
        )
        for one in frames
    ]


def sizes_of(version_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    rows = db.session.execute(
        select(CodeEntry.version_id, func.count())
        .where(CodeEntry.version_id.in_(list(version_ids)))
        .group_by(CodeEntry.version_id)
    )
    return {row[0]: row[1] for row in rows}


def before(version: FrameVersion) -> FrameVersion | None:
    """The version it was made from."""
    return db.session.scalar(
        select(FrameVersion)
        .where(FrameVersion.frame_id == version.frame_id, FrameVersion.number < version.number)
        .order_by(FrameVersion.number.desc())
        .limit(1)
    )


def events() -> list[Event]:
    """Every event, newest first, to choose one."""
    return list(db.session.scalars(select(Event).order_by(Event.starts_at.desc(), Event.id)))


def code(frame_id: uuid.UUID, code_id: uuid.UUID) -> Code:
    """Raises: NotThereError, also for a code of another frame."""
    found = db.session.get(Code, code_id)
    if found is None or found.frame_id != frame_id:
        raise NotThereError
    return found


def version_by_id(version_id: uuid.UUID) -> FrameVersion | None:
    return db.session.get(FrameVersion, version_id)


def memos_about(code: Code) -> list[tuple[Memo, str]]:
    """What people thought about a code and who they are, newest first."""
    rows = db.session.execute(
        select(Memo, Account.name)
        .outerjoin(Account, Account.id == Memo.made_by)
        .where(Memo.about == MemoOn.CODE, Memo.of_id == code.id, Memo.ended_at.is_(None))
        .order_by(Memo.made_at.desc(), Memo.id)
    )
    return [(row[0], row[1] or "") for row in rows]


def memo_of(code: Code, memo_id: uuid.UUID) -> Memo:
    """Raises: NotThereError, also for a memo about something else."""
    found = db.session.get(Memo, memo_id)
    if found is None or found.about is not MemoOn.CODE or found.of_id != code.id:
        raise NotThereError
    return found


def event(event_id: uuid.UUID | None) -> Event | None:
    return db.session.get(Event, event_id) if event_id else None


@dataclass(frozen=True, slots=True)
class Group:
    """Codes that can be given, under the top of their tree."""

    name: str
    """Empty for codes that stand at the top themselves."""
    nodes: tuple[Node, ...]


def by_heading(version: FrameVersion) -> list[Group]:
    """Codes that can be given, in the order of the tree, to choose from."""
    found: dict[str, list[Node]] = {}
    top = ""
    for node in tree(version):
        if node.depth == 0:
            top = node.name if node.has_children else ""
        if node.may_be_given:
            found.setdefault(top, []).append(node)
    return [Group(name, tuple(nodes)) for name, nodes in found.items()]
