"""The gate with sessions: who is let in, who is refused, and what is traced of it."""

import datetime as dt

import pytest
import sqlalchemy as sa
from flask import Blueprint, Response

from app.database import db
from app.domain.roles import Permission, Role
from app.models.audit import AuditEvent
from app.models.people import BrowserSession
from app.operations import audit, sessions
from app.web import tokens
from app.web.access import requires
from app.web.sessions import cookie_name
from app.web.viewer import viewer
from tests.factories import AccountFactory
from tests.people import signed_in

bp = Blueprint("tried", __name__)


@bp.route("/tried/audit", methods=["GET", "POST"])
@requires(Permission.AUDIT_READ)
def look():
    audit.seen(viewer(), "tried.seen")
    return Response(f"hello {tokens.form_token()}", mimetype="text/plain")


@bp.post("/tried/confirmed")
@requires(Permission.AUDIT_READ, confirmed=True)
def careful():
    return Response("changed", mimetype="text/plain")


@pytest.fixture
def tried(app, monkeypatch):
    """A browser for an application with two more views."""
    if "tried" not in app.blueprints:
        monkeypatch.setattr(app, "_got_first_request", False)
        app.register_blueprint(bp)
    return app.test_client()


def events(action):
    db.session.rollback()
    return db.session.scalars(sa.select(AuditEvent).where(AuditEvent.action == action)).all()


def token_in(answer):
    return answer.get_data(as_text=True).removeprefix("hello ")


def test_somebody_nobody_knows_is_sent_to_sign_in(tried):
    answer = tried.get("/tried/audit")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/tried/audit"


def test_a_role_without_the_permission_is_refused_and_that_is_traced(tried):
    account = signed_in(tried, Role.ANALYST)
    assert tried.get("/tried/audit").status_code == 403
    (event,) = events("refused.audit-read")
    assert (event.actor_id, event.outcome) == (account.id, "refused")


def test_a_look_is_traced_before_the_answer_leaves(tried):
    account = signed_in(tried, Role.GOVERNANCE_LEAD)
    assert tried.get("/tried/audit").status_code == 200
    (event,) = events("tried.seen")
    assert (event.actor_id, event.roles) == (account.id, "governance-lead")
    assert event.request_id


def test_a_look_that_cannot_be_traced_is_refused(tried, monkeypatch):
    signed_in(tried, Role.GOVERNANCE_LEAD)

    def full(*_):
        raise sa.exc.OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr(audit, "row_of", full)
    answer = tried.get("/tried/audit")
    assert answer.status_code == 503
    assert "hello" not in answer.get_data(as_text=True)


def test_a_form_needs_the_token_of_its_own_session(tried, app):
    signed_in(tried, Role.GOVERNANCE_LEAD)
    own = token_in(tried.get("/tried/audit"))
    other = app.test_client()
    signed_in(other, Role.GOVERNANCE_LEAD)
    foreign = token_in(other.get("/tried/audit"))
    assert tried.post("/tried/audit", data={tokens.FIELD: own}).status_code == 200
    assert tried.post("/tried/audit", data={tokens.FIELD: foreign}).status_code == 400
    assert tried.post("/tried/audit", data={tokens.FIELD: tokens.form_token()}).status_code == 400
    assert tried.post("/tried/audit").status_code == 400


def test_a_disabled_person_is_out_at_the_next_request(tried):
    account = signed_in(tried, Role.GOVERNANCE_LEAD)
    assert tried.get("/tried/audit").status_code == 200
    account.disabled_at = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    db.session.commit()
    assert tried.get("/tried/audit").status_code == 303


def test_a_session_that_lay_still_is_over(tried, clock):
    signed_in(tried, Role.GOVERNANCE_LEAD)
    clock.move(minutes=14)
    assert tried.get("/tried/audit").status_code == 200
    clock.move(minutes=14, seconds=59)
    assert tried.get("/tried/audit").status_code == 200
    clock.move(minutes=15)
    assert tried.get("/tried/audit").status_code == 303


def test_a_session_in_use_ends_all_the_same(tried, clock):
    signed_in(tried, Role.GOVERNANCE_LEAD)
    for _ in range(8 * 6 - 1):
        clock.move(minutes=10)
        assert tried.get("/tried/audit").status_code == 200
    clock.move(minutes=10)
    assert tried.get("/tried/audit").status_code == 303


def test_a_session_that_waits_for_the_second_factor_opens_nothing(tried):
    account = AccountFactory(role=Role.GOVERNANCE_LEAD)
    token = sessions.start_for_account(account.id, roles=frozenset({Role.GOVERNANCE_LEAD}), pending=True)
    db.session.commit()
    tried.set_cookie(cookie_name(), token, domain="localhost")
    assert tried.get("/tried/audit").status_code == 303


def test_what_guards_an_account_asks_again_after_a_while(tried, clock):
    signed_in(tried, Role.GOVERNANCE_LEAD)
    own = token_in(tried.get("/tried/audit"))
    assert tried.post("/tried/confirmed", data={tokens.FIELD: own}).status_code == 200
    db.session.execute(
        sa.update(BrowserSession).values(confirmed_at=dt.datetime(2026, 11, 24, 9, 44, tzinfo=dt.UTC))
    )
    db.session.commit()
    answer = tried.post("/tried/confirmed", data={tokens.FIELD: own})
    assert (answer.status_code, answer.location) == (303, "/sign-in/confirm")


def test_the_database_does_not_hold_the_token(tried):
    signed_in(tried, Role.GOVERNANCE_LEAD)
    token = tried.get_cookie(cookie_name()).value
    db.session.rollback()
    held = db.session.scalars(sa.select(BrowserSession.token_hash)).all()
    assert token not in held
