"""What needs a link worker or a lead by a day: asked once, settled, cancelled with the case."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case, CaseTask

LIVE = (CaseTask.done_at.is_(None), CaseTask.cancelled_at.is_(None))


def ask(
    kind: TaskKind,
    *,
    key: str,
    case: Case | None,
    due_on: dt.date,
    words: str = "",
    about: uuid.UUID | None = None,
    for_lead: bool = False,
    team: uuid.UUID | None = None,
) -> bool:
    """Put it on somebody's day. False where the same was asked before.

    `key` names it: two with the same key are one. `case` says whose day; `for_lead` puts it on the day of the
    team's leads, and `team` says which where there is no case.
    """
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    asked = db.session.execute(
        insert(CaseTask)
        .values(
            id=uuid.uuid4(),
            case_id=case.id if case else None,
            team_id=case.team_id if case else team,
            worker_id=case.worker_id if case and not for_lead else None,
            for_lead=for_lead,
            kind=kind,
            key=key,
            due_on=due_on,
            words=words or None,
            about_id=about,
            made_at=clock.now(),
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(CaseTask.id)
    ).one_or_none()
    return asked is not None


def settle(key: str, *, by: Viewer) -> bool:
    """It is done. False where nothing was waiting under this key."""
    return bool(_change(CaseTask.key == key, done_at=clock.now(), done_by=by.account_id))


def settle_all(case: Case, kinds: Iterable[TaskKind], *, by: Viewer, about: uuid.UUID | None = None) -> int:
    """Every live one of these kinds is done, about one thing where it is given; how many there were."""
    wanted = [CaseTask.case_id == case.id, CaseTask.kind.in_(list(kinds))]
    if about is not None:
        wanted.append(CaseTask.about_id == about)
    return _change(*wanted, done_at=clock.now(), done_by=by.account_id)


def cancel(case: Case) -> int:
    """The case is over: nothing of it needs anybody any more; how many there were."""
    return _change(CaseTask.case_id == case.id, cancelled_at=clock.now())


def follow(case: Case) -> int:
    """The case has another worker or team: what is live goes with it."""
    moved = _change(
        CaseTask.case_id == case.id,
        CaseTask.for_lead.is_(False),
        worker_id=case.worker_id,
        team_id=case.team_id,
    )
    return moved + _change(CaseTask.case_id == case.id, CaseTask.for_lead.is_(True), team_id=case.team_id)


def postpone(task_id: uuid.UUID, *, to: dt.date) -> None:
    """Put it off to a later day."""
    _change(CaseTask.id == task_id, due_on=to)


def _change(*wanted: object, **values: object) -> int:
    changed = db.session.execute(
        update(CaseTask)
        .where(*LIVE, *wanted)  # type: ignore[arg-type]  # conditions, which mypy sees as their values
        .values(**values)
        .returning(CaseTask.id)
        .execution_options(synchronize_session=False)
    ).all()
    db.session.flush()
    return len(changed)
