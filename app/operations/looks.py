"""The look at a point: held while something is decided, and counted anew afterwards."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import flag_modified

from app.database import db
from app.domain.errors import StaleError
from app.domain.places import Place
from app.models.conversations import Point
from app.models.insight import PointCheck
from app.operations import point_words
from app.queries.likely import likely_in
from app.queries.redactions import undecided
from app.queries.shown_words import hidden_in, translations


def held(point: Point) -> PointCheck:
    """The look at a point, locked; made where there is none."""
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    db.session.execute(
        insert(PointCheck)
        .values(point_id=point.id, likely=0, decided=[], version=0)
        .on_conflict_do_nothing(index_elements=["point_id"])
    )
    return db.session.scalars(
        select(PointCheck)
        .where(PointCheck.point_id == point.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def fresh(check: PointCheck, version: int) -> None:
    """Raises: StaleError where somebody decided something since."""
    if check.version != version:
        raise StaleError


def forget(check: PointCheck) -> None:
    check.first_by = check.first_at = check.second_by = check.second_at = None


def changed(point: Point, check: PointCheck, place: Place) -> None:
    """Count anew what is open, and let words be found by what is shown. The look is one version on.

    What a translation may tell is open until somebody says that nothing does.
    """
    with db.session.no_autoflush:
        spans = hidden_in([point.id]).get(point.id, [])
        check.likely = len(undecided(likely_in(point.words or "", place), check, spans))
        if check.first_at is None:
            check.likely += sum(len(likely_in(one.words, place)) for one in translations([point.id]))
    flag_modified(check, "likely")
    db.session.flush()
    point_words.index([point])
