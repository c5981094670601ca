"""How fresh the listings are: for the page of checks and for everybody who asks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain import freshness
from app.domain.freshness import BANDS, NEVER_FIRST_AFTER, Standing
from app.models.directory import Service
from app.queries.care import KEPT_UP

WAITS_FOR_A_CHECK = frozenset(Standing) - {Standing.FRESH}


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the listings that readers can find."""

    listings: int
    bands: tuple[tuple[str, int], ...]
    """How many by age, youngest first: `3-months` is under three months, `older` has no end."""
    never: int
    median_days: int | None
    """Of those that were ever checked."""
    over_a_year: int
    """Never checked counts too."""
    due: int

    @property
    def share_over_a_year(self) -> float:
        """From 0 to 1."""
        return self.over_a_year / self.listings if self.listings else 0.0

    @property
    def share_with_an_age(self) -> float:
        """From 0 to 1: how many were ever checked."""
        return (self.listings - self.never) / self.listings if self.listings else 0.0


def figures(today: dt.date) -> Figures:
    """One statement, however many listings there are."""
    rows = db.session.execute(
        select(Service.kind, Service.in_person, Service.checked_on, func.count(Service.id).label("many"))
        .where(Service.deleted_at.is_(None), Service.status.in_(KEPT_UP))
        .group_by(Service.kind, Service.in_person, Service.checked_on)
    ).all()
    ages: Counter[int] = Counter()
    never = due = 0
    for row in rows:
        if row.checked_on is None:
            never += row.many
        else:
            ages[max((today - row.checked_on).days, 0)] += row.many
        if freshness.standing(row.checked_on, row.kind, in_person=row.in_person, today=today) in (
            WAITS_FOR_A_CHECK
        ):
            due += row.many
    banded: Counter[str] = Counter()
    for age, many in ages.items():
        banded[freshness.band_of(age)] += many
    return Figures(
        listings=ages.total() + never,
        bands=tuple((band.name, banded[band.name]) for band in BANDS),
        never=never,
        median_days=freshness.median(list(ages.items())),
        over_a_year=never + sum(many for age, many in ages.items() if age > NEVER_FIRST_AFTER),
        due=due,
    )
