"""Every page that shows something personal or secret leaves a trace, also where what was typed is wrong."""

import pytest
import sqlalchemy as sa

from app import clock
from app.database import db
from app.domain.people import OverrideCategory, TwoPersonAction
from app.domain.roles import Role
from app.domain.stewardship import PairStatus
from app.models.audit import AuditEvent
from app.models.people import Approval, BreakGlass
from app.models.stewardship import DuplicatePair
from tests.factories import ServiceFactory
from tests.people import post
from tests.refuges import SECRET, refuge
from tests.signing_in import somebody

pytestmark = pytest.mark.usefixtures("clock")


def actions():
    db.session.rollback()
    return db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.seq)).all()


def test_two_listings_side_by_side(as_role):
    one, other = refuge(), ServiceFactory(name="Safe tonight")
    pair = DuplicatePair(
        first_id=one.id,
        second_id=other.id,
        score=0.9,
        reasons={"name": 100, "reasons": []},
        status=PairStatus.OPEN,
        found_at=clock.now(),
    )
    db.session.add(pair)
    db.session.commit()
    page = as_role(Role.DIRECTORY_EDITOR).get(f"/listings/duplicates/{pair.id}")
    assert SECRET in page.text
    assert actions() == ["listing.secret-seen"]


def test_a_note_that_is_too_long(as_role):
    made = refuge()
    db.session.commit()
    page = post(as_role(Role.DIRECTORY_EDITOR), f"/listings/{made.id}/private", note="x" * 50_000)
    assert page.status_code == 422 and SECRET in page.text
    assert actions() == ["listing.private-seen"]


def test_what_waits_for_a_second_person(as_role):
    held = somebody(Role.DIRECTORY_EDITOR, name="Bev Holroyd")
    asked = Approval(
        action=TwoPersonAction.GRANT_POWERFUL_ROLE,
        object_type="account",
        object_id=held.id,
        arguments={"role": Role.ADMINISTRATOR.value, "organization": None, "team": None},
        reason="She runs it",
        asked_by=somebody(Role.ADMINISTRATOR).id,
        asked_at=clock.now(),
    )
    db.session.add(asked)
    db.session.commit()
    browser = as_role(Role.GOVERNANCE_LEAD)
    assert "Bev Holroyd" in browser.get("/admin/approvals").text
    assert "Bev Holroyd" in browser.get(f"/admin/approvals/{asked.id}").text
    assert actions() == ["approval.listed", "approval.seen"]


def test_the_oldest_of_many_overrides_opens(as_role):
    listing = ServiceFactory(name="Safe Door")
    who = somebody(Role.LINK_WORKER)
    made = [
        BreakGlass(
            account_id=who.id,
            object_type="listing",
            object_id=listing.id,
            category=OverrideCategory.VITAL_INTEREST,
            reason="She rang from the street",
            opened_at=clock.now(),
            expires_at=clock.now(),
        )
        for _number in range(201)
    ]
    db.session.add_all(made)
    db.session.commit()
    browser = as_role(Role.GOVERNANCE_LEAD)
    assert {browser.get(f"/audit/overrides/{one.id}").status_code for one in made} == {200}
