"""How fresh the published listings are, counted now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain.openreferral.check_report import Freshness
from app.models.directory import Service
from app.models.search import ListingProjection


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of listings by when somebody last checked them."""

    listings: int
    within_3_months: int
    within_6_months: int
    within_12_months: int
    older: int
    never: int
    median_days: int | None


def standing(today: dt.date) -> Standing:
    """One statement."""
    columns = (Service.assured_date, Service.checked_on)
    rows = db.session.execute(
        select(*columns, func.count())
        .join(ListingProjection, ListingProjection.number == Service.number)
        .where(ListingProjection.is_listed)
        .group_by(*columns)
    )
    fresh = Freshness(today)
    for assured, checked, count in rows:
        latest = max(filter(None, (assured, checked)), default=None)
        if latest is None:
            fresh.unknown += count
        else:
            fresh.days += [latest] * count
    sums = fresh.sums()
    counts = {name: value or 0 for name, value in sums.items() if name != "median_days"}
    return Standing(sum(counts.values()), **counts, median_days=sums["median_days"])
