"""Writing the next version of a frame: each change of a code. Nothing published is ever touched."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.code_tree import Fault, FrameFaultError, Tree, Way
from app.domain.coding import MOST_CODES
from app.domain.errors import NotThereError
from app.domain.insight import CodeMoveKind, CodeStatus
from app.domain.viewer import Viewer
from app.models.code_frames import Code, CodeEntry, CodeMove, FrameVersion
from app.operations import audit
from app.operations.frames import open_draft, touch

MOST_PARTS = 8
"""Into how many a code is split at most."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody typed about a code."""

    name: str
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    colour: str = ""
    is_codable: bool = True
    parent_id: uuid.UUID | None = None


def add(draft: FrameVersion, written: Written, *, key: uuid.UUID, by: Viewer, version: int) -> CodeEntry:
    """A new code at the end of those under its parent. `key` is the form's: sent twice, it is one code.

    Raises: StaleError, NotAllowedError, NotThereError, FrameFaultError.
    """
    if (there := db.session.get(CodeEntry, (draft.id, key))) is not None:
        return there
    held = open_draft(draft, version)
    if len(held.entries) >= MOST_CODES:
        raise FrameFaultError(Fault.TOO_MANY)
    tree = Tree(held.entries)
    check_parent(tree, written.parent_id)
    made = CodeEntry(code_id=key, parent_id=written.parent_id)
    fill(made, written)
    tree.add(made)
    db.session.add(Code(id=key, frame_id=held.frame_id, since=held.number))
    db.session.flush()
    held.entries.append(made)
    touch(held)
    audit.record(by, "code.added", of=("code", key))
    return made


def rewrite(draft: FrameVersion, code_id: uuid.UUID, written: Written, *, by: Viewer, version: int) -> None:
    """Raises: StaleError, NotAllowedError, NotThereError, FrameFaultError."""
    held = open_draft(draft, version)
    tree, row = opened(held, code_id)
    check_parent(tree, written.parent_id)
    if row.parent_id != written.parent_id:
        tree.put(row, written.parent_id)
    tree.check_name(written.name, written.parent_id, code_id)
    fill(row, written)
    touch(held)
    audit.record(by, "code.written", of=("code", code_id))


def move(draft: FrameVersion, code_id: uuid.UUID, way: Way, *, by: Viewer, version: int) -> None:
    """Raises: StaleError, NotAllowedError, NotThereError, FrameFaultError."""
    held = open_draft(draft, version)
    tree, row = opened(held, code_id)
    tree.shift(row, way)
    touch(held)
    audit.record(by, f"code.moved-{way}", of=("code", code_id))


def merge(draft: FrameVersion, code_id: uuid.UUID, into: uuid.UUID, *, by: Viewer, version: int) -> None:
    """It goes into another one. What was coded with it keeps its code and counts as the other.

    Raises: StaleError, NotAllowedError, NotThereError; FrameFaultError for one that has others under it, or
    where the other is a heading, retired or itself.
    """
    held = open_draft(draft, version)
    tree, row = childless(held, code_id)
    other = tree.find(into)
    if other is None:
        raise NotThereError
    if other is row:
        raise FrameFaultError(Fault.UNDER_ITSELF)
    if not other.is_codable or other.status is CodeStatus.RETIRED:
        raise FrameFaultError(Fault.NOT_CODABLE)
    leaves(held, row, CodeMoveKind.MERGED, [into])
    audit.record(by, "code.merged", of=("code", code_id))


def split(
    draft: FrameVersion, code_id: uuid.UUID, names: Sequence[str], *, by: Viewer, version: int
) -> list[uuid.UUID]:
    """New codes stand where it stood. What was coded with it waits until somebody chooses again.

    Raises: StaleError, NotAllowedError, NotThereError, FrameFaultError.
    """
    held = open_draft(draft, version)
    tree, row = childless(held, code_id)
    if not row.is_codable:
        raise FrameFaultError(Fault.NOT_CODABLE)
    if len(names) < 2:
        raise FrameFaultError(Fault.TOO_FEW)
    if len(names) > MOST_PARTS:
        raise FrameFaultError(Fault.TOO_MANY)
    if len({name.casefold() for name in names}) < len(names):
        raise FrameFaultError(Fault.NAME_TAKEN)
    for name in names:
        tree.check_name(name, row.parent_id, row.code_id)
    parts = [
        CodeEntry(code_id=uuid.uuid4(), parent_id=row.parent_id, position=0, colour=row.colour) for _ in names
    ]
    for part, name in zip(parts, names, strict=True):
        fill(part, Written(name=name, colour=row.colour, parent_id=row.parent_id))
    beside = tree.under(row.parent_id)
    at = beside.index(row)
    tree.rows = [one for one in tree.rows if one is not row] + parts
    tree.place([*beside[:at], *parts, *beside[at + 1 :]])
    db.session.add_all(Code(id=part.code_id, frame_id=held.frame_id, since=held.number) for part in parts)
    db.session.flush()
    held.entries.extend(parts)
    leaves(held, row, CodeMoveKind.SPLIT, [part.code_id for part in parts])
    audit.record(by, "code.split", of=("code", code_id))
    return [part.code_id for part in parts]


def retire(draft: FrameVersion, code_id: uuid.UUID, reason: str, *, by: Viewer, version: int) -> None:
    """It is not given any more. What was coded with it stays, and counts.

    Raises: StaleError, NotAllowedError, NotThereError, FrameFaultError.
    """
    held = open_draft(draft, version)
    _, row = childless(held, code_id)
    row.status = CodeStatus.RETIRED
    note_move(held, code_id, CodeMoveKind.RETIRED, [], reason)
    touch(held)
    audit.record(by, "code.retired", of=("code", code_id))


def bring_back(draft: FrameVersion, code_id: uuid.UUID, *, by: Viewer, version: int) -> None:
    """A retired code is given again. Raises: StaleError, NotAllowedError, NotThereError."""
    held = open_draft(draft, version)
    _, row = opened(held, code_id)
    row.status = CodeStatus.ACTIVE
    drop_move(held, code_id)
    touch(held)
    audit.record(by, "code.brought-back", of=("code", code_id))


def take_out(draft: FrameVersion, code_id: uuid.UUID, *, by: Viewer, version: int) -> None:
    """A code that came with this draft goes again, as if it had never been.

    Raises: StaleError, NotAllowedError, NotThereError; FrameFaultError where others went into it.
    """
    held = open_draft(draft, version)
    _, row = childless(held, code_id)
    code = db.session.get_one(Code, code_id)
    if code.since < held.number:
        raise FrameFaultError(Fault.IS_TARGET)
    moves = db.session.scalars(select(CodeMove).where(CodeMove.version_id == held.id))
    if any(str(code_id) in move.to_ids for move in moves):
        raise FrameFaultError(Fault.IS_TARGET)
    held.entries.remove(row)
    db.session.flush()
    db.session.delete(code)
    touch(held)
    audit.record(by, "code.taken-out", of=("code", code_id))


def opened(held: FrameVersion, code_id: uuid.UUID) -> tuple[Tree[CodeEntry], CodeEntry]:
    tree = Tree(held.entries)
    row = tree.find(code_id)
    if row is None:
        raise NotThereError
    return tree, row


def childless(held: FrameVersion, code_id: uuid.UUID) -> tuple[Tree[CodeEntry], CodeEntry]:
    """Raises: NotThereError; FrameFaultError where others stand under it: they are moved first."""
    tree, row = opened(held, code_id)
    if tree.under(code_id):
        raise FrameFaultError(Fault.HAS_CHILDREN)
    return tree, row


def check_parent(tree: Tree[CodeEntry], parent_id: uuid.UUID | None) -> None:
    if parent_id is not None and tree.find(parent_id) is None:
        raise NotThereError


def leaves(held: FrameVersion, row: CodeEntry, kind: CodeMoveKind, to: Sequence[uuid.UUID]) -> None:
    code_id = row.code_id
    held.entries.remove(row)
    note_move(held, code_id, kind, to)
    touch(held)


def note_move(
    held: FrameVersion,
    code_id: uuid.UUID,
    kind: CodeMoveKind,
    to: Sequence[uuid.UUID],
    reason: str = "",
) -> None:
    drop_move(held, code_id)
    db.session.add(
        CodeMove(
            id=uuid.uuid4(),
            version_id=held.id,
            kind=kind,
            from_id=code_id,
            to_ids=[str(one) for one in to],
            reason=reason,
        )
    )
    db.session.flush()


def drop_move(held: FrameVersion, code_id: uuid.UUID) -> None:
    there = db.session.scalar(
        select(CodeMove).where(CodeMove.version_id == held.id, CodeMove.from_id == code_id)
    )
    if there is not None:
        db.session.delete(there)
        db.session.flush()


def fill(row: CodeEntry, written: Written) -> None:
    row.name, row.definition, row.colour = written.name, written.definition, written.colour
    row.include, row.exclude, row.examples = written.include, written.exclude, list(written.examples)
    row.is_codable = written.is_codable
    row.status = row.status or CodeStatus.ACTIVE
