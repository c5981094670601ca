"""Rows of many tables, collected and written together: invented histories have thousands."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert

from app.database import db
from app.models.case_papers import CaseMessage, SafeguardingNote
from app.models.cases import (
    Appointment,
    Case,
    CaseContact,
    CaseTask,
    CaseTransfer,
    Cover,
    Workload,
)
from app.models.introductions import Introduction, IntroductionDay, SharingAgreement, UnmetNeed
from app.models.persons import Consent, EqualityAnswer, Person, PersonKey, Relation
from app.models.plans import Measure, Plan
from app.models.referrals import HistoryEvent, Referral

ORDER: Sequence[type[Any]] = (
    Person,
    EqualityAnswer,
    Consent,
    Case,
    Referral,
    Relation,
    PersonKey,
    SharingAgreement,
    Introduction,
    IntroductionDay,
    Plan,
    Measure,
    CaseContact,
    Appointment,
    CaseMessage,
    SafeguardingNote,
    CaseTransfer,
    CaseTask,
    Cover,
    Workload,
    UnmetNeed,
    HistoryEvent,
)
"""What hangs on something comes after it."""


class Rows:
    """What will be written, table by table."""

    def __init__(self) -> None:
        self.held: dict[type[Any], list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: type[Any], **values: Any) -> uuid.UUID:
        """Keep a row for later; its id."""
        made: uuid.UUID = values.setdefault("id", uuid.uuid4())
        self.held[table].append(values)
        return made

    def add_plain(self, table: type[Any], **values: Any) -> None:
        """The same, for a table whose key is not an id of ours."""
        self.held[table].append(values)

    def write(self, order: Sequence[type[Any]] = ORDER) -> int:
        """Write all of it; how many rows. A column that one row has and another has not is empty there."""
        written = 0
        for table in order:
            rows = self.held[table]
            if rows:
                names = set().union(*rows)
                blank = dict.fromkeys(name for name in names if any(name not in row for row in rows))
                db.session.execute(insert(table), [{**blank, **row} for row in rows])
                written += len(rows)
        db.session.flush()
        return written
