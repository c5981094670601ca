"""What stands around every page of a case."""

from __future__ import annotations

import re
import uuid
from unittest.mock import patch

import pytest
from flask import Flask, render_template

from app.domain.case import CaseStatus
from app.domain.roles import Role
from app.domain.viewer import Grant, Viewer
from app.models.cases import Case
from app.web import case_frame
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import CaseFactory, PersonFactory, reaching


def seen_by(account: uuid.UUID | None, case: Case, role: Role = Role.LINK_WORKER) -> str:
    who = Viewer(account_id=account, grants=(Grant(role, team_id=case.team_id),))
    with patch.object(case_frame, "viewer", return_value=who):
        page = render_template("layouts/case.html", frame=case_frame.frame(case, "story"))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


@pytest.fixture
def case(app: Flask) -> Case:
    team, worker = TeamFactory(), AccountFactory()
    made: Case = CaseFactory(
        team_id=team.id,
        worker_id=worker.id,
        person=PersonFactory(
            given_name="Marek",
            reaching=reaching(never="Never the landline.", methods=["no-telephone-contact"]),
        ),
    )
    return made


def test_page_says_who_this_is_and_how_to_talk_with_them(app: Flask, case: Case) -> None:
    with app.test_request_context("/"):
        words = seen_by(case.worker_id, case)
    assert "Marek Zielonka, 82" in words and "Text or letter. Do not telephone." in words
    assert "Stop: safe contact Never the landline." in words
    assert "Agreed with Marek on 20 November 2026." in words and "Given out, not begun" in words


def test_number_stands_beside_a_safe_way_that_needs_it_while_one_works_with_them(
    app: Flask, case: Case
) -> None:
    case.person.phone = "07700 900417"
    with app.test_request_context("/"):
        assert "07700 900417" in seen_by(case.worker_id, case)
        case.person.reaching = reaching(channels=["letter"])
        assert "07700 900417" not in seen_by(case.worker_id, case)
        case.person.reaching = reaching()
        case.status, case.closed_at = CaseStatus.CLOSED, case.opened_at
        assert "07700 900417" not in seen_by(case.worker_id, case)


def test_protected_address_is_read_by_the_worker_and_the_named_lead_only(app: Flask, case: Case) -> None:
    named, other = AccountFactory(), AccountFactory()
    case.person.is_address_protected, case.person.protected_lead_id = True, named.id
    with app.test_request_context("/"):
        for who in (case.worker_id, named.id):
            assert "Chapel Lane, LS9 7UF. This address is protected" in seen_by(who, case)
        for who in (other.id, None):
            words = seen_by(who, case, Role.TEAM_LEAD)
            assert "Chapel Lane" not in words and "LS9" not in words and "is kept safe" in words


def test_protected_address_is_not_for_whoever_had_a_case_that_is_over(app: Flask, case: Case) -> None:
    named = AccountFactory()
    case.person.is_address_protected, case.person.protected_lead_id = True, named.id
    case.status, case.closed_at = CaseStatus.CLOSED, case.opened_at
    with app.test_request_context("/"):
        assert "Chapel Lane" not in seen_by(case.worker_id, case)
        assert "Chapel Lane" in seen_by(named.id, case, Role.TEAM_LEAD)


def test_closed_case_offers_nothing_to_record(app: Flask, case: Case) -> None:
    case.status, case.closed_at = CaseStatus.CLOSED, case.opened_at
    with app.test_request_context("/"):
        words = seen_by(case.worker_id, case)
    assert "open from 20 November 2026 to 20 November 2026" in words and "Record a contact" not in words


def test_who_died_has_the_age_they_reached(app: Flask, case: Case) -> None:
    case.person.died_on = case.opened_at.date().replace(year=2024)
    with app.test_request_context("/"):
        words = seen_by(case.worker_id, case)
    assert "Marek Zielonka, 80" in words and "Marek has died. Nothing is sent any more." in words
