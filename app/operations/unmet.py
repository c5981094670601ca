"""Counts searches that found nothing, by week: what was wanted and the ward, never the words or the person.

One of the three recorders that a GET may use (decisions 1): a short transaction of its own, and a count that
cannot be written is let go.
"""

from __future__ import annotations

import datetime as dt
import logging

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from app import clock
from app.database import db, writing_aside
from app.domain.near import Located
from app.models.work import UnmetSearch
from app.queries.results import Results

log = logging.getLogger("ginnel")

OTHER = "other"
LONGEST = 200


def count(results: Results) -> None:
    """Add one for this search, when it found nothing and something was asked."""
    if results.total or results.criteria.is_empty:
        return
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    day = clock.today()
    row = insert(UnmetSearch).values(
        week=day - dt.timedelta(days=day.weekday()),
        terms=_terms(results.wanted),
        ward_code=ward_of(results),
        times=1,
    )
    counted = row.on_conflict_do_update(
        index_elements=["week", "terms", "ward_code"], set_={"times": UnmetSearch.times + 1}
    )
    try:
        with writing_aside() as own:
            own.execute(counted)
    except OperationalError:
        log.warning("a search that found nothing was not counted")


def _terms(wanted: tuple[str, ...]) -> str:
    """Keys of ours joined by commas, whole ones only."""
    joined = ""
    for key in sorted(wanted):
        longer = f"{joined},{key}" if joined else key
        if len(longer) > LONGEST:
            break
        joined = longer
    return joined or OTHER


def ward_of(results: Results) -> str:
    """Of the place searched, or the one ward chosen."""
    where = results.where
    if isinstance(where, Located):
        return where.ward_code if where.inside else ""
    chosen = results.criteria.of_group("ward")
    return chosen[0].partition(":")[2] if len(chosen) == 1 else ""
