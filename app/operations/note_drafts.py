"""What somebody is typing, kept on the server every few seconds. It is theirs alone, and no part of the case.

It is not traced: nothing of it is seen by anybody else, and what comes of it is traced when it is sent.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.models.cases import NoteDraft

LASTS = dt.timedelta(days=14)
MOST_FIELDS = 120
MOST_LETTERS = 60_000
"""Of all fields together: far more than a page of notes."""


def keep(
    account: uuid.UUID, form: str, about: uuid.UUID, tab: str, fields: Mapping[str, Sequence[str]]
) -> dt.datetime | None:
    """Keep what is typed in one window, over what was kept of it before; when that was.

    None where there is nothing to keep, or more than anybody types: what was kept before stays.
    """
    kept = {name: [str(value) for value in values] for name, values in fields.items()}
    letters = sum(len(value) for values in kept.values() for value in values)
    if not letters or letters > MOST_LETTERS or len(kept) > MOST_FIELDS:
        return None
    now = clock.now()
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    made = insert(NoteDraft).values(
        id=uuid.uuid4(), account_id=account, form=form, about_id=about, tab=tab, fields=kept, saved_at=now
    )
    db.session.execute(
        made.on_conflict_do_update(
            index_elements=["account_id", "form", "about_id", "tab"],
            set_={"fields": made.excluded.fields, "saved_at": made.excluded.saved_at},
        )
    )
    db.session.flush()
    return now


def forget(account: uuid.UUID, form: str, about: uuid.UUID, tab: str) -> None:
    """It was sent, or thrown away."""
    db.session.execute(
        delete(NoteDraft)
        .where(
            NoteDraft.account_id == account,
            NoteDraft.form == form,
            NoteDraft.about_id == about,
            NoteDraft.tab == tab,
        )
        .execution_options(synchronize_session=False)
    )
    db.session.flush()


def forget_old(*, now: dt.datetime) -> int:
    """Drop what nobody came back to within two weeks; how many there were."""
    gone = db.session.execute(
        delete(NoteDraft)
        .where(NoteDraft.saved_at < now - LASTS)
        .returning(NoteDraft.id)
        .execution_options(synchronize_session=False)
    ).all()
    db.session.flush()
    return len(gone)
