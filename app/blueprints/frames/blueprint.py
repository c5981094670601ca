"""The blueprint of frames of codes, and how its pages open a frame, a draft or a code."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import Blueprint, request

from app.domain.coding import Node
from app.domain.errors import NotThereError
from app.domain.insight import VersionStatus
from app.models.code_frames import CodeFrame, FrameVersion
from app.queries import frames as queries

bp = Blueprint("frames", __name__, url_prefix="/insight/codes")


def opened_frame(frame_id: uuid.UUID) -> CodeFrame:
    """Raises: NotThereError."""
    return queries.frame(frame_id)


def opened_version(frame_id: uuid.UUID, number: int) -> FrameVersion:
    """Raises: NotThereError."""
    return queries.version_numbered(opened_frame(frame_id), number)


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
