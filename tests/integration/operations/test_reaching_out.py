"""A message to somebody we help is looked at again at the moment of sending."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.messages import MessageKind as K
from app.domain.people import LinkPurpose
from app.models.cases import Case
from app.models.messages import Message
from app.operations import access_links, outbox
from app.operations.sending import Withheld, look_again
from tests.factories_connect import CaseFactory, ConsentFactory, PersonFactory, reaching

pytestmark = pytest.mark.usefixtures("db_session", "clock")


def told(kind: K, **more: Any) -> Any:
    """Tell Marek by e-mail, and look again; what came of it."""
    person = PersonFactory(email="marek@post.example", reaching=reaching(channels=["email"]))
    case = CaseFactory(person=person)
    given = {K.MEASURE_ASKED: {"token": access_links.make(LinkPurpose.MEASURE, person=person.id).token}}
    before = more.pop("before", None)
    outbox.tell(
        kind,
        key="one",
        to=more.pop("to", person.email),
        language="en",
        person=person.id,
        case=case.id,
        **given.get(kind, {}),
    )
    if before:
        before(case)
        db.session.flush()
    return look_again(db.session.scalars(select(Message.id)).one())


def died(case: Case) -> None:
    case.person.died_on = dt.date(2026, 11, 20)


def unsafe(case: Case) -> None:
    case.person.reaching = reaching(channels=["text"])


def moved(case: Case) -> None:
    case.person.email = "another@post.example"


def said_no(case: Case) -> None:
    ConsentFactory(person_id=case.person_id, given=False)


def closed(case: Case) -> None:
    case.status = "closed"  # type: ignore[assignment]


@pytest.mark.parametrize("kind", [K.PERSON_NEWS, K.MEASURE_ASKED, K.INTRODUCTION_OVER])
def test_it_leaves_while_all_is_as_it_was(kind: K) -> None:
    assert told(kind).kind is kind


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (died, "person died"),
        (unsafe, "e-mail no longer safe"),
        (moved, "address changed"),
        (said_no, "e-mail no longer safe"),
    ],
)
def test_what_changed_since_holds_it_back(change: object, why: str) -> None:
    assert told(K.PERSON_NEWS, before=change) == Withheld(why)


def test_a_reminder_of_a_closed_case_does_not_leave() -> None:
    assert told(K.MEASURE_ASKED, before=closed) == Withheld("case closed")


def test_the_letter_of_a_closed_case_does(clock) -> None:
    assert told(K.PERSON_NEWS, before=closed).to == "marek@post.example"


def test_a_provider_hears_of_the_end_although_e_mail_is_not_safe_for_them_or_they_died() -> None:
    assert told(K.INTRODUCTION_OVER, to="club@place.example", before=unsafe).to == "club@place.example"


def test_a_death_does_not_stop_the_word_to_the_provider_that_it_is_off() -> None:
    assert told(K.INTRODUCTION_OVER, to="club@place.example", before=died).to == "club@place.example"
