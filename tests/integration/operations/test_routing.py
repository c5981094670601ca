"""Referrals find a team by the rules as they stand."""

from __future__ import annotations

import datetime as dt

from app.domain.routing import Why
from app.operations.routing import route_referral
from tests.factories import TeamFactory
from tests.factories_connect import PracticeFactory, RoutingRuleFactory, document

DAY = dt.date(2026, 11, 24)


def test_a_practice_leads_to_its_team(app: object) -> None:
    practice, team = PracticeFactory(), TeamFactory(name="East team")
    RoutingRuleFactory(from_practice_id=practice.id, to_team_id=team.id)

    found = route_referral(document(practice_id=str(practice.id)), day=DAY)

    assert (found.team_id, found.practice_id, found.routed_by) == (team.id, practice.id, "practice team")


def test_a_ward_leads_where_no_practice_does(app: object) -> None:
    team = TeamFactory()
    ward = route_referral(document(), day=DAY).ward_code
    RoutingRuleFactory(from_area=ward, to_team_id=team.id)

    found = route_referral(document(practice="Far away surgery"), day=DAY)

    assert (found.team_id, found.route.why) == (team.id, Why.WARD)


def test_what_fits_no_rule_has_no_team_and_says_so(app: object) -> None:
    found = route_referral(document(postcode="LS9", practice_id="none of ours"), day=DAY)

    assert (found.team_id, found.practice_id, found.routed_by) == (None, None, "")
    assert found.route.why is Why.NOTHING_KNOWN
