"""What a listing can be: its kinds, states and facts, as the field names them."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The kind of community asset."""

    ACTIVITY = "activity"
    GROUP = "group"
    SERVICE = "service"
    PLACE = "place"
    ROOM = "room"
    FUND = "fund"
    VOLUNTEERING = "volunteering"
    APP = "app"
    SKILL = "skill"


class Status(StrEnum):
    """Source: Open Referral HSDS 3.0, service.status."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class Referral(StrEnum):
    """Does somebody need to be sent by a professional?"""

    NONE = "none"
    NEEDED = "needed"
    EITHER = "either"
    UNKNOWN = "unknown"


class Capacity(StrEnum):
    PLACES = "places"
    WAITING = "waiting"
    FULL = "full"
    UNKNOWN = "unknown"


class CheckedBy(StrEnum):
    """Who last said the listing is right."""

    ORGANISER = "organiser"
    VISIT = "visit"
    LIBRARIAN = "librarian"
    LINK_WORKER = "link-worker"
    PUBLISHER = "publisher"
    NOBODY = "nobody"


class Channel(StrEnum):
    """How you take part."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    PHONE = "phone"
    HOME = "home"


class VenueFact(StrEnum):
    STEP_FREE = "step-free"
    TOILET = "toilet"
    PARKING = "parking"
    HEARING_LOOP = "hearing-loop"
    QUIET_SPACE = "quiet-space"
    BUS = "bus"


class Answer(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class SaidBy(StrEnum):
    """Who told us a fact about a venue."""

    VISIT = "visit"
    ORGANISER = "organiser"
    MEMBER = "member"
    PUBLISHER = "publisher"


class LocationType(StrEnum):
    """Source: Open Referral HSDS 3.0, location.location_type."""

    PHYSICAL = "physical"
    POSTAL = "postal"
    VIRTUAL = "virtual"


class ReportReason(StrEnum):
    """What a reader says about a listing with one tap."""

    RIGHT = "right"
    TIME = "time"
    CLOSED = "closed"
    FULL = "full"
    ACCESS = "access"
    OTHER = "other"


class TranslationMethod(StrEnum):
    PERSON = "person"
    MACHINE = "machine"
