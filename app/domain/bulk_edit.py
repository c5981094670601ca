"""One change made to many listings: what it is, and what it makes of a document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.listing import Status
from app.domain.listing_document import Document, clean

MOST_AT_ONCE = 300


class Bulk(StrEnum):
    """What can be done to many listings at once."""

    ADD_TOPIC = "add-topic"
    REMOVE_TOPIC = "remove-topic"
    ORGANISATION = "organisation"
    STATUS = "status"
    PHONE = "phone"


FIELD_OF = {
    Bulk.ADD_TOPIC: "topics",
    Bulk.REMOVE_TOPIC: "topics",
    Bulk.ORGANISATION: "organisation",
    Bulk.STATUS: "status",
    Bulk.PHONE: "phones",
}

STATUSES = (Status.ACTIVE, Status.TEMPORARILY_CLOSED, Status.INACTIVE, Status.DEFUNCT)


@dataclass(frozen=True, slots=True)
class Step:
    """`value` is a topic's key, a status, a telephone number or an organisation's id; `name` is its name."""

    what: Bulk
    value: str
    name: str = ""

    @property
    def field(self) -> str:
        return FIELD_OF[self.what]


def changed(document: Document, step: Step) -> Document:
    """The document after the step. Where it says so already, it is the same."""
    match step.what:
        case Bulk.ADD_TOPIC:
            value: object = [*document["topics"], step.value]
        case Bulk.REMOVE_TOPIC:
            value = [topic for topic in document["topics"] if topic != step.value]
        case Bulk.ORGANISATION:
            value = {"id": step.value, "name": step.name}
        case Bulk.STATUS:
            value = step.value
        case Bulk.PHONE:
            value = [{"number": step.value}]
    return clean({**document, step.field: value})
