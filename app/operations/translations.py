"""What was said, put into another language by a person.

Words hidden in the original may stand in a translation made before: it goes, and somebody translates anew.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy import delete, select, update

from app import clock
from app.database import db
from app.domain.errors import StaleError
from app.domain.places import Place
from app.domain.viewer import Viewer
from app.models.conversations import Point
from app.models.insight import Coding, PointTranslation
from app.operations import audit, looks
from app.queries.shown_words import is_after_hiding


def write(
    point: Point, language: str, words: str, *, version: int, by: Viewer, place: Place
) -> PointTranslation:
    """`version`: of what stood there when the form was opened; 0 where nothing did. Raises: StaleError.

    Whoever looked before has to look again: nobody knows what the new words tell.
    """
    check = looks.held(point)
    forget_older([point.id], by=by)
    held = db.session.scalar(
        select(PointTranslation).where(
            PointTranslation.point_id == point.id, PointTranslation.language == language
        )
    )
    if held is not None and held.words == words:
        return held
    if (held.version if held else 0) != version:
        raise StaleError
    if held is None:
        held = PointTranslation(id=uuid.uuid4(), point_id=point.id, language=language, version=1)
        db.session.add(held)
    held.words = words
    held.is_machine = False
    held.made_by, held.made_at = by.account_id, clock.now()
    audit.record(by, "translation.written", of=("translation", held.id))
    db.session.flush()
    looks.forget(check)
    looks.changed(point, check, place)
    return held


def forget_older(point_ids: Iterable[uuid.UUID], *, by: Viewer) -> None:
    """Those older than what is hidden. Codes on them end; that somebody gave them is kept."""
    forget(
        db.session.scalars(
            select(PointTranslation).where(PointTranslation.point_id.in_(list(point_ids)), ~is_after_hiding())
        ),
        by=by,
    )


def forget_all(point: Point, *, by: Viewer) -> None:
    """Every translation of a point."""
    forget(
        db.session.scalars(select(PointTranslation).where(PointTranslation.point_id == point.id)),
        by=by,
    )


def forget(translations: Iterable[PointTranslation], *, by: Viewer) -> None:
    ids = [one.id for one in translations]
    if not ids:
        return
    on_them = update(Coding).where(Coding.translation_id.in_(ids))
    for ended in (
        on_them.where(Coding.ended_at.is_(None)).values(ended_at=clock.now(), ended_by=by.account_id),
        on_them.values(translation_id=None, start=None, end=None),
    ):
        db.session.execute(ended.execution_options(synchronize_session="fetch"))
    db.session.execute(
        delete(PointTranslation)
        .where(PointTranslation.id.in_(ids))
        .execution_options(synchronize_session="fetch")
    )
    for one in ids:
        audit.record(by, "translation.removed", of=("translation", one))
    db.session.flush()
