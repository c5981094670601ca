"""What becomes of a referral in: on top of the moves of its machine, what each move brings with it.

Raises throughout: what `referral_moves.move` raises.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from sqlalchemy import update

from app import clock
from app.database import db
from app.domain.case import Subject
from app.domain.contact_log import ContactChannel, ContactResult
from app.domain.errors import NotAllowedError
from app.domain.machine import Actor, Need
from app.domain.messages import LeadNeed, MessageKind, ReferralNews
from app.domain.referral import NotAcceptedReason, Priority, ReferralAction
from app.domain.referral_document import clean
from app.domain.referral_moves import OPEN
from app.domain.safer_reaching import safer
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case, CaseTask
from app.models.referrals import HistoryEvent, Referral
from app.operations import acting, audit, case_opening, case_tasks, history, outbox, referrer_news
from app.operations.persons import join, person_from
from app.operations.referral_moves import held_now, marked, move
from app.queries import triage as queries
from app.queries.people import standing

A = ReferralAction
ATTEMPT = "attempt"
ROUTED = "routed"
BY_HAND = "by-hand"


def start(referral: Referral, *, by: Viewer, version: int) -> Referral:
    """Somebody reads it from now on, by name."""
    return move(referral, A.START_TRIAGE, by=by, version=version)


def accept(
    referral: Referral,
    *,
    priority: Priority,
    person_id: uuid.UUID | None,
    by: Viewer,
    version: int,
    take: Collection[str] = (),
) -> Case:
    """It is ours: the person known or made, their open case joined or a new one that waits.

    `person_id`: whom the triager recognised, of `queries.matching.candidates`; None for somebody new. `take`:
    fields in which the referral knows better than we do. Raises: NotAllowedError without a team.
    """
    held = move(
        referral,
        A.ACCEPT,
        by=by,
        version=version,
        given={Need.PRIORITY, Need.MATCH},
        details={"match": "known" if person_id else "new", "priority": priority.value},
    )
    if held.team_id is None:
        raise NotAllowedError
    held.priority = priority
    document = clean(held.document)
    if person_id is None:
        person = person_from(document, by=by, is_demo=held.is_demo)
    else:
        known = standing(person_id)
        before = known.reaching
        person = join(known, document, by=by, take=take)
        person.reaching = dict(safer(safer(person.reaching, before), document["reaching"]))
    case = case_opening.open_for(person, referral=held, by=by, priority=priority, team_id=held.team_id)
    bring_along(held, case)
    if held.source not in referrer_news.THEMSELVES:
        tell(held, ReferralNews.ACCEPTED, by=by, case=case)
    db.session.flush()
    return case


def not_accept(
    referral: Referral, *, reason: NotAcceptedReason, message: str, by: Viewer, version: int
) -> Referral:
    """Turn it away, and say why and what instead. One that carries a mark waits for a lead's yes first."""
    from_lead = is_lead(referral, by)
    action = A.PROPOSE_NOT_ACCEPT if marked(referral) and not from_lead else A.NOT_ACCEPT
    held = move(
        referral, action, by=by, version=version, reason=reason.value, note=message, given=words(message)
    )
    held.not_accepted, held.message = reason, message
    if action is A.PROPOSE_NOT_ACCEPT:
        ask_lead(held)
    else:
        tell(held, ReferralNews.NOT_ACCEPTED, by=by)
    db.session.flush()
    return held


def ask_lead(referral: Referral) -> None:
    """Put it on the day of the team's leads, and tell them that something waits."""
    case_tasks.ask(
        TaskKind.LEAD_CONFIRM,
        key=f"not-accepting:{referral.id}:{referral.version}",
        case=None,
        team=referral.team_id,
        due_on=clock.today(),
        about=referral.id,
        for_lead=True,
    )
    for account in queries.leads(referral.team_id):
        outbox.tell(
            MessageKind.LEAD_NEEDED,
            key=f"lead-needed:{referral.id}:{referral.version}:{account.id}",
            account=account.id,
            language=account.language,
            what=LeadNeed.NOT_ACCEPTING.value,
            reference=referral.reference,
        )


def lead_agrees(referral: Referral, *, by: Viewer, version: int) -> Referral:
    """A lead agrees that it is turned away."""
    held = move(referral, A.LEAD_AGREE, by=by, version=version)
    lead_is_done(held, by)
    tell(held, ReferralNews.NOT_ACCEPTED, by=by)
    return held


def lead_sends_back(referral: Referral, *, note: str, by: Viewer, version: int) -> Referral:
    """A lead wants it looked at again."""
    held = move(referral, A.LEAD_SEND_BACK, by=by, version=version, note=note)
    held.not_accepted, held.message = None, None
    lead_is_done(held, by)
    return held


def redirect(referral: Referral, *, target: str, agreed: bool, by: Viewer, version: int) -> Referral:
    """Another service is the right one, and they agree that we pass it on."""
    given = {*words(target, Need.LINK), *({Need.CONSENT} if agreed else ())}
    held = move(referral, A.REDIRECT, by=by, version=version, note=target, given=given)
    held.sent_on_to = held.message = target
    tell(held, ReferralNews.NOT_ACCEPTED, by=by)
    return held


def person_declines(
    referral: Referral, *, heard_offer: bool, note: str, by: Viewer, version: int
) -> Referral:
    """They do not want it. Whether they heard the offer tells a no from a misunderstanding."""
    held = move(
        referral,
        A.PERSON_DECLINES,
        by=by,
        version=version,
        note=note,
        given={Need.HEARD_OFFER},
        details={"heard_offer": heard_offer},
    )
    held.heard_offer = heard_offer
    lead_is_done(held, by)
    tell(held, ReferralNews.DECLINED, by=by)
    return held


def give_up_contact(
    referral: Referral, *, why_early: str, holidays: Collection[dt.date], by: Viewer, version: int
) -> Referral:
    """They could not be reached. Before the rule of unreachable people is met it takes a reason."""
    tried = queries.tries(referral, clock.today(), holidays)
    held = move(
        referral,
        A.GIVE_UP_CONTACT,
        by=by,
        version=version,
        note=why_early,
        given={Need.ATTEMPTS} if tried.is_met or why_early.strip() else (),
        details={"tries": tried.tries, "days": tried.days, "is_met": tried.is_met},
    )
    tell(held, ReferralNews.COULD_NOT_REACH, by=by)
    return held


def withdraw(referral: Referral, *, reason: str, by: Viewer, version: int) -> Referral:
    """Whoever asked takes it back."""
    held = move(referral, A.WITHDRAW, by=by, version=version, reason="asked", note=reason)
    lead_is_done(held, by)
    return held


def is_duplicate(referral: Referral, *, of: Referral, by: Viewer, version: int) -> Referral:
    """It goes on in another referral. Raises: NotAllowedError where that one is a duplicate itself."""
    if of.id == referral.id or of.duplicate_of_id is not None:
        raise NotAllowedError
    held = move(
        referral,
        A.MARK_DUPLICATE,
        by=by,
        version=version,
        given={Need.LINK},
        details={"duplicate_of": str(of.id)},
    )
    held.duplicate_of_id = of.id
    lead_is_done(held, by)
    db.session.flush()
    return held


def person_died(referral: Referral, *, by: Viewer, version: int) -> Referral:
    """They have died: nobody is written to about it from now on."""
    held = move(referral, A.RECORD_DEATH, by=by, version=version)
    lead_is_done(held, by)
    referrer_news.close_doors(held)
    return held


def mark_error(referral: Referral, *, reason: str, by: Viewer, version: int) -> Referral:
    """It should never have been made; a lead says so, before anybody was in touch."""
    tried = bool(queries.attempts(referral))
    held = move(
        referral,
        A.MARK_ERROR,
        by=by,
        version=version,
        reason="made-in-error",
        note=reason,
        given=() if tried else {Need.NO_CONTACT_YET},
    )
    lead_is_done(held, by)
    referrer_news.close_doors(held)
    return held


def record_attempt(
    referral: Referral,
    *,
    channel: ContactChannel,
    result: ContactResult,
    at: dt.datetime,
    note: str,
    unsafe_why: str,
    key: str,
    by: Viewer,
) -> HistoryEvent | None:
    """Somebody tried to reach them. None where the same form was kept before. Raises: NotAllowedError."""
    held = held_now(referral, None)
    if held.status not in OPEN:
        raise NotAllowedError
    if any(one.details.get("key") == key for one in queries.attempts(held)):
        return None
    details: dict[str, object] = {"channel": channel.value, "result": result.value, "key": key}
    if unsafe_why:
        details["unsafe_why"] = unsafe_why
    made = history.append(
        Subject.REFERRAL,
        held.id,
        action=ATTEMPT,
        start=held.status,
        end=held.status,
        by=by,
        note=note,
        details=details,
        at=at,
    )
    audit.record(by, "referral.attempt-recorded", of=("referral", held.id))
    return made


def give_to_team(referral: Referral, team_id: uuid.UUID, *, by: Viewer, version: int) -> Referral:
    """No rule fits it, or the rules led astray: a lead says whose it is. Raises: NotAllowedError."""
    held = held_now(referral, version)
    if held.status not in OPEN or not is_lead(held, by) or held.team_id == team_id:
        raise NotAllowedError
    before, held.team_id, held.routed_by = held.team_id, team_id, BY_HAND
    history.append(
        Subject.REFERRAL,
        held.id,
        action=ROUTED,
        start=held.status,
        end=held.status,
        by=by,
        details={"from_team": str(before or ""), "to_team": str(team_id)},
    )
    audit.record(by, "referral.routed", of=("referral", held.id), fields={"team_id": (before, team_id)})
    db.session.flush()
    return held


def is_lead(referral: Referral, by: Viewer) -> bool:

    return Actor.LEAD in acting.for_referral(by, referral)


def bring_along(referral: Referral, case: Case) -> None:
    """What happened to the referral is the beginning of the case's story."""
    db.session.execute(
        update(HistoryEvent)
        .where(HistoryEvent.subject == Subject.REFERRAL, HistoryEvent.subject_id == referral.id)
        .values(case_id=case.id)
        .execution_options(synchronize_session=False)
    )


def tell(referral: Referral, news: ReferralNews, *, by: Viewer, case: Case | None = None) -> bool:
    """Tell the referrer by e-mail; where that cannot be, a task says that somebody has to."""
    if referrer_news.tell(referral, news, by=by):
        return True
    case_tasks.ask(
        TaskKind.TELL_BY_HAND,
        key=f"tell:{referral.id}:{news}",
        case=case,
        team=referral.team_id,
        due_on=clock.today(),
        about=referral.id,
        for_lead=case is None,
    )
    return False


def lead_is_done(referral: Referral, by: Viewer) -> None:
    """No lead is waited for any more."""
    db.session.execute(
        update(CaseTask)
        .where(
            CaseTask.about_id == referral.id,
            CaseTask.kind == TaskKind.LEAD_CONFIRM,
            *case_tasks.LIVE,
        )
        .values(done_at=clock.now(), done_by=by.account_id)
        .execution_options(synchronize_session=False)
    )


def words(given: str, need: Need = Need.MESSAGE) -> set[Need]:
    return {need} if given.strip() else set()
