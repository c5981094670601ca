"""The form about a listing: its pages in order, which fields stand on each, and what is still missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from app.domain.listing import Answer, Capacity, Channel, Referral
from app.domain.listing_document import FIELDS, Document


class FormPage(StrEnum):
    """One page of the form, and what it is called in its address."""

    WHAT = "what"
    WHEN = "when"
    WHERE = "where"
    COST = "cost"
    WHO = "who"
    CONTACT = "contact"
    ACCESS = "access"
    ROOM = "room"
    STATE = "state"


ASKED: Mapping[FormPage, tuple[str, ...]] = {
    FormPage.WHAT: ("name", "kind", "summary", "description", "organisation", "topics"),
    FormPage.WHEN: ("schedules", "when_text"),
    FormPage.WHERE: ("ways", "citywide", "places"),
    FormPage.COST: ("pence", "cost_text", "costs"),
    FormPage.WHO: ("for_whom", "not_for", "minimum_age", "maximum_age"),
    FormPage.CONTACT: ("phones", "email", "website", "join", "referral", "referral_note", "languages"),
    FormPage.ACCESS: ("places",),
    FormPage.ROOM: ("capacity", "waiting_weeks"),
    FormPage.STATE: ("status", "back_on", "closed_note"),
}
"""Fields a page shows. What no page asks is kept as it is."""


class Missing(StrEnum):
    """What a reader would ask first and the listing does not say."""

    NAME = "name"
    SUMMARY = "summary"
    WHEN = "when"
    WHERE = "where"
    COST = "cost"
    FOR_WHOM = "for-whom"
    TO_REACH = "to-reach"
    REFERRAL = "referral"
    STEP_FREE = "step-free"
    ROOM = "room"


def missing(page: FormPage, document: Document) -> tuple[Missing, ...]:
    """What a page of the form could still say; nothing of it is required to send."""
    return tuple(gap for gap, is_there in GAPS.get(page, ()) if is_there(document))


def _has_no_place(document: Document) -> bool:
    return Channel.IN_PERSON.value in document["ways"] and not document["places"] and not document["citywide"]


def _is_unsure(place: Document) -> bool:
    said = place["access"].get("step-free", {}).get("answer", Answer.UNKNOWN)
    return not place["undisclosed"] and said == Answer.UNKNOWN


GAPS: Mapping[FormPage, tuple[tuple[Missing, Callable[[Document], bool]], ...]] = {
    FormPage.WHAT: (
        (Missing.NAME, lambda one: not one["name"]),
        (Missing.SUMMARY, lambda one: not one["summary"]),
    ),
    FormPage.WHEN: ((Missing.WHEN, lambda one: not one["schedules"] and not one["when_text"]),),
    FormPage.WHERE: ((Missing.WHERE, lambda one: not one["ways"] or _has_no_place(one)),),
    FormPage.COST: (
        (Missing.COST, lambda one: one["pence"] is None and not one["cost_text"] and not one["costs"]),
    ),
    FormPage.WHO: ((Missing.FOR_WHOM, lambda one: not one["for_whom"]),),
    FormPage.CONTACT: (
        (
            Missing.TO_REACH,
            lambda one: not any(one[way] for way in ("phones", "email", "website", "contacts")),
        ),
        (Missing.REFERRAL, lambda one: bool(one["referral"] == Referral.UNKNOWN)),
    ),
    FormPage.ACCESS: ((Missing.STEP_FREE, lambda one: any(map(_is_unsure, one["places"]))),),
    FormPage.ROOM: ((Missing.ROOM, lambda one: bool(one["capacity"] == Capacity.UNKNOWN)),),
}


def page_of(field: str) -> FormPage | None:
    """The first page that asks for a field; None for one the form leaves alone."""
    return next((page for page, fields in ASKED.items() if field in fields), None)


UNASKED = frozenset(FIELDS) - {field for fields in ASKED.values() for field in fields}
