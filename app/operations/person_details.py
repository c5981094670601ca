"""What we know of somebody is put right: who they are, how to reach them, equality, protection."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping

from app import clock
from app.database import db, held_row
from app.domain import plan_parts
from app.domain.case import OPEN
from app.domain.equality import is_answer
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.overrides import is_reason_enough
from app.domain.reaching import clean_reaching
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.persons import EqualityAnswer, NhsReveal, Person
from app.operations import audit, case_tasks
from app.operations.matching import note_person
from app.operations.persons import phone_e164, place_by_postcode
from app.queries.cases import sees_address_of
from app.queries.papers import answers_of, leads_of_team

REVEALED_FOR = dt.timedelta(minutes=10)
REVIEW_WITHIN = dt.timedelta(days=365)
DETAILS = (
    "given_name",
    "family_name",
    "preferred_name",
    "pronouns",
    "born_on",
    "nhs_number",
    "home",
    "address",
    "postcode",
    "phone",
    "email",
    "language",
)
OF_WHERE = ("home", "address", "postcode")


def check_open(case: Case) -> None:
    """What we know of somebody is changed by whoever works with them now. Raises: NotAllowedError."""
    if case.status not in OPEN:
        raise NotAllowedError


def held(case: Case, version: int) -> Person:
    """Their record, for nobody else to change meanwhile. Raises: StaleError, NotAllowedError."""
    check_open(case)
    person = held_row(Person, case.person_id)
    if person is None or person.version != version:
        raise StaleError
    return person


def change(case: Case, details: Mapping[str, str], *, version: int, by: Viewer, sees_where: bool) -> Person:
    """Put details right. Where they live only by whoever may see it. Raises: StaleError."""
    person = held(case, version)
    fields = [name for name in DETAILS if name in details and (sees_where or name not in OF_WHERE)]
    before = {name: getattr(person, name) for name in fields}
    for name in fields:
        empty = "" if name in {"given_name", "family_name", "home", "language"} else None
        setattr(person, name, details[name] or empty)
    person.phone_e164 = phone_e164(person.phone or "")
    if "postcode" in fields:
        place_by_postcode(person)
    db.session.flush()
    changed = {
        name: (old, getattr(person, name)) for name, old in before.items() if old != getattr(person, name)
    }
    if changed:
        note_person(person)
        audit.record(by, "person.changed", of=("person", person.id), fields=changed)
    return person


def agree_needs(
    case: Case, reaching: Mapping[str, object], *, review_on: dt.date, version: int, by: Viewer
) -> Person:
    """How to reach and talk with them, as agreed today; looked at again within a year.

    Raises: StaleError; NeedsMoreError, naming `channels` or `review_on`.
    """
    cleaned = clean_reaching(reaching)
    lacking = [] if cleaned["channels"] else ["channels"]
    today = clock.today()
    if not today < review_on <= today + REVIEW_WITHIN:
        lacking.append("review_on")
    if lacking:
        raise NeedsMoreError(lacking)
    person = held(case, version)
    person.reaching = dict(cleaned)
    person.needs_agreed_on, person.needs_review_on = today, review_on
    case_tasks.settle_all(case, [TaskKind.NEEDS_REVIEW], by=by)
    audit.record(by, "person.needs-agreed", of=("person", person.id))
    db.session.flush()
    return person


def protect(case: Case, lead_id: uuid.UUID | None, *, version: int, by: Viewer) -> Person:
    """From now on where they live is seen by their link worker and this lead only; None takes it back.

    Raises: StaleError; NotAllowedError for a lead of another team, and, once it is protected, for anybody but
    the two who see it.
    """
    person = held(case, version)
    if not sees_address_of(by, case):
        raise NotAllowedError
    if lead_id is None:
        person.is_address_protected, person.protected_lead_id = False, None
    else:
        leads = dict(leads_of_team(case.team_id))
        if lead_id not in leads:
            raise NotAllowedError
        person.is_address_protected, person.protected_lead_id = True, lead_id
    audit.record(by, "person.protected" if lead_id else "person.unprotected", of=("person", person.id))
    db.session.flush()
    return person


def reveal(case: Case, reason: str, *, by: Viewer) -> NhsReveal:
    """Open the whole NHS number for a few minutes, with a reason that is kept. Raises: NeedsMoreError."""
    if by.account_id is None or case.person.nhs_number is None:
        raise NotAllowedError
    if not is_reason_enough(reason):
        raise NeedsMoreError(["reason"])
    now = clock.now()
    made = NhsReveal(
        person_id=case.person_id, account_id=by.account_id, reason=reason, at=now, until=now + REVEALED_FOR
    )
    db.session.add(made)
    audit.record(by, "person.nhs-number-revealed", of=("person", case.person_id))
    db.session.flush()
    return made


def mark_of_answers(known: Mapping[str, EqualityAnswer]) -> str:
    """How their answers stand, for the form that is opened with them."""
    return plan_parts.mark({item: [row.value, row.own_words or ""] for item, row in known.items()})


def say_equality(
    case: Case,
    answers: Mapping[str, str],
    own_words: Mapping[str, str],
    *,
    said_by: str,
    by: Viewer,
    mark: str,
) -> None:
    """Their answers; an empty one takes an answer away. What is no answer is left as it was.

    `mark`: of their answers as they were shown. Twice the same is once. Raises: StaleError.
    """
    check_open(case)
    held_row(Person, case.person_id)
    known = answers_of(case.person_id)
    said = {item: [value, own_words.get(item) or ""] for item, value in answers.items() if value}
    if plan_parts.mark(said) == mark_of_answers(known):
        return
    if mark != mark_of_answers(known):
        raise StaleError
    for item, value in answers.items():
        row = known.get(item)
        if not value:
            if row is not None:
                db.session.delete(row)
            continue
        if not is_answer(item, value):
            continue
        if row is None:
            row = EqualityAnswer(person_id=case.person_id, item=item)
            db.session.add(row)
        row.value, row.own_words = value, own_words.get(item) or None
        row.said_by, row.said_on = said_by, clock.today()
    audit.record(by, "person.equality-said", of=("person", case.person_id))
    db.session.flush()
