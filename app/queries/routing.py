"""Practices, rules and the names of what they join."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.places import AreaKind
from app.domain.roles import Permission
from app.domain.routing import Node, NodeKind
from app.domain.viewer import Viewer
from app.models.people import Team
from app.models.persons import Practice, RoutingRule
from app.models.places import Area
from app.models.visibility import visible_to

P = Permission
ON_THE_WAY = (AreaKind.PRIMARY_CARE_NETWORK, AreaKind.LOCAL_CARE_PARTNERSHIP)
STARTS = (*ON_THE_WAY, AreaKind.WARD)


@dataclass(frozen=True, slots=True)
class PracticeRow:
    id: uuid.UUID
    ods_code: str
    name: str
    is_demo: bool
    rules: int
    """How many rules lead on from it today."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    id: uuid.UUID
    start: str
    end: str
    starts_on: dt.date
    ends_on: dt.date | None
    note: str
    version: int


@dataclass(frozen=True, slots=True)
class AreaRow:
    code: str
    name: str
    kind: AreaKind


def practices(viewer: Viewer, day: dt.date) -> list[PracticeRow]:
    """By name. One statement."""
    rule = RoutingRule
    leads_on = (
        select(func.count())
        .where(
            rule.from_practice_id == Practice.id,
            rule.starts_on <= day,
            rule.ends_on.is_(None) | (rule.ends_on >= day),
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Practice.id, Practice.ods_code, Practice.name, Practice.is_demo, leads_on)
        .where(visible_to(Practice, viewer, P.ROUTING_EDIT))
        .order_by(Practice.name, Practice.ods_code)
    )
    return [PracticeRow(*row) for row in rows]


def rule_rows(viewer: Viewer) -> list[RuleRow]:
    """Every rule with the names of what it joins, in the order of the way. Four statements."""
    names = names_of()
    rows = db.session.scalars(select(RoutingRule).where(visible_to(RoutingRule, viewer, P.ROUTING_EDIT)))
    made = [row_of(rule, names) for rule in rows]
    return sorted(made, key=lambda row: (row.start.casefold(), row.starts_on, row.end.casefold(), row.id))


def row_of(rule: RoutingRule, names: dict[Node, str]) -> RuleRow:
    start, end = ends_of(rule)
    return RuleRow(
        rule.id,
        names.get(start, start.key),
        names.get(end, end.key),
        rule.starts_on,
        rule.ends_on,
        rule.note,
        rule.version,
    )


def ends_of(rule: RoutingRule) -> tuple[Node, Node]:
    """What a rule joins."""
    start = (
        Node(NodeKind.PRACTICE, str(rule.from_practice_id))
        if rule.from_practice_id
        else Node(NodeKind.AREA, rule.from_area or "")
    )
    end = (
        Node(NodeKind.TEAM, str(rule.to_team_id))
        if rule.to_team_id
        else Node(NodeKind.AREA, rule.to_area or "")
    )
    return start, end


def names_of() -> dict[Node, str]:
    """What every practice, area and team is called. Three statements."""
    found = {
        Node(NodeKind.PRACTICE, str(row.id)): row.name
        for row in db.session.execute(select(Practice.id, Practice.name))
    }
    found |= {
        Node(NodeKind.AREA, row.code): row.name for row in db.session.execute(select(Area.code, Area.name))
    }
    found |= {
        Node(NodeKind.TEAM, str(row.id)): row.name for row in db.session.execute(select(Team.id, Team.name))
    }
    return found


def areas() -> list[AreaRow]:
    """Networks, partnerships and wards that are there, by kind and name."""
    rows = db.session.execute(
        select(Area.code, Area.name, Area.kind)
        .where(Area.kind.in_(STARTS), Area.valid_to.is_(None))
        .order_by(Area.kind, Area.name)
    )
    return [AreaRow(*row) for row in rows]


def teams() -> list[tuple[uuid.UUID, str]]:
    return [(row.id, row.name) for row in db.session.execute(select(Team.id, Team.name).order_by(Team.name))]


def rule_for(viewer: Viewer, rule_id: uuid.UUID) -> RoutingRule:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(RoutingRule).where(RoutingRule.id == rule_id, visible_to(RoutingRule, viewer, P.ROUTING_EDIT))
    )
    if found is None:
        raise NotThereError
    return found
