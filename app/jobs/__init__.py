"""Work behind the page, one file a job. A handler is safe to run twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.jobs import (
    accounts,
    audit_heads,
    case_tasks,
    changes,
    duplicates,
    envelopes,
    exports,
    feeds,
    freshness,
    harm_alerts,
    introductions,
    journeys,
    link_checks,
    looking,
    messages,
    my_door,
    note_drafts,
    occurrences,
    open_data,
    originals,
    panel,
    point_words,
    recordings,
    referrals,
    replies,
    reports,
    saved_lists,
    statements,
    suggestions,
    unsent,
)

Handler = Callable[[Mapping[str, object]], None]

HANDLERS: dict[str, Handler] = {
    accounts.FORGOTTEN: accounts.answer,
    accounts.KIND: accounts.run,
    audit_heads.KIND: audit_heads.run,
    case_tasks.KIND: case_tasks.run,
    changes.KIND: changes.run,
    duplicates.KIND: duplicates.run,
    envelopes.KIND: envelopes.run,
    exports.KIND: exports.run,
    exports.MAKE: exports.make,
    feeds.APPLY: feeds.apply,
    feeds.DUE: feeds.due,
    feeds.READ: feeds.read,
    freshness.KIND: freshness.run,
    harm_alerts.KIND: harm_alerts.run,
    introductions.KIND: introductions.run,
    journeys.KIND: journeys.run,
    link_checks.KIND: link_checks.run,
    looking.KIND: looking.run,
    messages.KIND: messages.run,
    my_door.KIND: my_door.run,
    note_drafts.KIND: note_drafts.run,
    occurrences.KIND: occurrences.run,
    open_data.CHECK: open_data.check,
    open_data.FILES: open_data.make_files,
    originals.KIND: originals.run,
    panel.KIND: panel.run,
    point_words.KIND: point_words.run,
    recordings.KIND: recordings.run,
    referrals.KIND: referrals.run,
    replies.KIND: replies.run,
    reports.KIND: reports.run,
    saved_lists.KIND: saved_lists.run,
    statements.KIND: statements.run,
    suggestions.LEARN: suggestions.learn,
    unsent.AT_END: unsent.run_at_end,
    unsent.KIND: unsent.run,
}
"""Kind of job -> what does it. Runs inside the transaction that marks the job done."""

OUTSIDE: frozenset[str] = frozenset(
    {
        duplicates.KIND,
        envelopes.KIND,
        exports.MAKE,
        freshness.KIND,
        link_checks.KIND,
        looking.KIND,
        point_words.KIND,
        feeds.APPLY,
        feeds.READ,
        open_data.CHECK,
        open_data.FILES,
        suggestions.LEARN,
    }
)
"""Kinds that run without an open transaction, because they wait for others or read for long. They commit
their own work, and doing it twice is harmless."""

DAILY: tuple[str, ...] = (
    accounts.KIND,
    audit_heads.KIND,
    case_tasks.KIND,
    changes.KIND,
    duplicates.KIND,
    exports.KIND,
    feeds.DUE,
    harm_alerts.KIND,
    introductions.KIND,
    journeys.KIND,
    messages.KIND,
    note_drafts.KIND,
    occurrences.KIND,
    originals.KIND,
    panel.KIND,
    point_words.KIND,
    recordings.KIND,
    referrals.KIND,
    reports.KIND,
    saved_lists.KIND,
    statements.KIND,
    unsent.KIND,
    freshness.KIND,
    link_checks.KIND,
    open_data.FILES,
    open_data.CHECK,
)
"""Kinds that run once each day, by the place's calendar."""

WATCHED: dict[str, Callable[[], bool]] = {
    envelopes.KIND: envelopes.is_needed,
    looking.KIND: looking.is_needed,
    point_words.KIND: point_words.is_needed,
}
"""Kinds that run soon after there is something for them to do: asked each time a worker looks for work."""
