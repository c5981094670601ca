"""Work behind the page, one file a job. A handler is safe to run twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.jobs import audit_heads, occurrences, reports, saved_lists

Handler = Callable[[Mapping[str, object]], None]

HANDLERS: dict[str, Handler] = {
    audit_heads.KIND: audit_heads.run,
    occurrences.KIND: occurrences.run,
    reports.KIND: reports.run,
    saved_lists.KIND: saved_lists.run,
}
"""Kind of job -> what does it. Runs inside the transaction that marks the job done."""

OUTSIDE: frozenset[str] = frozenset()
"""Kinds that run without an open transaction, because they wait for others or read for long. They commit their
own work, and doing it twice is harmless."""

DAILY: tuple[str, ...] = (audit_heads.KIND, occurrences.KIND, reports.KIND, saved_lists.KIND)
"""Kinds that run once each day, by the place's calendar."""
