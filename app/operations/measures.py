"""Measures: asked by a worker, typed in from paper, or answered by the person's own link. Each is kept once.

Raises throughout: NotAllowedError where the case is over; StaleError where the same form came before with
other answers.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain import measures
from app.domain.case import OPEN, CaseStatus
from app.domain.contact_log import ContactChannel
from app.domain.errors import GoneError, NotAllowedError, NotThereError, StaleError
from app.domain.measures import Answers, AskedHow, MeasureKind, MeasureMoment
from app.domain.messages import MessageKind
from app.domain.paper import easy_email
from app.domain.people import LinkPurpose
from app.domain.reaching import Outcome, clean_reaching, judge
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case, CaseTask
from app.models.people import AccessLink
from app.models.persons import Person
from app.models.plans import Measure
from app.operations import access_links, audit, case_tasks, outbox
from app.queries import measures as queries
from app.queries.case_history import opened_again_at

OF = "case"
LONGEST_BACK = dt.timedelta(days=366)
REVIEW_COUNTS_FOR = dt.timedelta(days=28)
"""Answers given so long before a review is due are those of the review."""
CLOSING = frozenset({CaseStatus.CLOSING, CaseStatus.AWAITING_LEAD})


def keep(
    case: Case,
    kind: MeasureKind,
    answers: Answers,
    *,
    moment: MeasureMoment,
    how: AskedHow,
    answered_on: dt.date,
    language: str,
    by: Viewer,
    key: str | None = None,
    name: str = "",
    licence: str = "",
    why_not: str | None = None,
) -> Measure:
    """Keep one set of answers, or why it was not asked. Two with the same key are one."""
    _hold(case)
    held = db.session.scalar(select(Measure).where(Measure.idempotency_key == key)) if key else None
    if held is not None:
        if held.case_id != case.id or (held.kind, held.answers) != (kind, answers):
            raise StaleError
        return held
    if not clock.today() - LONGEST_BACK <= answered_on <= clock.today():
        raise NotAllowedError
    made = Measure(
        id=uuid.uuid4(),
        case_id=case.id,
        person_id=case.person_id,
        kind=kind,
        moment=moment,
        answers=answers,
        name=name,
        licence=licence,
        how=how,
        language=language,
        answered_on=answered_on,
        recorded_by=by.account_id,
        recorded_at=clock.now(),
        why_not=why_not,
        idempotency_key=key,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(by, "measure.kept" if why_not is None else "measure.not-asked", of=(OF, case.id), scope=kind)
    settle(case, by=by)
    return made


def not_asked(
    case: Case, kind: MeasureKind, moment: MeasureMoment, *, why: str, by: Viewer, key: str | None = None
) -> Measure:
    """Say why something that is due was not asked."""
    return keep(
        case,
        kind,
        {},
        moment=moment,
        how=AskedHow.WORKER,
        answered_on=clock.today(),
        language="en",
        by=by,
        key=key,
        why_not=why,
    )


def take_back(case: Case, measure_id: uuid.UUID, *, by: Viewer) -> Measure:
    """It was typed by mistake: it counts no more, and stays in the trace."""
    _hold(case)
    held = queries.one(case.id, measure_id)
    if held.ended_at is None:
        held.ended_at = clock.now()
        audit.record(by, "measure.taken-back", of=(OF, case.id), scope=held.kind)
        db.session.flush()
    return held


def may_email(person: Person) -> bool:
    """Is e-mail safe for them, and do we have an address?"""
    if not person.email or person.died_on is not None:
        return False
    return judge(clean_reaching(person.reaching), ContactChannel.EMAIL).outcome is Outcome.OK


def ask_by_link(case: Case, kinds: Sequence[MeasureKind], moment: MeasureMoment, *, by: Viewer) -> AccessLink:
    """Send the person a link to answer by themselves. Pressed twice in a day, it is sent once.

    Raises: NotAllowedError where e-mail is not safe for them, or a kind cannot be asked so.
    """
    _hold(case)
    person = case.person
    known = bool(kinds) and set(kinds) <= set(measures.BY_LINK)
    if not known or case.status not in OPEN or not may_email(person):
        raise NotAllowedError
    wanted: dict[str, object] = {
        "case": str(case.id),
        "kinds": [kind.value for kind in measures.BY_LINK if kind in kinds],
        "moment": moment.value,
    }
    key = f"measure-asked:{case.id}:{moment}:{clock.today()}:{'+'.join(sorted(kinds))}"
    if outbox.is_told(key):
        return queries.links(case)[0]
    made = access_links.make(LinkPurpose.MEASURE, person=person.id, arguments=wanted, by=by.account_id)
    outbox.tell(
        MessageKind.MEASURE_ASKED,
        key=key,
        to=person.email,
        language=person.language,
        person=person.id,
        case=case.id,
        token=made.token,
        **easy_email(person.reaching),
    )
    audit.record(by, "measure.link-sent", of=(OF, case.id), scope=moment)
    return made.link


def opened_link(token: str) -> tuple[AccessLink, Case, list[MeasureKind], MeasureMoment]:
    """What a link asks. Changes nothing. Raises: NotThereError; GoneError once it is over or answered."""
    link = access_links.find(LinkPurpose.MEASURE, token)
    said = link.arguments or {}
    case = db.session.get(Case, uuid.UUID(str(said["case"])))
    if case is None:
        raise NotThereError
    if case.status is CaseStatus.IN_ERROR or case.person.died_on is not None:
        raise GoneError(link.purpose)
    kinds = [MeasureKind(kind) for kind in said["kinds"]]  # type: ignore[attr-defined]  # as `ask_by_link` wrote it
    return link, case, kinds, MeasureMoment(str(said["moment"]))


def answer_by_link(token: str, typed: Mapping[MeasureKind, Answers], *, language: str) -> None:
    """Keep what the person answered, once. Of two that come together one is kept.

    Raises: NotThereError, GoneError; NotAllowedError where nothing was answered.
    """
    link, case, kinds, moment = opened_link(token)
    given = {kind: typed[kind] for kind in kinds if typed.get(kind)}
    if not given:
        raise NotAllowedError
    access_links.use(link)
    by = Viewer(link_id=link.id, person_id=case.person_id)
    for kind, answers in given.items():
        keep(
            case,
            kind,
            answers,
            moment=moment,
            how=AskedHow.OWN_LINK,
            answered_on=clock.today(),
            language=language,
            by=by,
            key=f"link:{link.id}:{kind}",
        )
    if case.status in OPEN:
        key = f"measure-answered:{link.id}"
        case_tasks.ask(TaskKind.WROTE_BACK, key=key, case=case, due_on=clock.today(), about=link.id)


def settle(case: Case, *, by: Viewer) -> None:
    """Take off the worker's day what has been answered or explained.

    What is due, and since when an answer counts: operations/due_measures.py.
    """
    live = db.session.execute(
        select(CaseTask.key, CaseTask.due_on).where(
            CaseTask.case_id == case.id,
            CaseTask.kind == TaskKind.MEASURE,
            CaseTask.done_at.is_(None),
            CaseTask.cancelled_at.is_(None),
        )
    ).all()
    for key, due_on in live:
        moment = MeasureMoment(key.split(":")[2])
        is_review = moment is MeasureMoment.REVIEW
        since = due_on - REVIEW_COUNTS_FOR if is_review else counts_from(case, moment)
        if not queries.missing(case.id, moment, since=since):
            case_tasks.settle(key, by=by)


def counts_from(case: Case, moment: MeasureMoment) -> dt.date:
    """Since when an answer counts for this moment.

    A case that was opened again ends anew: answers of the end before do not count.
    """
    if moment is MeasureMoment.START:
        return clock.local_day(case.opened_at)
    if moment is MeasureMoment.REVIEW:
        return clock.today() - REVIEW_COUNTS_FOR
    return clock.local_day(opened_again_at(case) or case.started_at or case.opened_at)


def _hold(case: Case) -> None:
    """Hold the case's row, so that answers are kept one after the other. A closed case still takes them."""
    held = select(Case).where(Case.id == case.id).with_for_update(of=Case)
    db.session.scalars(held.execution_options(populate_existing=True)).one()
    if case.status is CaseStatus.IN_ERROR:
        raise NotAllowedError
