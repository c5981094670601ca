"""The pages of those who watch over the trace, and what only staff may know of a listing."""

import datetime as dt

import pytest
import sqlalchemy as sa

from app.database import db
from app.domain.people import Decision, TwoPersonAction
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.directory import Location
from app.models.messages import Message
from app.models.people import Approval, BreakGlass
from app.models.stewardship import ListingCare
from tests.factories import AddressFactory, LocationFactory, PhoneFactory, ServiceFactory
from tests.people import post, signed_in

SECRET = "7 Sentinel Yard"
REASON = "She rang from the street and has nowhere to go"


@pytest.fixture
def refuge(app, clock):
    """A listing whose address is secret."""
    location = LocationFactory(name="Sentinel House", undisclosed=True)
    AddressFactory(location_id=location.id, address_1=SECRET, postal_code="LS9 7UF")
    PhoneFactory(location_id=location.id, number="0113 496 0999")
    made = ServiceFactory(name="Safe Door", at=location)
    db.session.commit()
    return made


def actions():
    db.session.rollback()
    return db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.seq)).all()


def path(listing, end):
    return f"/listings/{listing.id}/{end}"


def test_a_link_worker_sees_a_secret_address_and_that_is_traced(as_role, refuge):
    page = as_role(Role.LINK_WORKER).get(path(refuge, "private"))
    assert SECRET in page.text and "0113 496 0999" in page.text
    assert actions() == ["listing.private-seen"]


def test_a_secret_address_we_do_not_hold_is_said_to_be_unknown(as_role, app):
    made = ServiceFactory(name="Safe Door", at=LocationFactory(name="", undisclosed=True, transportation=""))
    db.session.commit()
    page = as_role(Role.LINK_WORKER).get(path(made, "private"))
    assert "Not known" in page.text


def test_an_organiser_sees_only_their_own_secret_address(as_role, refuge):
    assert as_role(Role.PROVIDER).get(path(refuge, "private")).status_code == 404
    own = as_role(Role.PROVIDER, organization_id=refuge.organization_id).get(path(refuge, "private"))
    assert SECRET in own.text


def test_an_editor_writes_what_staff_should_know(as_role, refuge):
    browser = as_role(Role.DIRECTORY_EDITOR)
    answer = post(browser, path(refuge, "private"), note="Ask for Bev.\r\nNever ring on Mondays.")
    assert answer.status_code == 303
    db.session.rollback()
    assert db.session.get(ListingCare, refuge.id).staff_note == "Ask for Bev.\nNever ring on Mondays."
    assert "Ask for Bev." in as_role(Role.TEAM_LEAD).get(path(refuge, "private")).text
    assert post(as_role(Role.LINK_WORKER), path(refuge, "private"), note="x").status_code == 403


def test_a_helpline_worker_breaks_the_glass_for_an_hour(as_role, refuge, clock):
    browser, lead = as_role(Role.HELPLINE_WORKER), as_role(Role.GOVERNANCE_LEAD)
    assert browser.get(path(refuge, "private")).status_code == 403
    form = browser.get(path(refuge, "override"))
    assert SECRET not in form.text
    short = post(browser, path(refuge, "override"), category="vital-interest", reason="quick")
    assert short.status_code == 422 and "quick" in short.text and SECRET not in short.text
    assert (
        post(browser, path(refuge, "override"), category="vital-interest", reason=REASON).status_code == 303
    )
    assert SECRET in browser.get(path(refuge, "override")).text
    clock.move(minutes=61)
    signed_again = as_role(Role.HELPLINE_WORKER)
    assert SECRET not in signed_again.get(path(refuge, "override")).text
    told = db.session.scalars(sa.select(Message).where(Message.account_id == lead.account.id)).one()
    assert "Safe Door" not in str(told.parameters) and REASON not in str(told.parameters)


def test_an_open_glass_closes_after_an_hour(app, as_role, refuge, clock):
    browser = as_role(Role.HELPLINE_WORKER)
    post(browser, path(refuge, "override"), category="vital-interest", reason=REASON)
    clock.move(minutes=29)
    browser.get(path(refuge, "override"))
    clock.move(minutes=29)
    assert SECRET in browser.get(path(refuge, "override")).text
    clock.move(minutes=2)
    assert SECRET not in browser.get(path(refuge, "override")).text


def test_an_override_is_reviewed_by_somebody_else(as_role, refuge, clock):
    post(as_role(Role.HELPLINE_WORKER), path(refuge, "override"), category="consent", reason=REASON)
    clock.set("2026-12-02T10:00")
    lead = as_role(Role.GOVERNANCE_LEAD)
    listed = lead.get("/audit/overrides")
    assert "Review is late" in listed.text
    override = db.session.scalars(sa.select(BreakGlass)).one()
    page = lead.get(f"/audit/overrides/{override.id}")
    assert REASON in page.text
    assert post(lead, f"/audit/overrides/{override.id}", decision="agreed").status_code == 422
    post(lead, f"/audit/overrides/{override.id}", decision="refused", note="Nobody was in danger")
    db.session.rollback()
    db.session.refresh(override)
    assert (override.decision, override.reviewed_by) == (Decision.REFUSED, lead.account.id)
    again = post(lead, f"/audit/overrides/{override.id}", decision="agreed", note="Changed my mind")
    assert again.status_code == 409


def test_a_secret_address_becomes_public_when_two_agree(as_role, refuge):
    editor, admin = as_role(Role.DIRECTORY_EDITOR), as_role(Role.ADMINISTRATOR)
    assert post(editor, path(refuge, "disclose"), reason="").status_code == 422
    assert "We have asked" in post(editor, path(refuge, "disclose"), reason="It has moved").text
    asked = db.session.scalars(sa.select(Approval)).one()
    assert asked.action is TwoPersonAction.DISCLOSE_PLACE
    assert db.session.scalar(sa.select(Location.undisclosed))
    post(admin, f"/admin/approvals/{asked.id}", decision="agreed", note="I rang them")
    db.session.rollback()
    assert not db.session.scalar(sa.select(Location.undisclosed))
    assert "approval.agreed" in actions() and "listing.disclosed" in actions()


def test_what_is_refused_or_lapsed_changes_nothing(as_role, refuge, clock):
    editor, admin = as_role(Role.DIRECTORY_EDITOR), as_role(Role.ADMINISTRATOR)
    post(editor, path(refuge, "disclose"), reason="It has moved")
    first = db.session.scalars(sa.select(Approval)).one()
    post(admin, f"/admin/approvals/{first.id}", decision="refused", note="Not yet")
    post(editor, path(refuge, "disclose"), reason="It has moved for good")
    clock.move(days=15)
    second = db.session.scalars(sa.select(Approval).where(Approval.decided_at.is_(None))).one()
    late = as_role(Role.ADMINISTRATOR)
    assert "Lapsed" in late.get("/admin/approvals").text
    assert post(late, f"/admin/approvals/{second.id}", decision="agreed", note="Yes").status_code == 409
    db.session.rollback()
    assert db.session.scalar(sa.select(Location.undisclosed))


def test_nobody_decides_what_they_asked_for(app, refuge):
    browser = app.test_client()
    account = signed_in(browser, Role.ADMINISTRATOR)
    db.session.add(
        Approval(
            action=TwoPersonAction.DISCLOSE_PLACE,
            object_type="listing",
            object_id=refuge.id,
            reason="x",
            asked_by=account.id,
            asked_at=dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC),
        )
    )
    db.session.commit()
    asked = db.session.scalars(sa.select(Approval)).one()
    assert "Somebody else has to decide" in browser.get(f"/admin/approvals/{asked.id}").text
    assert post(browser, f"/admin/approvals/{asked.id}", decision="agreed", note="Yes").status_code == 409


def test_the_trace_is_searched_and_the_search_is_traced(as_role, refuge):
    worker = as_role(Role.LINK_WORKER)
    worker.get(path(refuge, "private"))
    lead = as_role(Role.GOVERNANCE_LEAD)
    page = lead.get("/audit?action=listing.private")
    assert "listing.private-seen" in page.text and worker.account.name in page.text
    assert actions()[-1] == "audit.searched"
    assert "Nothing fits" in lead.get("/audit?action=nothing").text
    assert "Nothing fits" in lead.get("/audit?person=junk").text
    found = post(lead, "/audit/person", email=worker.account.email.upper())
    assert found.location == f"/audit?person={worker.account.id}"
    assert "listing.private-seen" in lead.get(found.location).text
    assert lead.get("/audit?since=99&since=99&since=9999").status_code == 422


def test_a_team_lead_sees_the_events_of_the_team(as_role, refuge):
    lead = as_role(Role.TEAM_LEAD)
    (grant,) = lead.account.grants
    as_role(Role.LINK_WORKER, team_id=grant.team_id).get(path(refuge, "private"))
    as_role(Role.LINK_WORKER).get(path(refuge, "private"))
    assert lead.get("/audit?action=listing.private").text.count("listing.private-seen") == 1


def test_a_team_lead_cannot_find_out_who_has_an_account(as_role, refuge):
    stranger = as_role(Role.PROVIDER).account
    lead = as_role(Role.TEAM_LEAD)
    known = post(lead, "/audit/person", email=stranger.email)
    unknown = post(lead, "/audit/person", email="nobody@beckside.example")
    assert known.location == unknown.location


def test_long_traces_come_page_by_page(as_role, refuge, count_statements):
    worker = as_role(Role.LINK_WORKER)
    for _ in range(55):
        worker.get(path(refuge, "private"))
    lead = as_role(Role.GOVERNANCE_LEAD)
    with count_statements() as seen:
        first = lead.get("/audit?action=listing")
    assert len(seen) <= 10
    assert first.text.count("listing.private-seen") == 50 and "before=6" in first.text
    assert lead.get("/audit?action=listing&before=6").text.count("listing.private-seen") == 5
