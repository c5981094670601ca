"""The ways in to somebody's own page: a link by e-mail, or the code of a letter and their date of birth.

Source: decisions.md 20. What the page says is the same whether we know the address or not.
"""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select, update

from app import clock
from app.database import begin_writing, db
from app.domain import throttle
from app.domain.case import CaseStatus
from app.domain.errors import GoneError, NotAllowedError, NotRightError
from app.domain.matching import MatchKey, facts_of
from app.domain.messages import MessageKind
from app.domain.paper import easy_email
from app.domain.people import LinkPurpose
from app.domain.typed_text import latin_digits
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.people import AccessLink
from app.models.persons import Person, PersonKey
from app.models.sealed import seal, unseal
from app.operations import access_links, audit, outbox, sessions, throttles, work
from app.operations.reaching_out import is_email_safe
from app.queries.matching import hashes

ASKED = "my-link-asked"
"""The kind of job that answers."""
SEALED_IN = "job.my-link"
LETTER_LASTS = dt.timedelta(days=28)
AGAIN_WITHIN = dt.timedelta(seconds=10)
"""A button pressed twice: the browser drops the first answer, and with it the session it was given."""
PRESSES = 2
MOST_AT_AN_ADDRESS = 4
"""A household may share one e-mail address: each gets a link of their own."""


def ask_for_link(email: str, *, source: str) -> None:
    """Somebody wants to open their page. Whether we know the address is found out behind the page: here
    everybody costs the same.

    Raises: TooManyTriesError.
    """
    plain = email.strip().casefold()
    throttles.count(((throttle.MY_LINKS, plain), (throttle.MY_LINKS_FROM_A_SOURCE, source)))
    begin_writing()
    work.enqueue(ASKED, email=seal(plain.encode(), where=SEALED_IN).hex())


def answer_asked(sealed: str) -> None:
    """Send a link to each person of this address for whom e-mail is safe."""
    email = unseal(bytes.fromhex(sealed), where=SEALED_IN).decode()
    wanted = hashes(facts_of({"email": email})).get(MatchKey.EMAIL, frozenset())
    found = db.session.scalars(
        select(Person)
        .join(PersonKey, PersonKey.person_id == Person.id)
        .where(
            PersonKey.kind == MatchKey.EMAIL,
            PersonKey.hash.in_(wanted),
            Person.merged_into_id.is_(None),
            Person.id.in_(select(Case.person_id).where(Case.status != CaseStatus.IN_ERROR)),
        )
        .distinct()
        .limit(MOST_AT_AN_ADDRESS)
    ).all()
    for person in found:
        if is_email_safe(person) and (person.email or "").strip().casefold() == email:
            _send(person)


def _send(person: Person) -> None:
    made = access_links.make(LinkPurpose.MY, person=person.id, uses=PRESSES)
    by = Viewer(link_id=made.link.id, person_id=person.id)
    audit.record(by, "person.link-sent", of=("person", person.id))
    outbox.tell(
        MessageKind.MY_LINK,
        key=f"my-link:{made.link.id}",
        to=person.email,
        language=person.language,
        person=person.id,
        token=made.token,
        **easy_email(person.reaching),
    )


def link_of(token: str) -> AccessLink:
    """Raises: NotThereError for a token nobody made; GoneError once it is over or was used."""
    link = access_links.find(LinkPurpose.MY, token)
    if not _is_unused(link):
        raise GoneError(link.purpose)
    return link


def opened_by(token: str, viewer: Viewer) -> bool:
    """Was it this very link that let them in? Then pressing it once more is no fault."""
    link = access_links.find(LinkPurpose.MY, token, used_too=True)
    return viewer.link_id == link.id


def _is_unused(link: AccessLink) -> bool:
    return link.used_at is None or clock.now() - link.used_at <= AGAIN_WITHIN


def go_in(link: AccessLink, *, device: str, instead: uuid.UUID | None = None) -> str:
    """Use the link up; the token of the session it opens. `instead`: a session of this browser that ends.

    Raises: GoneError where it was used meanwhile, or its person is no more.
    """
    person = db.session.get(Person, link.person_id) if link.person_id else None
    if person is None or person.died_on is not None:
        raise GoneError(link.purpose)
    access_links.use(link)
    if instead is not None:
        sessions.end(instead)
    audit.record(Viewer(link_id=link.id, person_id=person.id), "person.came-in", of=("person", person.id))
    return sessions.start_for_link(link.id, device=device)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is printed once: the case's number and six digits, as one code."""

    code: str
    until: dt.date


def make_letter(case: Case, *, by: Viewer) -> Letter:
    """A code to print. Earlier letters work no more.

    Raises: NotAllowedError for somebody who died, or whose date of birth we do not know.
    """
    person = case.person
    if person.died_on is not None or not person.born_on or case.status is CaseStatus.IN_ERROR:
        raise NotAllowedError
    db.session.execute(
        update(AccessLink)
        .where(_letters_of(person.id))
        .values(withdrawn_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    made = access_links.make(
        LinkPurpose.MY,
        person=person.id,
        by=by.account_id,
        lasts=LETTER_LASTS,
        uses=PRESSES,
        with_code=True,
    )
    audit.record(by, "person.letter-printed", of=("person", person.id))
    code = f"{case.number} {made.code[:3]} {made.code[3:]}"
    return Letter(code, clock.local_day(made.link.expires_at))


def link_of_letter(typed: str, born_on: dt.date, *, source: str) -> AccessLink:
    """The link behind the code of a letter. The code alone, or the date alone, opens nothing.

    A wrong one counts, and must be kept: the caller answers with a status below 400.
    Raises: NotRightError, which says no more; TooManyTriesError.
    """
    throttles.count(((throttle.MY_CODES_FROM_A_SOURCE, source),))
    begin_writing()
    digits = "".join(letter for letter in latin_digits(typed) if letter.isdecimal())
    number, code = digits[: -access_links.CODE_DIGITS], digits[-access_links.CODE_DIGITS :]
    if not number or len(number) > 9:
        raise NotRightError
    case = db.session.scalar(select(Case).where(Case.number == int(number)))
    link = db.session.scalar(
        select(AccessLink)
        .where(_letters_of(case.person_id))
        .order_by(AccessLink.made_at.desc(), AccessLink.id)
        .limit(1)
    ) if case is not None else None  # fmt: skip
    if case is None or link is None or not (access_links.works(link) and _is_unused(link)):
        raise NotRightError
    is_born = secrets.compare_digest(case.person.born_on or "", born_on.isoformat())
    if not access_links.check_code(link, code if is_born else ""):
        raise NotRightError
    return link


def _letters_of(person_id: uuid.UUID) -> ColumnElement[bool]:
    return and_(
        AccessLink.person_id == person_id,
        AccessLink.purpose == LinkPurpose.MY,
        AccessLink.code_hash != "",
        AccessLink.withdrawn_at.is_(None),
    )
