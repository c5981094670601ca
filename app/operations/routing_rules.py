"""Practices, and the rules by which their referrals find a team: made, ended, loaded from a list.

A rule is never turned to lead elsewhere: it ends, and another follows, so that past days stay as they were.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.errors import GinnelError, StaleError
from app.domain.routing import Node, NodeKind
from app.domain.viewer import SYSTEM, Viewer
from app.models.persons import Practice, RoutingRule
from app.operations import audit

ODS_CODE = re.compile(r"^[A-Z0-9]{3,10}$")
MOST_NAME = 200


class TwiceError(GinnelError):
    """It is there already."""


@dataclass(slots=True)
class Loaded:
    """What came of a list of practices. Numbers are of lines, the first is 1."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def add_practice(
    ods_code: str, name: str, *, by: Viewer, source: str = "by hand", is_demo: bool = False
) -> Practice:
    """A practice by its code. Raises: TwiceError."""
    if practice_with(ods_code) is not None:
        raise TwiceError
    made = Practice(id=uuid.uuid4(), ods_code=ods_code, name=name, source=source, is_demo=is_demo)
    db.session.add(made)
    db.session.flush()
    audit.record(by, "practice.added", of=("practice", made.id))
    return made


def practice_with(ods_code: str) -> Practice | None:
    return db.session.scalar(select(Practice).where(Practice.ods_code == ods_code))


def load_practices(
    rows: Iterable[tuple[int, str, str]], *, source: str, is_demo: bool = False, by: Viewer = SYSTEM
) -> Loaded:
    """Practices as a list gives them: number of the line, code, name. Loading it again changes nothing."""
    loaded = Loaded()
    for line, given, name in rows:
        code = given.strip().upper()
        if not ODS_CODE.match(code):
            loaded.refused.append((line, "no code of a practice"))
            continue
        if not name.strip() or len(name) > MOST_NAME:
            loaded.refused.append((line, "no name"))
            continue
        held = practice_with(code)
        if held is None:
            add_practice(code, name.strip(), by=by, source=source, is_demo=is_demo)
            loaded.new += 1
        elif held.name != name.strip():
            held.name, held.source = name.strip(), source
            loaded.changed += 1
        else:
            loaded.unchanged += 1
    audit.record(by, "practice.list-loaded", count=loaded.new + loaded.changed)
    db.session.flush()
    return loaded


def make_rule(
    start: Node, end: Node, *, starts_on: dt.date, note: str, by: Viewer, ends_on: dt.date | None = None
) -> RoutingRule:
    """From a practice or an area on to an area or a team. Raises: TwiceError where the same holds already."""
    made = RoutingRule(
        id=uuid.uuid4(),
        from_practice_id=uuid.UUID(start.key) if start.kind is NodeKind.PRACTICE else None,
        from_area=start.key if start.kind is NodeKind.AREA else None,
        to_area=end.key if end.kind is NodeKind.AREA else None,
        to_team_id=uuid.UUID(end.key) if end.kind is NodeKind.TEAM else None,
        starts_on=starts_on,
        ends_on=ends_on,
        note=note,
        made_by=by.account_id,
        made_at=clock.now(),
    )
    if is_held(made):
        raise TwiceError
    db.session.add(made)
    db.session.flush()
    audit.record(by, "routing-rule.made", of=("routing-rule", made.id))
    return made


def is_held(wanted: RoutingRule) -> bool:
    """Does the same rule hold on a day of the wanted one?"""
    same = select(RoutingRule).where(
        RoutingRule.from_practice_id == wanted.from_practice_id
        if wanted.from_practice_id
        else RoutingRule.from_area == wanted.from_area,
        RoutingRule.to_team_id == wanted.to_team_id
        if wanted.to_team_id
        else RoutingRule.to_area == wanted.to_area,
    )
    last = dt.date.max
    return any(
        one.starts_on <= (wanted.ends_on or last) and wanted.starts_on <= (one.ends_on or last)
        for one in db.session.scalars(same)
    )


def change_rule(
    rule: RoutingRule, *, ends_on: dt.date | None, note: str, by: Viewer, version: int
) -> RoutingRule:
    """Its last day, and the note. Raises: StaleError."""
    held = db.session.scalars(
        select(RoutingRule)
        .where(RoutingRule.id == rule.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if held.version != version:
        raise StaleError
    before = (held.ends_on, held.note)
    held.ends_on, held.note, held.version = ends_on, note, held.version + 1
    audit.record(
        by,
        "routing-rule.changed",
        of=("routing-rule", held.id),
        fields={"ends_on": (before[0], ends_on), "note": (before[1], note)},
    )
    db.session.flush()
    return held
