"""The words of every value that a reader may meet, and the shape its state is drawn with."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.listing import (
    Answer,
    Capacity,
    Channel,
    CheckedBy,
    Kind,
    LocationType,
    Referral,
    ReportReason,
    SaidBy,
    Status,
    TranslationMethod,
    VenueFact,
)
from app.domain.roles import Role
from app.web import (
    labels_alerts,
    labels_capture,
    labels_cards,
    labels_case_moves,
    labels_cases,
    labels_codes,
    labels_events,
    labels_exports,
    labels_findings,
    labels_help_facts,
    labels_introductions,
    labels_messages,
    labels_moderation,
    labels_outside,
    labels_page_problems,
    labels_papers,
    labels_people,
    labels_plain_pages,
    labels_plans,
    labels_reaching,
    labels_recordings,
    labels_redaction,
    labels_referrals,
    labels_schedule,
    labels_statements,
    labels_stewardship,
    labels_stories,
    labels_suggestions,
    labels_tasks,
    labels_translating,
    labels_triage,
)

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Kind: {
        Kind.ACTIVITY: _l("Activity"),
        Kind.GROUP: _l("Group"),
        Kind.SERVICE: _l("Service"),
        Kind.PLACE: _l("Place to go"),
        Kind.ROOM: _l("Room to use"),
        Kind.FUND: _l("Small fund"),
        Kind.VOLUNTEERING: _l("A chance to volunteer"),
        Kind.APP: _l("App or device"),
        Kind.SKILL: _l("Something a person can teach or do"),
    },
    Status: {
        Status.ACTIVE: _l("Running"),
        Status.INACTIVE: _l("Not running now"),
        Status.DEFUNCT: _l("Stopped for good"),
        Status.TEMPORARILY_CLOSED: _l("Closed for now"),
    },
    Referral: {
        Referral.NONE: _l("You do not need one"),
        Referral.NEEDED: _l("Somebody has to send you, such as a doctor or a link worker"),
        Referral.EITHER: _l("You can come by yourself, or a doctor or link worker can send you"),
        Referral.UNKNOWN: _l("Not known. Ring and ask"),
    },
    Capacity: {
        # Translators: there is room for more people to join.
        Capacity.PLACES: _l("Places free"),
        Capacity.WAITING: _l("Full now, with a waiting list"),
        Capacity.FULL: _l("Full now"),
        Capacity.UNKNOWN: _l("Ask if there is room"),
    },
    CheckedBy: {
        CheckedBy.ORGANISER: _l("the organiser"),
        CheckedBy.VISIT: _l("somebody who went there"),
        CheckedBy.LIBRARIAN: _l("a librarian"),
        CheckedBy.LINK_WORKER: _l("a link worker"),
        CheckedBy.PUBLISHER: _l("the list it came from"),
        CheckedBy.NOBODY: _l("nobody yet"),
    },
    Channel: {
        Channel.IN_PERSON: _l("In person"),
        Channel.ONLINE: _l("Online"),
        Channel.PHONE: _l("By phone"),
        Channel.HOME: _l("At your home"),
    },
    VenueFact: {
        VenueFact.STEP_FREE: _l("Step-free way in"),
        VenueFact.TOILET: _l("Accessible toilet"),
        VenueFact.PARKING: _l("Parking"),
        VenueFact.HEARING_LOOP: _l("Hearing loop"),
        VenueFact.QUIET_SPACE: _l("Quiet space"),
        VenueFact.BUS: _l("Bus stop close by"),
    },
    Answer: {
        Answer.YES: _lp("is it there?", "Yes"),
        Answer.PARTLY: _lp("is it there?", "Partly"),
        Answer.NO: _lp("is it there?", "No"),
        Answer.UNKNOWN: _lp("is it there?", "Not known"),
    },
    SaidBy: {
        SaidBy.VISIT: _l("Visited by us"),
        SaidBy.ORGANISER: _l("The organiser"),
        SaidBy.MEMBER: _l("Somebody who goes"),
        SaidBy.PUBLISHER: _l("The list it came from"),
    },
    LocationType: {
        LocationType.PHYSICAL: _l("A place to go to"),
        LocationType.POSTAL: _l("An address to write to"),
        LocationType.VIRTUAL: _l("Online"),
    },
    ReportReason: {
        ReportReason.RIGHT: _l("It is right"),
        ReportReason.TIME: _l("The time is wrong"),
        ReportReason.CLOSED: _l("It has closed"),
        ReportReason.FULL: _l("It was full"),
        ReportReason.ACCESS: _l("Getting in is wrong"),
        ReportReason.OTHER: _l("Something else"),
    },
    TranslationMethod: {
        TranslationMethod.PERSON: _l("Translated by a person"),
        TranslationMethod.MACHINE: _l("Translated by a machine"),
    },
    **labels_alerts.WORDS,
    **labels_capture.WORDS,
    **labels_cards.WORDS,
    **labels_case_moves.WORDS,
    **labels_cases.WORDS,
    **labels_codes.WORDS,
    **labels_events.WORDS,
    **labels_exports.WORDS,
    **labels_findings.WORDS,
    **labels_help_facts.WORDS,
    **labels_outside.WORDS,
    **labels_page_problems.WORDS,
    **labels_introductions.WORDS,
    **labels_messages.WORDS,
    **labels_moderation.WORDS,
    **labels_papers.WORDS,
    **labels_people.WORDS,
    **labels_plain_pages.WORDS,
    **labels_plans.WORDS,
    **labels_reaching.WORDS,
    **labels_recordings.WORDS,
    **labels_redaction.WORDS,
    **labels_referrals.WORDS,
    **labels_schedule.WORDS,
    **labels_statements.WORDS,
    **labels_stewardship.WORDS,
    **labels_stories.WORDS,
    **labels_tasks.WORDS,
    **labels_translating.WORDS,
    **labels_triage.WORDS,
    **labels_suggestions.WORDS,
}

SHAPES: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Status: {
        Status.ACTIVE: "yes",
        Status.INACTIVE: "no",
        Status.DEFUNCT: "no",
        Status.TEMPORARILY_CLOSED: "no",
    },
    Capacity: {
        Capacity.PLACES: "yes",
        Capacity.WAITING: "part",
        Capacity.FULL: "part",
        Capacity.UNKNOWN: "unknown",
    },
    Answer: {
        Answer.YES: "yes",
        Answer.PARTLY: "part",
        Answer.NO: "no",
        Answer.UNKNOWN: "unknown",
    },
    **labels_alerts.SHAPES,
    **labels_case_moves.SHAPES,
    **labels_exports.SHAPES,
    **labels_cases.SHAPES,
    **labels_codes.SHAPES,
    **labels_events.SHAPES,
    **labels_introductions.SHAPES,
    **labels_papers.SHAPES,
    **labels_plain_pages.SHAPES,
    **labels_plans.SHAPES,
    **labels_reaching.SHAPES,
    **labels_recordings.SHAPES,
    **labels_referrals.SHAPES,
    **labels_schedule.SHAPES,
    **labels_statements.SHAPES,
    **labels_stewardship.SHAPES,
    **labels_stories.SHAPES,
    **labels_tasks.SHAPES,
    **labels_translating.SHAPES,
    **labels_triage.SHAPES,
    **labels_suggestions.SHAPES,
}
"""Values that are shown as a state: the ending of `gin-state--`. The others are words alone."""


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(label=label, shape=shape, role_label=role_label)


def label(value: StrEnum) -> str:
    """The words of a value in the reader's language."""
    return str(WORDS[type(value)][value])


def role_label(value: str) -> str:
    """The words of a role by its name."""
    return label(Role(value))


def shape(value: StrEnum) -> str:
    return SHAPES[type(value)][value]
