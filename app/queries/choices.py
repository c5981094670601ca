"""What somebody looks for and compares with a person: kept for whoever types it, and for one case."""

from __future__ import annotations

from sqlalchemy import select

from app.database import db
from app.domain.choices import Choice, Sought, choices_from, sought_from
from app.domain.viewer import Viewer
from app.models.cases import Case, NoteDraft

SEARCH, COMPARE = "find", "compare"
"""Names of the forms."""


def draft_of(viewer: Viewer, case: Case, form: str) -> NoteDraft | None:
    return db.session.scalar(
        select(NoteDraft)
        .where(
            NoteDraft.account_id == viewer.account_id,
            NoteDraft.form == form,
            NoteDraft.about_id == case.id,
            NoteDraft.tab == "",
        )
        .execution_options(populate_existing=True)
    )


def sought(viewer: Viewer, case: Case) -> Sought:
    """What was typed last; near their home where nothing was."""
    found = draft_of(viewer, case, SEARCH)
    return sought_from(found.fields) if found else Sought()


def compared(viewer: Viewer, case: Case) -> list[Choice]:
    """Up to four, in the order they were added."""
    found = draft_of(viewer, case, COMPARE)
    return choices_from(found.fields) if found else []
