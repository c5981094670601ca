"""Words of state of what is done with what people said: hide, code, compare, count, publish, answer.

Source: engagement.md 4 to 8.
"""

from __future__ import annotations

from enum import StrEnum


class QuotePermission(StrEnum):
    """May we show these words to others? Only a yes is a yes."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not-asked"


ANSWERED = (QuotePermission.YES, QuotePermission.NO)
"""What somebody can answer who is asked."""


class RedactionReason(StrEnum):
    """Why some words are hidden."""

    NAME = "name"
    CONTACT = "contact"
    """A phone number, an e-mail or home address, a number of theirs."""
    PLACE = "place"
    """A place that tells who it is."""
    HEALTH = "health"
    """The health of somebody who can be known."""
    OTHER = "other"


class VersionStatus(StrEnum):
    """Where a version of a code frame stands. A published one is never changed."""

    DRAFT = "draft"
    PUBLISHED = "published"


class CodeStatus(StrEnum):
    ACTIVE = "active"
    RETIRED = "retired"
    """Not given any more; what was coded with it stays."""


class CodeMoveKind(StrEnum):
    """What became of a code in a version."""

    MERGED = "merged"
    """Into one other."""
    SPLIT = "split"
    """Into several; what was coded with it waits for somebody to choose."""
    RETIRED = "retired"


class CodingSource(StrEnum):
    """How somebody came to give a code. It was always a person who gave it."""

    HUMAN = "human"
    ACCEPTED = "suggested-accepted"
    EDITED = "suggested-edited"
    """Suggested for the whole point and given to some words of it, or taken as a hint to a near code."""
    RECODED = "recoded"
    """Chosen where a code was split."""


class CodingLayer(StrEnum):
    """Which reading a code belongs to."""

    PLAIN = "plain"
    """The team's."""
    BLIND = "blind"
    """One coder's, in a round in which nobody sees the others'."""
    RECONCILED = "reconciled"
    """What the coders settled on together."""


class MemoOn(StrEnum):
    POINT = "point"
    CODE = "code"
    EVENT = "event"


class RoundStatus(StrEnum):
    """Where a round of double coding stands."""

    OPEN = "open"
    """Somebody still codes."""
    CODED = "coded"
    """Everybody is done; where they differ is to be settled."""
    SETTLED = "settled"


class Taken(StrEnum):
    """What somebody did with a suggestion."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"


class OutsideKind(StrEnum):
    """What feedback from elsewhere is."""

    COMPLAINTS = "complaints"
    SURVEY = "survey"
    REPORT = "report"
    """What a past report says people said."""
    OTHER = "other"


class ReleaseScope(StrEnum):
    """Of what results are frozen."""

    EVENT = "event"
    YEAR = "year"


class ReleaseStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"
    """A later one put it right."""


class WorkStatus(StrEnum):
    """Where something a job makes stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class StatementStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class SourceKind(StrEnum):
    """Where a statement comes from."""

    EVENT = "event"
    SURVEY = "survey"
    PAST = "past"
    """Engagement before Ginnel."""


class AnswerStatus(StrEnum):
    """What became of one thing that was asked for."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not-met"
    NOT_STARTED = "not-started"
    CANNOT = "cannot"
    """We cannot, and say why."""
    PLANNED = "planned"
    """A paper said that it was planned, and nobody has checked since: neither met nor not started."""


class StepState(StrEnum):
    """Where what somebody wrote about progress stands."""

    WAITING = "waiting"
    """Written by its owner: somebody reads it before it is shown."""
    SHOWN = "shown"
    RETURNED = "returned"
    """Not clear yet: it went back to its owner with a question."""


class RightAnswer(StrEnum):
    """Did we get this right?"""

    YES = "yes"
    NOT_QUITE = "not-quite"
    NO = "no"


class WayIn(StrEnum):
    """By what a statement is found."""

    OUTCOME = "outcome"
    PRIORITY = "priority"
    STRATEGY = "strategy"
    OBSESSION = "obsession"
    AREA = "area"
