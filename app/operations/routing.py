"""The way of a referral to a team, by the rules as they stand."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.routing import NodeKind, Route, Rule, route
from app.models.people import Team
from app.models.persons import Practice, RoutingRule
from app.queries.postcode_facts import facts_of
from app.queries.routing import ends_of


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a referral goes, as its row keeps it."""

    team_id: uuid.UUID | None
    practice_id: uuid.UUID | None
    ward_code: str
    routed_by: str
    route: Route


def route_referral(document: Mapping[str, object], *, day: dt.date | None = None) -> Routed:
    """The team by the rules as they stand today; none where none fits. Four statements at most."""
    practice_id = practice_of(str(document.get("practice_id") or ""))
    ward = facts_of(str(document.get("postcode") or "")).ward_code
    found = route(
        rules(),
        practice=str(practice_id or ""),
        ward=ward,
        day=day or clock.today(),
        names=team_names(),
    )
    team_id = uuid.UUID(found.team.key) if found.team else None
    return Routed(team_id, practice_id, ward, steps_of(found), found)


def practice_of(given: str) -> uuid.UUID | None:
    """The practice's id, where it is one we know."""
    try:
        wanted = uuid.UUID(given)
    except ValueError:
        return None
    return db.session.scalar(select(Practice.id).where(Practice.id == wanted))


def rules() -> list[Rule]:
    """Every rule that ever held, as the pure function reads them."""
    return [rule_of(row) for row in db.session.scalars(select(RoutingRule).order_by(RoutingRule.id))]


def rule_of(row: RoutingRule) -> Rule:
    return Rule(*ends_of(row), row.starts_on, row.ends_on)


def team_names() -> dict[str, str]:
    return {str(row.id): row.name for row in db.session.execute(select(Team.id, Team.name))}


def steps_of(found: Route) -> str:
    """The rules' steps as a referral keeps them: kinds and codes of areas, no id of a practice or team."""
    if found.team is None:
        return ""
    return " ".join(step.key if step.kind is NodeKind.AREA else step.kind.value for step in found.steps)[:255]
