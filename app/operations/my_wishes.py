"""What somebody says and decides on their own page. Each is done once, and a link worker hears of it.

No case is closed and nothing is called off by them alone but what they agreed to: that ends at once.
"""

from __future__ import annotations

import datetime as dt
import uuid

from app import clock
from app.database import db, held_row
from app.domain.case import OPEN
from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.errors import NotAllowedError
from app.domain.measures import MeasureKind, MeasureMoment
from app.domain.people import LinkPurpose
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.case_papers import CaseMessage
from app.models.cases import Case
from app.models.persons import Consent
from app.models.plans import StoryOffer
from app.operations import access_links, audit, case_messages, case_tasks, consents, measures
from app.operations.consents import Said
from app.queries import measures as measure_queries
from app.queries import my as queries

SAID_NO = "They said no on their own page"
WANTS_HELP_AGAIN = "They would like help again"
CHANGED_CONSENT = "They changed what they agree to"
OPEN_FOR = dt.timedelta(hours=2)
"""How long the questions stay open that somebody began on their own page."""


def say(case: Case, words: str, *, by: Viewer, key: str) -> CaseMessage:
    """A message to their link worker. Raises: NotAllowedError, StaleError."""
    _alive(case)
    return case_messages.write(case, words, by=by, from_person=True, key=_key(case, key))


def object_to(case: Case, words: str, *, by: Viewer, key: str) -> CaseMessage:
    """Something is not right, or they want to stop: a message with a mark, that only a worker settles.

    Raises: NotAllowedError, StaleError.
    """
    made = say(case, words, by=by, key=key)
    case_tasks.ask(
        TaskKind.STOPPED,
        key=f"said:{made.id}",
        case=case,
        due_on=clock.today(),
        about=made.id,
        for_lead=case.worker_id is None,
    )
    db.session.flush()
    return made


def take_back(case: Case, consent: Consent, *, by: Viewer) -> bool:
    """They take a yes back. What rests on it stops at once. False where it was over already."""
    db.session.refresh(consent, with_for_update=True)
    if consent.withdrawn_at is not None:
        return False
    consents.withdraw(case, consent, "", by=by)
    _let_worker_know(case, consent.id)
    return True


def give(case: Case, purpose: ConsentPurpose, *, named: str, language: str, by: Viewer) -> Consent:
    """They say yes to one thing, in the words of its newest version. Said twice in a row it is one.

    Raises: NotAllowedError for sharing with an organisation, and for somebody who died.
    """
    held_row(Case, case.id)
    standing = queries.live_consent(case.person_id, purpose)
    if standing is not None and (standing.named or "") == named:
        return standing
    made = consents.record(
        case,
        Said(purpose, given=True, how=ConsentHow.ONLINE, named=named, language=language),
        by=by,
    )
    _let_worker_know(case, made.id)
    return made


def offer_story(case: Case, *, agrees: bool, words: str, language: str, by: Viewer) -> StoryOffer:
    """May we share your story? The last answer counts; the same again is one."""
    _alive(case)
    held_row(Case, case.id)
    last = queries.last_story(case)
    if last is not None and (last.agrees, last.words or "") == (agrees, words):
        return last
    said = Said(
        ConsentPurpose.STORY,
        given=agrees,
        how=ConsentHow.ONLINE if agrees else None,
        why_not="" if agrees else SAID_NO,
        language=language,
    )
    consent = consents.record(case, said, by=by)
    made = StoryOffer(
        id=uuid.uuid4(),
        case_id=case.id,
        agrees=agrees,
        words=words or None,
        consent_id=consent.id,
        at=clock.now(),
        language=language,
    )
    db.session.add(made)
    audit.record(by, "story.answered", of=("case", case.id))
    _let_worker_know(case, consent.id)
    return made


def ask_again(case: Case, words: str, *, by: Viewer) -> None:
    """They would like help again: it stands on the day of the team's leads, once for each ending.

    Raises: NotAllowedError while the case is open.
    """
    _alive(case)
    if case.status in OPEN:
        raise NotAllowedError
    about = None
    if words:
        about = case_messages.write(
            case, words, by=by, from_person=True, key=_key(case, f"again:{case.reopened}:{len(words)}")
        ).id
    case_tasks.ask(
        TaskKind.WROTE_BACK,
        key=f"again:{case.id}:{case.reopened}",
        case=case,
        due_on=clock.today(),
        words=WANTS_HELP_AGAIN,
        about=about,
        for_lead=True,
    )
    audit.record(by, "case.help-asked-again", of=("case", case.id))
    db.session.flush()


def due_now(case: Case) -> tuple[MeasureMoment, list[MeasureKind]] | None:
    """Questions they can answer by themselves now."""
    for one in queries.due_measures(case):
        is_review = one.moment is MeasureMoment.REVIEW
        since = (
            one.due_on - measures.REVIEW_COUNTS_FOR if is_review else measures.counts_from(case, one.moment)
        )
        kinds = queries.by_themselves(measure_queries.missing(case.id, one.moment, since=since))
        if kinds:
            return one.moment, kinds
    return None


def begin_measures(case: Case, *, by: Viewer) -> str:
    """Open the questions that are due; the token of their page. Raises: NotAllowedError where none is."""
    due = due_now(case)
    if due is None or case.status not in OPEN:
        raise NotAllowedError
    moment, kinds = due
    made = access_links.make(
        LinkPurpose.MEASURE,
        person=case.person_id,
        arguments={"case": str(case.id), "kinds": [kind.value for kind in kinds], "moment": moment.value},
        lasts=OPEN_FOR,
    )
    audit.record(by, "measure.begun-by-themselves", of=("case", case.id), scope=moment)
    return made.token


def _let_worker_know(case: Case, about: uuid.UUID) -> None:
    """A change they made by themselves stands on the day of whoever looks after them."""
    case_tasks.ask(
        TaskKind.WROTE_BACK,
        key=f"consent-by-themselves:{about}:{clock.now():%Y%m%d%H%M%S}",
        case=case,
        due_on=clock.today(),
        words=CHANGED_CONSENT,
        about=about,
        for_lead=case.worker_id is None,
    )
    db.session.flush()


def _alive(case: Case) -> None:
    if case.person.died_on is not None:
        raise NotAllowedError


def _key(case: Case, key: str) -> str:
    return f"my:{case.id.hex}:{key}"[:80]
