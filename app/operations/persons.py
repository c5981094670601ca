"""People we help, made or added to from what a referral says."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import asdict

from sqlalchemy import delete

from app import clock
from app.database import db
from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.referral_document import ReferralDocument
from app.domain.typed_text import latin_digits
from app.domain.viewer import Viewer
from app.models.persons import Consent, EqualityAnswer, Person, Practice
from app.operations import audit
from app.operations.matching import note_person
from app.queries.postcode_facts import facts_of

NEEDS_HOLD_MONTHS = 12
PLAIN = {
    "given_name": "given_name",
    "family_name": "family_name",
    "preferred_name": "preferred_name",
    "pronouns": "pronouns",
    "born_on": "born_on",
    "nhs_number": "nhs_number",
    "home": "home",
    "address": "address",
    "postcode": "postcode",
    "phone": "phone",
    "email": "email",
    "language": "language",
}
"""Field of a referral -> column of a person."""


def person_from(document: ReferralDocument, *, by: Viewer, is_demo: bool = False) -> Person:
    """A new person, with what they agreed to and what they said about themselves."""
    person = Person(
        id=uuid.uuid4(),
        given_name="",
        family_name="",
        reaching=dict(document["reaching"]),
        about={},
        groups=list(document["groups"]),
        is_demo=is_demo,
    )
    db.session.add(person)
    fill(person, document, PLAIN)
    today = clock.today()
    person.needs_agreed_on = today if said_by_themselves(document) else None
    person.needs_review_on = today.replace(year=today.year + 1, day=min(today.day, 28))
    db.session.flush()
    audit.record(by, "person.made", of=("person", person.id))
    keep_consents(person, document, by=by)
    keep_equality(person, document)
    note_person(person)
    return person


def said_by_themselves(document: ReferralDocument) -> bool:
    """Did they say it on the website? What another says of their needs is not agreed with them."""
    contact = document["consents"].get(ConsentPurpose.CONTACT.value)
    is_own = contact is not None and contact["how"] == ConsentHow.ONLINE.value
    return is_own and not document["on_behalf"]["name"] and not document["reason"]


def join(person: Person, document: ReferralDocument, *, by: Viewer, take: Collection[str] = ()) -> Person:
    """Add what a further referral says to somebody we know: where we know nothing, and the fields in `take`.

    `take` may hold `reaching` besides the names of PLAIN.
    """
    empty = [name for name, column in PLAIN.items() if not getattr(person, column)]
    fields = {name: PLAIN[name] for name in PLAIN if name in take or name in empty}
    before = {column: getattr(person, column) for column in fields.values()}
    fill(person, document, fields)
    if "reaching" in take or not any(person.reaching.values()):
        person.reaching = dict(document["reaching"])
    person.groups = sorted({*person.groups, *document["groups"]})
    changed = {
        name: (old, getattr(person, name)) for name, old in before.items() if old != getattr(person, name)
    }
    audit.record(by, "person.joined", of=("person", person.id), fields=changed)
    keep_consents(person, document, by=by)
    keep_equality(person, document, only_new=True)
    db.session.flush()
    note_person(person)
    return person


def fill(person: Person, document: ReferralDocument, fields: dict[str, str]) -> None:
    """Take these fields over, and work out what hangs on the postcode."""
    for name, column in fields.items():
        value = str(document[name])  # type: ignore[literal-required]
        if value:
            setattr(person, column, value)
    if "phone" in fields:
        person.phone_e164 = phone_e164(person.phone or "")
    if "postcode" in fields:
        place_by_postcode(person)
    if document["practice_id"] and person.practice_id is None:
        person.practice_id = known_practice(document["practice_id"])


def place_by_postcode(person: Person) -> None:
    """Ward, neighbourhood and deprivation of where they live."""
    found = asdict(facts_of(person.postcode or ""))
    for name in ("ward_code", "lsoa21", "imd_decile"):
        setattr(person, name, found[name])


def known_practice(given: str) -> uuid.UUID | None:
    try:
        practice = db.session.get(Practice, uuid.UUID(given))
    except ValueError:
        return None
    return practice.id if practice else None


def phone_e164(typed: str) -> str | None:
    """A British number as machines dial it; None for what is none. Shape: `+441134960123`."""
    digits = "".join(sign for sign in latin_digits(typed) if sign.isdecimal() or sign == "+")
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("+44"):
        rest = digits[3:].removeprefix("0")
    elif digits.startswith("0"):
        rest = digits[1:]
    else:
        return None
    return f"+44{rest}" if rest.isdecimal() and len(rest) in {9, 10} else None


def keep_consents(person: Person, document: ReferralDocument, *, by: Viewer) -> None:
    """What was said about each purpose, as it was said."""
    now = clock.now()
    for purpose, said in document["consents"].items():
        db.session.add(
            Consent(
                person_id=person.id,
                purpose=ConsentPurpose(purpose),
                given=said["given"],
                how=ConsentHow(said["how"]) if said["how"] else None,
                given_by=said["given_by"],
                recorded_by=by.account_id,
                wording=said["wording"],
                language=said["language"],
                note=said["note"] or None,
                why_not=said["why_not"] or None,
                starts_at=now,
                recorded_at=now,
                data=[],
            )
        )
    db.session.flush()


def keep_equality(person: Person, document: ReferralDocument, *, only_new: bool = False) -> None:
    """Their answers to equality questions; an answer replaces the one before, unless `only_new`."""
    held = {row.item: row for row in db.session.query(EqualityAnswer).filter_by(person_id=person.id)}
    for item, value in document["equality"].items():
        if item in held and only_new:
            continue
        db.session.execute(
            delete(EqualityAnswer).where(EqualityAnswer.person_id == person.id, EqualityAnswer.item == item)
        )
        db.session.add(
            EqualityAnswer(
                person_id=person.id,
                item=item,
                value=value,
                own_words=document["equality_words"].get(item),
                said_by="person",
                said_on=clock.today(),
            )
        )
    db.session.flush()
