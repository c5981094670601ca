"""Which organisations signed that they keep safe what is shared with them, and until when."""

from __future__ import annotations

import datetime as dt
import uuid

from app import clock
from app.database import db
from app.domain.errors import NotThereError, StaleError
from app.domain.viewer import Viewer
from app.models.directory import Organization
from app.models.introductions import SharingAgreement
from app.operations import audit


def add(
    organization_id: uuid.UUID, *, reference: str, starts_on: dt.date, ends_on: dt.date, by: Viewer
) -> SharingAgreement:
    """Raises: NotThereError for no organisation of ours."""
    if db.session.get(Organization, organization_id) is None:
        raise NotThereError
    made = SharingAgreement(
        id=uuid.uuid4(),
        organization_id=organization_id,
        reference=reference,
        starts_on=starts_on,
        ends_on=ends_on,
        made_by=by.account_id,
        made_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    audit.record(by, "agreement.added", of=("agreement", made.id))
    return made


def end(agreement_id: uuid.UUID, *, by: Viewer, version: int) -> None:
    """It holds no more, from now on. Nothing new is shared; what was shared is not taken back by itself.

    Raises: NotThereError; StaleError where somebody ended it before.
    """
    found = db.session.get(SharingAgreement, agreement_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotThereError
    if found.version != version or found.ended_at is not None:
        raise StaleError
    found.ended_at, found.version = clock.now(), found.version + 1
    db.session.flush()
    audit.record(by, "agreement.ended", of=("agreement", found.id))
