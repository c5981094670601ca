"""Is it still right to write to, or about, somebody we help? Asked at the moment of sending."""

from __future__ import annotations

from sqlalchemy import select

from app.database import db
from app.domain.case import OPEN
from app.domain.consent import ConsentPurpose
from app.domain.messages import CHASERS, TO_PERSON, TOLD_AFTER_DEATH
from app.domain.reaching import SafeChannel
from app.models.cases import Case
from app.models.messages import Message
from app.models.persons import Consent, Person


def why_not(message: Message) -> str:
    """Why a message must not leave any more; empty where it may."""
    return _why_not_person(message) or _why_not_case(message)


def is_email_safe(person: Person) -> bool:
    """Have they an address, chose e-mail as a way that is safe, and take nothing back since?"""
    chosen = person.reaching.get("channels")
    safe = isinstance(chosen, list) and SafeChannel.EMAIL in chosen
    return bool(person.email) and safe and person.died_on is None and not has_said_no(person)


def has_said_no(person: Person) -> bool:
    """Do they not want to be contacted at all? What they said last counts; nothing said is no refusal."""
    said = db.session.scalar(
        select(Consent)
        .where(Consent.person_id == person.id, Consent.purpose == ConsentPurpose.CONTACT)
        .order_by(Consent.recorded_at.desc(), Consent.id)
        .limit(1)
    )
    return said is not None and (not said.given or said.withdrawn_at is not None)


def _why_not_person(message: Message) -> str:
    if message.person_id is None:
        return ""
    person = db.session.get(Person, message.person_id, populate_existing=True)
    if person is None:
        return "person gone"
    if person.died_on is not None:
        return "" if message.kind in TOLD_AFTER_DEATH else "person died"
    if message.kind not in TO_PERSON:
        return ""
    if not is_email_safe(person):
        return "e-mail no longer safe"
    moved = message.recipient and message.recipient.casefold() != (person.email or "").casefold()
    return "address changed" if moved else ""


def _why_not_case(message: Message) -> str:
    if message.case_id is None or message.kind not in CHASERS:
        return ""
    case = db.session.get(Case, message.case_id, populate_existing=True)
    return "" if case is not None and case.status in OPEN else "case closed"
