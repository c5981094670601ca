"""Leads of a team: who they are, and that something waits for their yes. The message names a case only."""

from __future__ import annotations

import uuid

from app import clock
from app.database import db
from app.domain.messages import LeadNeed, MessageKind
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.operations import audit, case_tasks, outbox
from app.queries.triage import leads


def tell(team_id: uuid.UUID | None, need: LeadNeed, *, key: str, reference: str) -> None:
    """An e-mail to each lead: what waits, and a reference."""
    for lead in leads(team_id):
        outbox.tell(
            MessageKind.LEAD_NEEDED,
            key=f"lead-needed:{key}:{lead.id}",
            account=lead.id,
            language=lead.language,
            what=need.value,
            reference=reference,
        )


def ask_to_close(case: Case, *, by: Viewer, words: str = "") -> None:
    """Put the closing of a case on the leads' day, and tell them."""
    key = f"close:{case.id}:{case.version}"
    asked = case_tasks.ask(
        TaskKind.LEAD_CONFIRM,
        key=f"lead-confirm:{key}",
        case=case,
        due_on=clock.today(),
        words=words,
        for_lead=True,
    )
    if asked:
        tell(case.team_id, LeadNeed.CLOSING, key=key, reference=str(case.number))
        audit.record(by, "case.lead-asked-to-close", of=("case", case.id))
    db.session.flush()
