"""The panel: who may be drawn, who is on it, and how it stands beside the place."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.disclosure import Guard, is_small
from app.domain.errors import NotThereError
from app.domain.panel import YEAR, Candidate, PanelStatus
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.panel import PanelDraw, PanelInvitation, PanelMember
from app.models.places import Area, Deprivation, Postcode
from app.models.visibility import Predicate, visible_to

FIFTHS = ("1", "2", "3", "4", "5")


def candidates(today: dt.date, interest: str = "") -> list[Candidate]:
    """Everybody on the panel who may be drawn at all, with when they were asked in the year before.

    `interest`: only those who would like to be asked about it.
    """
    asked = defaultdict(list)
    since = today - YEAR
    for member_id, day in db.session.execute(
        select(PanelInvitation.member_id, PanelInvitation.asked_on).where(PanelInvitation.asked_on >= since)
    ):
        asked[member_id].append(day)
    rows = db.session.execute(
        select(
            PanelMember.id,
            PanelMember.ward_code,
            PanelMember.decile,
            PanelMember.most_a_year,
            PanelMember.interests,
        ).where(PanelMember.status == PanelStatus.ACTIVE)
    )
    return [
        Candidate(row.id, row.ward_code, row.decile, row.most_a_year, tuple(asked[row.id]))
        for row in rows
        if not interest or interest in row.interests
    ]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member in a list."""

    id: uuid.UUID
    name: str
    status: PanelStatus
    ways: tuple[str, ...]
    ward: str
    asked: int
    """Times in the last year."""
    most_a_year: int
    has_needs: bool


def members(
    viewer: Viewer, status: PanelStatus | None, *, today: dt.date, page: int, size: int
) -> list[MemberRow]:
    """In the order they joined."""
    asked = (
        select(PanelInvitation.member_id, func.count().label("times"))
        .where(PanelInvitation.asked_on > today - YEAR)
        .group_by(PanelInvitation.member_id)
        .subquery()
    )
    rows = db.session.execute(
        select(PanelMember, Area.name.label("ward"), func.coalesce(asked.c.times, 0).label("times"))
        .outerjoin(Area, Area.code == PanelMember.ward_code)
        .outerjoin(asked, asked.c.member_id == PanelMember.id)
        .where(*shown(viewer, status))
        .order_by(PanelMember.created_at, PanelMember.id)
        .offset((page - 1) * size)
        .limit(size)
    )
    return [
        MemberRow(
            id=row.PanelMember.id,
            name=row.PanelMember.name,
            status=row.PanelMember.status,
            ways=tuple(row.PanelMember.ways),
            ward=row.ward or "",
            asked=row.times,
            most_a_year=row.PanelMember.most_a_year,
            has_needs=bool((row.PanelMember.needs or {}).get("values")),
        )
        for row in rows
    ]


def shown(viewer: Viewer, status: PanelStatus | None) -> list[Predicate]:
    wanted = PanelMember.status == status if status else PanelMember.status != PanelStatus.LEFT
    return [visible_to(PanelMember, viewer, Permission.PANEL_RUN), wanted]


def counts(viewer: Viewer) -> dict[PanelStatus, int]:
    rows = db.session.execute(
        select(PanelMember.status, func.count())
        .where(visible_to(PanelMember, viewer, Permission.PANEL_RUN))
        .group_by(PanelMember.status)
    )
    found = {row[0]: row[1] for row in rows}
    return {status: found.get(status, 0) for status in PanelStatus}


def member_for(viewer: Viewer, member_id: uuid.UUID) -> PanelMember:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(PanelMember).where(
            PanelMember.id == member_id, visible_to(PanelMember, viewer, Permission.PANEL_RUN)
        )
    )
    if found is None:
        raise NotThereError
    return found


def invitations_of(member: PanelMember) -> list[tuple[PanelInvitation, PanelDraw]]:
    """What they were asked, the newest first; what is drawn and not sent yet is not among it."""
    rows = db.session.execute(
        select(PanelInvitation, PanelDraw)
        .join(PanelDraw, PanelDraw.id == PanelInvitation.draw_id)
        .where(PanelInvitation.member_id == member.id, PanelDraw.sent_at.is_not(None))
        .order_by(PanelInvitation.asked_on.desc(), PanelInvitation.id)
    )
    return [(row[0], row[1]) for row in rows]


def draws(viewer: Viewer) -> list[PanelDraw]:
    """The newest first."""
    return list(
        db.session.scalars(
            select(PanelDraw)
            .options(selectinload(PanelDraw.invitations))
            .where(visible_to(PanelDraw, viewer, Permission.PANEL_RUN))
            .order_by(PanelDraw.made_at.desc(), PanelDraw.id)
            .limit(100)
        )
    )


def draw_for(viewer: Viewer, draw_id: uuid.UUID) -> PanelDraw:
    """With everybody drawn. Raises: NotThereError."""
    found = db.session.scalar(
        select(PanelDraw)
        .options(selectinload(PanelDraw.invitations).joinedload(PanelInvitation.member))
        .where(PanelDraw.id == draw_id, visible_to(PanelDraw, viewer, Permission.PANEL_RUN))
    )
    if found is None:
        raise NotThereError
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """One group of the panel beside the same group of the place."""

    key: str
    name: str
    members: int | None
    """None where it is too few to show."""
    share: int | None
    """Of members whose group is known. Units: per cent."""
    place_share: int | None
    """Of the place's neighbourhoods. Units: per cent; None where we hold no figure."""


def by_deprivation(guard: Guard) -> tuple[list[Beside], int]:
    """Fifths of deprivation, and for how many members we do not know it."""
    held: dict[str, int] = dict.fromkeys(FIFTHS, 0)
    unknown = 0
    for decile, count in db.session.execute(
        select(PanelMember.decile, func.count()).where(*living()).group_by(PanelMember.decile)
    ):
        if decile is None:
            unknown += count
        else:
            held[str((decile + 1) // 2)] += count
    place: dict[str, int] = dict.fromkeys(FIFTHS, 0)
    here = select(Postcode.lsoa21).where(Postcode.ward_code != "").distinct()
    for decile, count in db.session.execute(
        select(Deprivation.imd_decile, func.count())
        .where(Deprivation.lsoa21.in_(here))
        .group_by(Deprivation.imd_decile)
    ):
        place[str((decile + 1) // 2)] += count
    return beside(held, place, {fifth: fifth for fifth in FIFTHS}, guard), unknown


def by_ward(guard: Guard) -> list[Beside]:
    """Wards: members beside the ward's share of the place's neighbourhoods."""
    held = {
        code: count
        for code, count in db.session.execute(
            select(PanelMember.ward_code, func.count()).where(*living()).group_by(PanelMember.ward_code)
        )
        if code
    }
    place = dict(
        db.session.execute(
            select(Postcode.ward_code, func.count(Postcode.lsoa21.distinct()))
            .where(Postcode.ward_code != "")
            .group_by(Postcode.ward_code)
        ).all()
    )
    names = dict(db.session.execute(select(Area.code, Area.name).where(Area.code.in_(place))).all())
    return beside({code: held.get(code, 0) for code in place}, place, names, guard)


def living() -> list[Predicate]:
    """Who counts for the profile: everybody who may be asked, or rests."""
    return [PanelMember.status.in_((PanelStatus.ACTIVE, PanelStatus.PAUSED))]


def beside(held: dict[str, int], place: dict[str, int], names: dict[str, str], guard: Guard) -> list[Beside]:
    everybody, whole = sum(held.values()), sum(place.values())
    return [
        Beside(
            key=key,
            name=names.get(key, key),
            members=None if is_small(count, guard) else count,
            share=None if is_small(count, guard) else round(100 * count / max(1, everybody)),
            place_share=round(100 * place.get(key, 0) / whole) if whole else None,
        )
        for key, count in sorted(held.items(), key=lambda one: names.get(one[0], one[0]))
    ]
