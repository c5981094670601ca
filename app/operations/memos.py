"""What somebody thought while reading, kept beside a point, a code or an event."""

from __future__ import annotations

import uuid

from app import clock
from app.database import db
from app.domain.insight import MemoOn
from app.domain.viewer import Viewer
from app.models.insight import Memo
from app.operations import audit


def write(about: MemoOn, of_id: uuid.UUID, words: str, *, by: Viewer, key: uuid.UUID) -> Memo:
    """`key` is the form's: sent twice, it is the same memo."""
    if (there := db.session.get(Memo, key)) is not None:
        return there
    made = Memo(id=key, about=about, of_id=of_id, words=words, made_by=by.account_id, made_at=clock.now())
    db.session.add(made)
    audit.record(by, "memo.written", of=("memo", made.id))
    db.session.flush()
    return made


def take_away(memo: Memo, *, by: Viewer) -> None:
    """Nobody is shown it any more."""
    if memo.ended_at is not None:
        return
    memo.ended_at = clock.now()
    audit.record(by, "memo.taken-away", of=("memo", memo.id))
    db.session.flush()
