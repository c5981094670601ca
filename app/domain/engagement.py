"""Words of state of engagement: what is planned, which questions are asked, how what people say comes in.

A *conversation* is some people talking with us at one place and time. It holds *points*: what they said,
each to a question. What a decision maker thought is a *reflection*, never counted as what people said.
Source: engagement.md 1 and 3.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class QuestionKind(StrEnum):
    """How a question is answered."""

    OPEN = "open"
    """In words."""
    CHOICE = "choice"
    """One of a list."""
    SCALE = "scale"
    """A whole number between two ends."""


class SetStatus(StrEnum):
    """Where a version of a question set stands. A published one is never changed."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class EventKind(StrEnum):
    """What kind of listening an event is."""

    LOCAL = "local"
    """In a place, for who lives around there."""
    COMMUNITY = "community"
    """With a community of interest."""
    ONLINE = "online"
    CHILDREN = "children"
    HOSTED = "hosted"
    """Run by a community group by itself, with our host pack."""
    ELSEWHERE = "elsewhere"
    """Not an event of ours: feedback from elsewhere that came in from a file. Nothing is captured at it."""


class EventStatus(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    """Conversations may be captured."""
    CLOSED = "closed"
    """Nothing more is captured; what lies on tablets may still be sent."""
    CANCELLED = "cancelled"


class EventPart(StrEnum):
    """What somebody does at an event."""

    ORGANISER = "organiser"
    FACILITATOR = "facilitator"


class CaptureWay(StrEnum):
    """How what was said came to us."""

    TABLET = "tablet"
    """Sealed on a device, with or without a signal."""
    FORM = "form"
    """The ordinary form of an event, without a script."""
    PAPER = "paper"
    """A card that somebody typed in."""
    ONLINE = "online"
    """By the person, from anywhere."""
    FILE = "file"
    """From a file of feedback from elsewhere."""
    PHONE = "phone"
    """Said on the telephone, and typed by the helpline."""


class RecordTrouble(StrEnum):
    """Why a sealed record could not be opened. It is kept until somebody has seen to it."""

    CANNOT_OPEN = "cannot-open"
    """Not sealed for this event, or damaged."""
    NOT_UNDERSTOOD = "not-understood"
    """Opened, and not a conversation."""


class ConversationState(StrEnum):
    """What holds of a conversation. Only `KEPT` counts."""

    KEPT = "kept"
    WAITING = "waiting"
    """Came from the open internet: somebody reads it first."""
    OTHER_VERSION = "other-version"
    """Sent again with other words: somebody chooses."""
    REPLACED = "replaced"
    """Its own author mended it, or somebody chose the other version."""
    TAKEN_BACK = "taken-back"
    """Undone by who typed it."""
    REFUSED = "refused"
    """Nonsense or an advertisement. Kept for the record, never counted."""


class RefusalReason(StrEnum):
    """Why what came from the open internet is not used."""

    ADVERTISEMENT = "advertisement"
    NONSENSE = "nonsense"
    """Nothing in it that anybody could mean."""
    SAME_AGAIN = "same-again"
    """The same, sent again and again."""
    AGAINST_SOMEBODY = "against-somebody"
    """Only insults, or only about one person."""
    ELSEWHERE = "elsewhere"
    """A complaint or a request that belongs elsewhere, and was handed on."""


class AgeBand(StrEnum):
    """How old who speaks is, where it matters for what may be asked."""

    UNDER_13 = "under-13"
    TEENAGER = "13-to-17"
    ADULT = "adult"
    NOT_ASKED = "not-asked"


class AlertState(StrEnum):
    """Where an alert about words of harm stands."""

    OPEN = "open"
    SEEN = "seen"
    DONE = "done"


class HarmKind(StrEnum):
    """What words made somebody look the same day. Never a finding: a reason to look."""

    SELF_HARM = "self-harm"
    ABUSE = "abuse"
    CHILD = "child"
    VIOLENCE = "violence"


class ActivityKind(StrEnum):
    """How people are asked."""

    LISTENING_EVENT = "listening-event"
    SURVEY = "survey"
    INTERVIEWS = "interviews"
    FOCUS_GROUPS = "focus-groups"
    JOINING_EVENTS = "joining-events"
    """At events that others run."""
    THROUGH_GROUPS = "through-groups"
    """Through community groups."""
    CO_DESIGN = "co-design"
    CAMPAIGN = "campaign"
    CONSULTATION = "consultation"
    OTHER = "other"


class Influence(StrEnum):
    """How much what people say can change. Source: the five levels of public participation (IAP2)."""

    INFORM = "inform"
    CONSULT = "consult"
    INVOLVE = "involve"
    COLLABORATE = "collaborate"
    EMPOWER = "empower"


class CampaignStep(StrEnum):
    """Where a campaign is. Source: leeds.md, campaigns in four steps."""

    SCOPING = "scoping"
    DIAGNOSIS = "diagnosis"
    IMPLEMENTATION = "implementation"
    EVALUATION = "evaluation"


class ActivityStatus(StrEnum):
    IDEA = "idea"
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class EqualityCheck(StrEnum):
    """Has somebody checked whether anybody is left out?"""

    NOT_YET = "not-yet"
    DONE = "done"
    NOT_NEEDED = "not-needed"


class TagGroup(StrEnum):
    """What an activity is about, with whom, where and towards what.

    Communities, topics and partners are words as people typed them: `domain.alike` says which are alike.
    The others are codes: of an area, or a key of the place's vocabulary that `VOCABULARIES` names.
    """

    COMMUNITY = "community"
    TOPIC = "topic"
    AREA = "area"
    """Codes of areas of the place; none for the whole of it."""
    PARTNER = "partner"
    """Who helps. Who leads is a column."""
    PRIORITY = "priority"
    STRATEGY = "strategy"
    FOCUS = "focus"
    PRINCIPLE = "principle"


IN_WORDS = (TagGroup.PARTNER, TagGroup.COMMUNITY, TagGroup.TOPIC)
VOCABULARIES: dict[TagGroup, tuple[str, ...]] = {
    TagGroup.PRIORITY: ("priorities",),
    TagGroup.STRATEGY: ("strategies",),
    TagGroup.FOCUS: ("areas_of_focus",),
    TagGroup.PRINCIPLE: ("principles", "approaches"),
}
"""Group -> the place's vocabularies whose keys it holds."""


CAPTURE_AFTER = dt.timedelta(hours=12)
"""So long after an event ends a tablet may still take down conversations."""
UPLOAD_AFTER = dt.timedelta(days=7)
"""So long after an event ends a tablet may send what lies on it."""

MOST_WORDS = 10_000
"""Letters of one answer. A tablet keeps what is longer and says so before it is saved."""
MOST_PEOPLE = 4
"""`4` stands for four or more."""


def to_the_hour(moment: dt.datetime) -> dt.datetime:
    """The hour a moment falls in: what is kept of when somebody spoke. Source: security.md 5."""
    return moment.replace(minute=0, second=0, microsecond=0)


def capture_until(ends_at: dt.datetime) -> dt.datetime:
    return ends_at + CAPTURE_AFTER


def upload_until(ends_at: dt.datetime) -> dt.datetime:
    return ends_at + UPLOAD_AFTER
