"""What staff should know of a listing before they send somebody."""

from __future__ import annotations

import uuid

from app.database import db
from app.domain.typed_text import clean_lines
from app.domain.viewer import Viewer
from app.models.stewardship import ListingCare
from app.operations import audit


def write(service_id: uuid.UUID, note: str, *, by: Viewer) -> None:
    """Keep the note; an empty one takes it away."""
    care = db.session.get(ListingCare, service_id)
    if care is None:
        care = ListingCare(service_id=service_id, local_fields=[])
        db.session.add(care)
    before, care.staff_note = care.staff_note, clean_lines(note) or None
    audit.record(
        by,
        "listing.note-written",
        of=("listing", service_id),
        fields={"staff_note": (before, care.staff_note)},
    )
    db.session.flush()
