"""States of what keeps listings true: changes, reports, feeds, pairs."""

from __future__ import annotations

from enum import StrEnum


class ChangeKind(StrEnum):
    """What a change would do."""

    NEW = "new"
    EDIT = "edit"
    STOP = "stop"
    """The activity has stopped."""


class ChangeSource(StrEnum):
    """Who or what changed a listing."""

    PUBLIC = "public"
    ORGANISER = "organiser"
    EDITOR = "editor"
    SPREADSHEET = "spreadsheet"
    IMPORT = "import"
    MERGE = "merge"
    RESTORE = "restore"
    CHECK = "check"
    SYSTEM = "system"


class ChangeStatus(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    ASKED = "asked"
    """We asked a question and wait for the answer."""
    ACCEPTED = "accepted"
    PART = "part"
    """Some of it was accepted."""
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ReportStatus(StrEnum):
    OPEN = "open"
    DONE = "done"


class ReportOutcome(StrEnum):
    """What came of a report."""

    PUT_RIGHT = "put-right"
    WAS_RIGHT = "was-right"
    CLOSED = "closed"
    COULD_NOT_TELL = "could-not-tell"


class PlanStatus(StrEnum):
    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    OUTDATED = "outdated"
    THROWN_AWAY = "thrown-away"


class HowOften(StrEnum):
    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class PairStatus(StrEnum):
    OPEN = "open"
    DIFFERENT = "different"
    MERGED = "merged"
