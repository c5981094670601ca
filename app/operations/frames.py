"""Frames of codes: made, named, made the usual one, given to an event; versions written and published."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm.attributes import flag_modified

from app import clock
from app.database import db, is_first
from app.domain.code_tree import Fault, FrameFaultError
from app.domain.errors import NotAllowedError, StaleError
from app.domain.insight import VersionStatus
from app.domain.question_sets import free_key
from app.domain.ready_codes import ReadyFrame
from app.domain.viewer import SYSTEM, Viewer
from app.models.code_frames import Code, CodeEntry, CodeFrame, CodeMove, FrameVersion
from app.models.engagement import Event
from app.operations import audit
from app.queries import frames

COPIED = (
    "code_id",
    "parent_id",
    "position",
    "name",
    "definition",
    "include",
    "exclude",
    "examples",
    "colour",
    "is_codable",
    "status",
)


def make(
    name: str,
    *,
    about: str,
    key: uuid.UUID,
    by: Viewer,
    copied_from: FrameVersion | None = None,
    ready: ReadyFrame | None = None,
) -> FrameVersion:
    """A frame with a draft of its first version: empty, or with the codes of another one or of a file.

    `key` is the form's: sent twice, it is the same frame. Copied codes are codes of their own.
    """
    if (there := db.session.get(CodeFrame, key)) is not None:
        return there.versions[0]
    taken = set(db.session.scalars(select(CodeFrame.key)))
    made = CodeFrame(id=key, key=free_key(name, taken), name=name, about=about)
    first = new_version(made, 1, by=by)
    if not is_first(made):
        return db.session.get_one(CodeFrame, key).versions[0]
    if copied_from is not None:
        copy_anew(copied_from.entries, first)
    elif ready is not None:
        write_ready(first, ready, as_new=True)
    db.session.flush()
    audit.record(by, "code-frame.made", of=("code-frame", made.id))
    return first


def describe(frame: CodeFrame, *, name: str, about: str, by: Viewer) -> None:
    frame.name, frame.about = name, about
    db.session.flush()
    audit.record(by, "code-frame.described", of=("code-frame", frame.id))


def make_usual(frame: CodeFrame, *, by: Viewer) -> None:
    """Every event that names no other uses it from now on. Raises: FrameFaultError before it is published."""
    if frames.newest(frame) is None:
        raise FrameFaultError(Fault.NOT_PUBLISHED)
    if frame.is_default:
        return
    db.session.execute(update(CodeFrame).where(CodeFrame.is_default).values(is_default=False))
    frame.is_default = True
    db.session.flush()
    audit.record(by, "code-frame.made-usual", of=("code-frame", frame.id))


def choose_for(event: Event, frame: CodeFrame | None, *, by: Viewer) -> None:
    """The frame an event uses; None for the usual one. Raises: FrameFaultError before it is published."""
    if frame is not None and frames.newest(frame) is None:
        raise FrameFaultError(Fault.NOT_PUBLISHED)
    chosen = frame.id if frame else None
    if event.frame_id == chosen:
        return
    event.frame_id = chosen
    db.session.flush()
    audit.record(by, "event.codes-chosen", of=("event", event.id))


def next_version(frame: CodeFrame, *, by: Viewer) -> FrameVersion:
    """A draft with the codes of the last version; or the draft that is there."""
    db.session.refresh(frame, with_for_update=True)
    last = frame.versions[-1]
    if last.status is VersionStatus.DRAFT:
        return last
    made = new_version(frame, last.number + 1, by=by)
    made.entries = [CodeEntry(**{name: getattr(one, name) for name in COPIED}) for one in last.entries]
    db.session.flush()
    audit.record(by, "code-frame.next-version", of=("code-frame-version", made.id))
    return made


def publish(draft: FrameVersion, *, note: str, by: Viewer, version: int) -> None:
    """From now on it is what people code by, and it is never changed.

    Raises: StaleError; NotAllowedError for what is no draft; FrameFaultError without a code to give.
    """
    held = open_draft(draft, version)
    if not any(node.may_be_given for node in frames.tree(held)):
        raise FrameFaultError(Fault.NOTHING_TO_GIVE)
    held.status, held.note, held.published_at = VersionStatus.PUBLISHED, note, clock.now()
    if frames.usual() is None:
        held.frame.is_default = True
    db.session.flush()
    audit.record(by, "code-frame.published", of=("code-frame-version", held.id))


def throw_away(draft: FrameVersion, *, by: Viewer, version: int) -> None:
    """The draft and what was changed in it. The first version of a frame takes the frame with it.

    Raises: StaleError, NotAllowedError.
    """
    held = open_draft(draft, version)
    frame, number = held.frame, held.number
    audit.record(by, "code-frame.draft-thrown-away", of=("code-frame", frame.id))
    for move in db.session.scalars(select(CodeMove).where(CodeMove.version_id == held.id)):
        db.session.delete(move)
    db.session.delete(held)
    db.session.flush()
    for code in db.session.scalars(select(Code).where(Code.frame_id == frame.id, Code.since >= number)):
        db.session.delete(code)
    db.session.flush()
    if number == 1:
        db.session.expire(frame)
        db.session.delete(frame)
        db.session.flush()


def load_ready(ready: ReadyFrame | None) -> bool:
    """The place's frame as the usual one, published, where there is no usual one. Was it put in?"""
    if ready is None or frames.usual() is not None:
        return False
    if db.session.scalar(select(CodeFrame.id).where(CodeFrame.key == ready.key)) is not None:
        return False
    made = CodeFrame(id=ready.id_of(""), key=ready.key, name=ready.name, about=ready.about, is_default=True)
    first = new_version(made, 1, by=SYSTEM)
    db.session.add(made)
    db.session.flush()
    write_ready(first, ready)
    first.status, first.note, first.published_at = VersionStatus.PUBLISHED, ready.note, clock.now()
    db.session.flush()
    return True


def write_ready(version: FrameVersion, ready: ReadyFrame, *, as_new: bool = False) -> None:
    """`as_new`: with ids of their own, where the file's may be taken."""
    ids = {one.key: uuid.uuid4() if as_new else ready.id_of(one.key) for one in ready.codes}
    db.session.add_all(
        Code(id=found, frame_id=version.frame.id, since=version.number) for found in ids.values()
    )
    db.session.flush()
    version.entries = [
        CodeEntry(
            code_id=ids[one.key],
            parent_id=ids.get(one.under),
            position=at,
            name=one.name,
            definition=one.definition,
            include=one.include,
            exclude=one.exclude,
            examples=list(one.examples),
            colour=one.colour,
            is_codable=not one.is_heading,
        )
        for at, one in enumerate(ready.codes)
    ]


def copy_anew(entries: Sequence[CodeEntry], version: FrameVersion) -> None:
    ids = {entry.code_id: uuid.uuid4() for entry in entries}
    db.session.add_all(Code(id=new, frame_id=version.frame.id, since=version.number) for new in ids.values())
    db.session.flush()
    version.entries = [
        CodeEntry(
            **{name: getattr(entry, name) for name in COPIED}
            | {"code_id": ids[entry.code_id], "parent_id": ids.get(entry.parent_id)}  # type: ignore[arg-type]  # None has none
        )
        for entry in entries
    ]


def new_version(frame: CodeFrame, number: int, *, by: Viewer) -> FrameVersion:
    made = FrameVersion(
        id=uuid.uuid4(), number=number, made_by=by.account_id, made_at=clock.now(), entries=[]
    )
    frame.versions.append(made)
    return made


def open_draft(draft: FrameVersion, version: int) -> FrameVersion:
    """The draft as it stands now, nobody else changing it. Raises: StaleError, NotAllowedError."""
    held = db.session.get(
        FrameVersion, draft.id, with_for_update={"of": FrameVersion}, populate_existing=True
    )
    if held is None or held.version != version:
        raise StaleError
    if held.status is not VersionStatus.DRAFT:
        raise NotAllowedError
    return held


def touch(held: FrameVersion) -> None:
    """Its codes changed, so a form that was opened before is stale."""
    flag_modified(held, "number")
    db.session.flush()
