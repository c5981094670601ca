"""Words of harm: somebody is asked to look the same day. Nothing is decided; the conversation stays as it is.

An alert holds the hour, the kinds and whom it is for; the message says the event's name and no word of what
was said.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.engagement import AlertState, HarmKind, to_the_hour
from app.domain.errors import NotAllowedError, StaleError
from app.domain.harm_alerts import ASK_AGAIN_AT
from app.domain.harm_words import kinds_in
from app.domain.messages import MessageKind
from app.domain.roles import Role
from app.domain.viewer import Viewer
from app.models.conversations import Conversation, HarmAlert
from app.models.engagement import Event
from app.models.people import Account, RoleGrant
from app.models.sealed import keyed_hash
from app.operations import audit, outbox


def raise_for(event: Event, conversation: Conversation, texts: Iterable[str]) -> HarmAlert | None:
    """An alert where there are words of harm; one for all versions of a conversation.

    Other words of harm, once somebody answered for the first, are a worry of their own.
    """
    kinds = {kind for text in texts for kind in kinds_in(text)}
    if not kinds:
        return None
    held = alert_of_versions(conversation)
    if held is not None and (
        held.state is not AlertState.DONE or {kind.value for kind in kinds} <= {*held.kinds}
    ):
        return follow(held, conversation, kinds)
    looks = first_to_look(event)
    made = HarmAlert(
        id=uuid.uuid4(),
        event_id=event.id,
        conversation_id=conversation.id,
        kinds=sorted(kind.value for kind in kinds),
        state=AlertState.OPEN,
        raised_at=to_the_hour(clock.now()),
        for_id=looks.id if looks else None,
    )
    db.session.add(made)
    db.session.flush()
    for account in [looks] if looks else officers():
        tell(made, event, account)
    return made


def alert_of_versions(conversation: Conversation) -> HarmAlert | None:
    """The alert of this conversation or of another version of it: first one that is not done."""
    return db.session.scalar(
        select(HarmAlert)
        .join(Conversation, HarmAlert.conversation_id == Conversation.id)
        .where(
            Conversation.event_id == conversation.event_id,
            Conversation.submission_id == conversation.submission_id,
        )
        .order_by(HarmAlert.state == AlertState.DONE, HarmAlert.done_at.desc())
        .limit(1)
    )


def follow(held: HarmAlert, conversation: Conversation, kinds: Iterable[HarmKind]) -> HarmAlert:
    """The alert goes with the newest version, and says what either said. Nobody is told twice."""
    held.conversation_id = conversation.id
    held.kinds = sorted({*held.kinds, *(kind.value for kind in kinds)})
    db.session.flush()
    return held


def first_to_look(event: Event) -> Account | None:
    """The named person, else the organiser; None where neither may open alerts, or works here no more."""
    may = {account.id: account for account in officers()}
    wanted = (event.alert_to_id, event.organiser_id)
    return next((may[account_id] for account_id in wanted if account_id in may), None)


def officers() -> list[Account]:
    """Everybody who runs engagement."""
    held = select(RoleGrant.account_id).where(
        RoleGrant.ended_at.is_(None), RoleGrant.role == Role.ENGAGEMENT_OFFICER
    )
    return list(
        db.session.scalars(
            select(Account).where(Account.id.in_(held), Account.disabled_at.is_(None)).order_by(Account.id)
        )
    )


def tell(
    alert: HarmAlert, event: Event, account: Account, again: str = "", send_at: dt.datetime | None = None
) -> None:
    """The key leads nobody from the second of the message to what was said."""
    outbox.tell(
        MessageKind.HARM_RAISED,
        key=f"harm-raised:{keyed_hash(str(alert.id), of='harm-raised')[:32]}:{account.id}{again}",
        account=account.id,
        language=account.language,
        send_at=send_at,
        event=event.name,
    )


def take(alert: HarmAlert, *, by: Viewer, version: int) -> None:
    """Somebody looks into it now. Raises: StaleError, NotAllowedError where somebody does already."""
    check(alert, version, AlertState.OPEN)
    alert.state, alert.seen_at, alert.seen_by = AlertState.SEEN, clock.now(), by.account_id
    audit.record(by, "harm-alert.taken", of=("harm-alert", alert.id))
    db.session.flush()


def finish(alert: HarmAlert, note: str, *, by: Viewer, version: int) -> None:
    """It is done, with what was done about it. Raises: StaleError, NotAllowedError where it was done."""
    check(alert, version, AlertState.OPEN, AlertState.SEEN)
    if alert.seen_at is None:
        alert.seen_at, alert.seen_by = clock.now(), by.account_id
    alert.state, alert.done_at, alert.note = AlertState.DONE, clock.now(), note
    audit.record(by, "harm-alert.done", of=("harm-alert", alert.id))
    db.session.flush()


def check(alert: HarmAlert, version: int, *allowed: AlertState) -> None:
    if alert.version != version:
        raise StaleError
    if alert.state not in allowed:
        raise NotAllowedError


def ask_again(today: dt.date) -> int:
    """Tell all who may answer of what nobody looked at on its day, once each. Gives how many there are."""
    found = db.session.execute(
        select(HarmAlert, Event)
        .join(Event, HarmAlert.event_id == Event.id)
        .where(HarmAlert.state == AlertState.OPEN, HarmAlert.raised_at < clock.midnight(today))
    ).all()
    may = officers() if found else []
    when = dt.datetime.combine(today, ASK_AGAIN_AT, clock.LONDON).astimezone(dt.UTC)
    for alert, event in found:
        for account in may:
            tell(alert, event, account, again=":again", send_at=when)
    return len(found)
