"""The blueprint of frames of codes, and how its pages open a frame, a draft or a code."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flask import Blueprint, request

from app.domain.coding import Node
from app.domain.errors import NotThereError
from app.domain.insight import VersionStatus
from app.models.code_frames import Code, CodeFrame, FrameVersion
from app.operations import audit
from app.queries import frames as queries
from app.web.viewer import viewer

bp = Blueprint("frames", __name__, url_prefix="/insight/codes")


@contextmanager
def traced(kind: str, thing_id: uuid.UUID) -> Iterator[None]:
    """Whoever asks for what is not there leaves a note. Raises: NotThereError."""
    try:
        yield
    except NotThereError:
        audit.refused(viewer(), f"{kind}.refused", of=(kind, thing_id))
        raise


def opened_frame(frame_id: uuid.UUID) -> CodeFrame:
    """Raises: NotThereError."""
    with traced("code-frame", frame_id):
        return queries.frame(frame_id)


def opened_code(frame_id: uuid.UUID, code_id: uuid.UUID) -> Code:
    """Raises: NotThereError, also for a code of another frame."""
    with traced("code", code_id):
        return queries.code(frame_id, code_id)


def opened_version(frame_id: uuid.UUID, number: int) -> FrameVersion:
    """Raises: NotThereError."""
    held = opened_frame(frame_id)
    with traced("code-frame", frame_id):
        return queries.version_numbered(held, number)


def opened_draft(frame_id: uuid.UUID, number: int) -> FrameVersion:
    """Raises: NotThereError, also for a version that is published: nothing there is written any more."""
    held = opened_version(frame_id, number)
    if held.status is not VersionStatus.DRAFT:
        raise NotThereError
    return held


def node_in(nodes: Sequence[Node], code_id: uuid.UUID | None) -> Node:
    """Raises: NotThereError."""
    found = next((node for node in nodes if node.code_id == code_id), None)
    if found is None:
        raise NotThereError
    return found


def id_asked(name: str) -> uuid.UUID | None:
    """An id from the address or the form; None for none, and for what is no id."""
    try:
        return uuid.UUID(request.values.get(name, ""))
    except ValueError:
        return None


def under(nodes: Sequence[Node]) -> dict[uuid.UUID | None, list[Node]]:
    """The codes by the one they stand under."""
    found: dict[uuid.UUID | None, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.parent_id, []).append(node)
    return found
