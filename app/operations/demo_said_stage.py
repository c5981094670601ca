"""What the invented conversations stand on: wards of the place, questions, staff, and the files."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app import clock
from app.clock import LONDON
from app.database import db
from app.domain import demo_accounts
from app.domain.engagement import SetStatus
from app.domain.places import AreaKind
from app.domain.roles import Role
from app.models.engagement import Event, QuestionSet, QuestionSetVersion
from app.models.places import Area, Deprivation, Locality, Postcode
from app.operations.demo_rows import Rows
from app.operations.demo_said_speaker import Speaker
from app.queries import accounts

Toml = Mapping[str, Any]


class SaidFaultError(ValueError):
    """The demo files name what is not there; the message says what."""


@dataclass(frozen=True, slots=True)
class Ward:
    """One ward, with names people give to parts of it."""

    code: str
    name: str
    decile: float | None
    """Mean tenth of deprivation of its postcodes."""
    names: Sequence[str]


@dataclass(slots=True)
class Stage:
    """One making of the demonstration."""

    files: Mapping[str, Toml]
    now: dt.datetime
    dice: random.Random
    rows: Rows
    speaker: Speaker
    wards: Mapping[str, Ward]
    sets: Mapping[str, QuestionSetVersion]
    officer_id: uuid.UUID | None
    facilitator_id: uuid.UUID | None
    themes: dict[uuid.UUID, tuple[str, ...]] = field(default_factory=dict)
    """Point -> what it is about, for those who check an analysis."""

    def new_id(self) -> uuid.UUID:
        """The same on every machine, in no order."""
        return uuid.UUID(int=self.dice.getrandbits(128), version=4)

    def at(self, day: dt.date, hour: int) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour), LONDON).astimezone(dt.UTC)

    def ward_of(self, event: Event) -> Ward | None:
        """The ward an event is in; any, more or less, where it is for the whole place."""
        held = next((ward for ward in self.wards.values() if ward.code == event.area_code), None)
        if held is None and self.dice.random() < 0.8:
            return self.dice.choice(list(self.wards.values()))
        return held


def stage_from(files: Mapping[str, Toml], *, seed: int) -> Stage:
    """Raises: SaidFaultError where the files ask what nobody published."""
    dice = random.Random(seed)  # noqa: S311 - invents conversations, guards nothing
    return Stage(
        files=files,
        now=clock.now(),
        dice=dice,
        rows=Rows(),
        speaker=Speaker(files, dice),
        wards=wards(),
        sets=newest_versions({row["asks"] for row in files["events"]["event"]}),
        officer_id=account_id(Role.ENGAGEMENT_OFFICER),
        facilitator_id=account_id(Role.FACILITATOR),
    )


def wards() -> dict[str, Ward]:
    deciles: dict[str, Any] = dict(
        db.session.execute(
            select(Postcode.ward_code, func.avg(Deprivation.imd_decile))
            .join(Deprivation, Deprivation.lsoa21 == Postcode.lsoa21)
            .group_by(Postcode.ward_code)
        ).all()
    )
    names: dict[str, list[str]] = {}
    for name, code in db.session.execute(select(Locality.name, Locality.ward_code).order_by(Locality.name)):
        names.setdefault(code, []).append(name)
    held = db.session.execute(
        select(Area.code, Area.name).where(Area.kind == AreaKind.WARD).order_by(Area.name)
    )
    return {
        name: Ward(code, name, float(deciles[code]) if code in deciles else None, names.get(code) or [name])
        for code, name in held
    }


def newest_versions(keys: Iterable[str]) -> dict[str, QuestionSetVersion]:
    """Raises: SaidFaultError."""
    found = db.session.scalars(
        select(QuestionSetVersion)
        .join(QuestionSet)
        .where(QuestionSetVersion.status == SetStatus.PUBLISHED, QuestionSet.key.in_(list(keys)))
        .options(selectinload(QuestionSetVersion.questions), selectinload(QuestionSetVersion.question_set))
        .order_by(QuestionSetVersion.number)
    )
    held = {version.question_set.key: version for version in found}
    missing = sorted(set(keys) - set(held))
    if missing:
        raise SaidFaultError(f"no questions are published under {', '.join(missing)}")
    return held


def account_id(role: Role) -> uuid.UUID | None:
    found = accounts.by_email(demo_accounts.email_of(role))
    return found.id if found else None
