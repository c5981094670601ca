"""Giving people who wait to link workers: several at once, or one to oneself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.case import CaseStatus
from app.domain.errors import NeedsMoreError, NotAllowedError, NotThereError
from app.domain.machine import Need
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.operations import case_moves
from app.queries.cases import case_for


@dataclass(slots=True)
class Shared:
    """What came of sharing out."""

    given: list[int] = field(default_factory=list)
    """Numbers of cases that have somebody now."""
    gone: list[int] = field(default_factory=list)
    """Of those that do not wait any more: somebody was quicker."""


class OverCapError(NotAllowedError):
    """Some would have more people than they can; `workers` says who. Nobody was given anything."""

    def __init__(self, workers: frozenset[uuid.UUID]) -> None:
        super().__init__()
        self.workers = workers


def share_out(
    chosen: Mapping[uuid.UUID, uuid.UUID], *, by: Viewer, rooms: Mapping[uuid.UUID, int], reason: str = ""
) -> Shared:
    """Give each case to the link worker chosen for it. `rooms`: how many more each can have.

    Raises: OverCapError where it goes over somebody's cap and no reason is given; NotThereError for a case
    out of reach; NeedsMoreError for somebody who is not of its team.
    """
    full = over_cap(chosen, rooms)
    if full and not reason.strip():
        raise OverCapError(full)
    done = Shared()
    for case_id, worker in chosen.items():
        case = case_for(by, case_id, Permission.CASE_LEAD)
        if case.worker_id == worker:
            done.given.append(case.number)
        elif case.status is not CaseStatus.WAITING:
            done.gone.append(case.number)
        else:
            case_moves.allocate(case, worker, by=by, reason=reason)
            done.given.append(case.number)
    return done


def over_cap(chosen: Mapping[uuid.UUID, uuid.UUID], rooms: Mapping[uuid.UUID, int]) -> frozenset[uuid.UUID]:
    """Who would have more people than they can."""
    many: dict[uuid.UUID, int] = {}
    for worker in chosen.values():
        many[worker] = many.get(worker, 0) + 1
    return frozenset(worker for worker, count in many.items() if count > rooms.get(worker, 0))


def take(case_id: uuid.UUID, *, by: Viewer, reason: str = "") -> int:
    """Take somebody from the waiting list oneself; the case's number. Twice is the same as once.

    Raises: OverCapError; NotAllowedError where somebody was quicker; NotThereError.
    """
    if by.account_id is None:
        raise NotThereError
    case = case_for(by, case_id, Permission.CASE_TAKE)
    if case.worker_id == by.account_id:
        return case.number
    if case.status is not CaseStatus.WAITING:
        raise NotAllowedError
    try:
        case_moves.allocate(case, by.account_id, by=by, reason=reason)
    except NeedsMoreError as error:
        if Need.CAPACITY in error.missing:
            raise OverCapError(frozenset({by.account_id})) from None
        raise
    return case.number
