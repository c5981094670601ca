"""Keep what is looked for and compared with somebody, on the server and in no address."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain import choices
from app.domain.choices import Sought
from app.domain.viewer import Viewer
from app.models.cases import Case, NoteDraft
from app.queries.choices import COMPARE, SEARCH, compared
from app.queries.sharing import receiver


def look_for(case: Case, sought: Sought, *, by: Viewer) -> None:
    """Remember the words and the place of a search."""
    _keep(case, SEARCH, {"words": sought.words, "near": sought.near, "from_home": sought.from_home}, by=by)


def add(case: Case, service_id: uuid.UUID, *, by: Viewer) -> bool:
    """Put one more side by side. False where four are there. Raises: NotThereError for no listing of ours."""
    receiver(service_id)
    wanted = choices.added(compared(by, case), service_id)
    if wanted is None:
        return False
    _keep(case, COMPARE, choices.kept(wanted), by=by)
    return True


def remove(case: Case, service_id: uuid.UUID, *, by: Viewer) -> None:
    left = [one for one in compared(by, case) if one.service_id != service_id]
    _keep(case, COMPARE, choices.kept(left), by=by)


def say(case: Case, goals: Mapping[str, str], says: Mapping[str, str], *, by: Viewer) -> None:
    """Keep what they say about each, and the goal it fits."""
    _keep(case, COMPARE, choices.kept(choices.said(compared(by, case), goals, says)), by=by)


def _keep(case: Case, form: str, fields: dict[str, object], *, by: Viewer) -> None:
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    row = insert(NoteDraft).values(
        id=uuid.uuid4(),
        account_id=by.account_id,
        form=form,
        about_id=case.id,
        tab="",
        fields=fields,
        saved_at=clock.now(),
    )
    db.session.execute(
        row.on_conflict_do_update(
            index_elements=["account_id", "form", "about_id", "tab"],
            set_={"fields": row.excluded.fields, "saved_at": row.excluded.saved_at},
        )
    )
    db.session.flush()
