"""Practices and rules on the pages, and trying them out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.domain.roles import Role
from app.models.persons import Practice, RoutingRule
from app.operations.routing import route_referral
from tests.factories import TeamFactory
from tests.factories_connect import PracticeFactory, RoutingRuleFactory
from tests.people import post


@pytest.fixture
def admin(as_role: Callable[..., FlaskClient]) -> FlaskClient:
    return as_role(Role.ADMINISTRATOR)


def test_a_practice_is_added_once(admin: FlaskClient) -> None:
    typed = {"ods_code": "b86001", "name": "Beck Side Surgery"}

    assert post(admin, "/admin/routing/practices", **typed).status_code == 303
    again = post(admin, "/admin/routing/practices", **typed)

    assert (again.status_code, "already" in again.text) == (422, True)
    assert db.session.scalars(select(Practice.ods_code)).all() == ["B86001"]
    assert "Beck Side Surgery" in admin.get("/admin/routing/practices").text


def test_a_rule_is_made_tried_and_ended(admin: FlaskClient) -> None:
    practice, team = PracticeFactory(), TeamFactory(name="East team")
    typed = {"start": f"practice:{practice.id}", "end": f"team:{team.id}", "starts_on": ["1", "1", "2026"]}
    admin.get("/admin/routing")

    assert post(admin, "/admin/routing/rules/new", **typed).status_code == 303
    assert post(admin, "/admin/routing/rules/new", **typed).status_code == 422
    rule = db.session.scalars(select(RoutingRule)).one()
    tried = admin.get(f"/admin/routing?practice={practice.id}").text
    assert "it goes to <bdi>East team</bdi>" in tried

    address = f"/admin/routing/rules/{rule.id}"
    shown = re.search(r'name="version"[^>]* value="(\d+)"', admin.get(address).text)
    assert shown
    early = post(admin, address, version=shown[1], ends_on=["1", "1", "2025"])
    assert early.status_code == 422
    assert post(admin, address, version=shown[1], ends_on=["1", "3", "2026"]).status_code == 303
    stale = post(admin, address, version=shown[1], ends_on=["1", "4", "2026"], note="Moved.")
    assert (stale.status_code, "Moved." in stale.text) == (409, True)
    gone = route_referral({"practice_id": str(practice.id)}, day=dt.date(2026, 3, 2))
    assert gone.team_id is None


def test_what_fits_no_rule_is_said_when_it_is_tried(admin: FlaskClient) -> None:
    RoutingRuleFactory(from_practice_id=PracticeFactory().id, to_team_id=TeamFactory().id)

    assert "goes to no team" in admin.get("/admin/routing?postcode=LS9+7UF").text
    wrong = admin.get("/admin/routing?postcode=LS9&day=40&day=1&day=2026")
    assert "Write a real date" in wrong.text


def test_a_rule_leads_nowhere_unknown(admin: FlaskClient) -> None:
    typed = {"start": "area:none", "end": "team:none", "starts_on": ["1", "1", "2026"]}

    assert post(admin, "/admin/routing/rules/new", **typed).status_code == 422
