"""Members of the people's panel: they join, confirm, change, rest and leave, each by a link of their own.

Whether an address is on the panel is never told to whoever types it: joining twice sends a link both times.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

from sqlalchemy import select

from app import clock
from app.database import db, held_row
from app.domain import throttle
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.messages import MessageKind
from app.domain.panel import PanelStatus, PanelWay
from app.domain.panel_details import Details
from app.domain.paper import easy_letter
from app.domain.people import LinkPurpose
from app.domain.viewer import Viewer
from app.models.panel import PanelMember
from app.models.people import AccessLink
from app.operations import access_links, audit, outbox, throttles
from app.queries.accounts import email_hash
from app.queries.postcode_facts import facts_of

OPENED_OFTEN = 10_000
"""A member's link may be opened again and again while it lasts."""


def join(details: Details, *, postcode: str, language: str, by: Viewer) -> PanelMember | None:
    """Put them on the list, not confirmed yet. None where the address is on it: it gets a link too.

    Raises: TooManyTriesError, for any address alike.
    """
    if details.email:
        throttles.count(((throttle.PANEL_LINKS, details.email.strip().casefold()),))
    if details.email and (held := member_at(details.email)) is not None:
        send_link(held, language=language)
        return None
    facts = facts_of(postcode)
    member = PanelMember(
        id=uuid.uuid4(), language=language, ward_code=facts.ward_code, decile=facts.imd_decile
    )
    db.session.add(member)
    write(member, details)
    db.session.flush()
    audit.record(by, "panel-member.joined", of=("panel_member", member.id))
    if details.email:
        send_link(member, language=language)
    return member


def write(member: PanelMember, details: Details) -> None:
    member.name, member.ways = details.name, [way.value for way in details.ways]
    member.email, member.phone = details.email or None, details.phone or None
    member.email_hash = email_hash(details.email) if details.email else None
    member.address = details.address or None
    member.interests = [one.value for one in details.interests]
    member.needs = {"values": [one.value for one in details.needs], "words": details.needs_words}
    member.spoken = [one for one in details.spoken.replace(",", " ").split() if one]
    member.most_a_year = details.most_a_year


def member_at(email: str) -> PanelMember | None:
    return db.session.scalar(select(PanelMember).where(PanelMember.email_hash == email_hash(email)))


def link_for(member: PanelMember, *, email: str = "") -> str:
    """A new link into their page. Its token is told once, here. `email`: which it shows to be theirs."""
    arguments: dict[str, object] = {"member": str(member.id), **({"email": email} if email else {})}
    return access_links.make(LinkPurpose.PANEL, arguments=arguments, uses=OPENED_OFTEN).token


def send_link(member: PanelMember, *, language: str, email: str = "") -> None:
    """To the address we have, or to another that they want to use from now on."""
    if to := email or member.email:
        token = link_for(member, email=email)
        outbox.tell(
            MessageKind.PANEL_LINK,
            key=f"panel:{member.id}:{token[:8]}",
            to=to,
            language=language,
            token=token,
            **easy_letter(needs_of(member)),
        )


def needs_of(member: PanelMember) -> list[str]:
    """Values of AccessNeed."""
    held = (member.needs or {}).get("values")
    return [str(one) for one in held] if isinstance(held, list) else []


def ask_for_link(email: str, *, source: str, language: str) -> None:
    """Somebody wants to open their page; nothing tells whether we know them. Raises: TooManyTriesError."""
    plain = email.strip().casefold()
    throttles.count(((throttle.PANEL_LINKS, plain), (throttle.PANEL_LINKS_FROM_A_SOURCE, source)))
    held = member_at(plain)
    if held is not None and held.status is not PanelStatus.LEFT:
        send_link(held, language=language)


def member_of(token: str) -> tuple[PanelMember, AccessLink]:
    """Raises: NotThereError; GoneError once the link is over."""
    link = access_links.find(LinkPurpose.PANEL, token)
    found = db.session.get(PanelMember, uuid.UUID(str((link.arguments or {}).get("member"))))
    if found is None:
        raise NotThereError
    return found, link


def awaited(link: AccessLink, member: PanelMember) -> bool:
    """Does this link show an address to be theirs that we do not use yet?"""
    email = str((link.arguments or {}).get("email", ""))
    return bool(email) and email != member.email and member.status is not PanelStatus.LEFT


def confirm(member: PanelMember, *, by: Viewer, link: AccessLink | None = None) -> None:
    """The address is theirs: from now on they may be drawn, unless they rest. Pressed twice it is one.

    An address that another member has by now is left to them.
    """
    held = held_row(PanelMember, member.id)
    if held is None or held.status is PanelStatus.LEFT:
        raise NotAllowedError
    if link is not None and awaited(link, held):
        email = str((link.arguments or {})["email"])
        if member_at(email) is None:
            held.email, held.email_hash = email, email_hash(email)
            audit.record(by, "panel-member.address-confirmed", of=("panel_member", held.id))
    if held.confirmed_at is None:
        rests = held.paused_until is not None and held.paused_until > clock.today()
        held.confirmed_at, held.status = clock.now(), PanelStatus.PAUSED if rests else PanelStatus.ACTIVE
        audit.record(by, "panel-member.confirmed", of=("panel_member", held.id))
    db.session.flush()


def change(member: PanelMember, details: Details, *, version: int, by: Viewer) -> bool:
    """Other details. Another e-mail address is used once somebody has opened the link we send there.

    Whose address it is now is told to nobody: whoever has it gets a link to their own page. Is one awaited?
    Raises: StaleError where they were changed since the form was opened; TooManyTriesError.
    """
    standing(member)
    if member.version != version:
        raise StaleError
    wanted = details.email if details.email and details.email != member.email else ""
    if wanted:
        throttles.count(((throttle.PANEL_LINKS, wanted.casefold()),))
        other = member_at(wanted)
        if other is None:
            send_link(member, language=member.language, email=wanted)
        else:
            send_link(other, language=other.language)
    kept = replace(details, email=member.email or "") if wanted else details
    write(member, kept)
    audit.record(by, "panel-member.changed", of=("panel_member", member.id))
    db.session.flush()
    return bool(wanted)


def rest(member: PanelMember, until: dt.date, *, by: Viewer) -> None:
    """Ask them nothing before this day."""
    standing(member)
    member.paused_until = until
    if member.status is PanelStatus.ACTIVE:
        member.status = PanelStatus.PAUSED
    audit.record(by, "panel-member.paused", of=("panel_member", member.id))
    db.session.flush()


def come_back(member: PanelMember, *, by: Viewer) -> None:
    """The break is over."""
    standing(member)
    member.paused_until = None
    if member.status is PanelStatus.PAUSED:
        member.status = PanelStatus.ACTIVE
    audit.record(by, "panel-member.came-back", of=("panel_member", member.id))
    db.session.flush()


def leave(member: PanelMember, *, by: Viewer) -> None:
    """They are off the panel, and what we knew of them is deleted. That somebody was asked stays."""
    if member.status is PanelStatus.LEFT:
        return
    member.status, member.left_at = PanelStatus.LEFT, clock.now()
    member.name, member.ways, member.interests, member.spoken = "", [], [], []
    member.email = member.email_hash = member.phone = member.address = None
    member.needs, member.paused_until = None, None
    member.ward_code, member.decile = "", None
    audit.record(by, "panel-member.left", of=("panel_member", member.id))
    db.session.flush()


def end_breaks() -> int:
    """Everybody whose break ended may be drawn again; how many."""
    today = clock.today()
    over = db.session.scalars(
        select(PanelMember).where(PanelMember.status == PanelStatus.PAUSED, PanelMember.paused_until <= today)
    ).all()
    for member in over:
        member.status, member.paused_until = PanelStatus.ACTIVE, None
    db.session.flush()
    return len(over)


def standing(member: PanelMember) -> None:
    """Raises: NotAllowedError once they left."""
    if member.status is PanelStatus.LEFT:
        raise NotAllowedError


def reaches_by_mail(member: PanelMember) -> bool:
    return PanelWay.EMAIL.value in member.ways and bool(member.email)
