"""Somebody signed in, for tests: an account with a role, and a browser that holds its session."""

from __future__ import annotations

import uuid

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.database import db
from app.domain.roles import BOUND_TO_ORGANIZATION, BOUND_TO_TEAM, Role
from app.models.people import Account
from app.operations import sessions
from app.web import tokens
from app.web.sessions import cookie_name
from tests.factories import AccountFactory, OrganizationFactory, TeamFactory


def signed_in(
    client: FlaskClient,
    role: Role,
    *,
    organization_id: uuid.UUID | None = None,
    team_id: uuid.UUID | None = None,
) -> Account:
    """Sign a new account with this role in, in the client's browser. Commits.

    A role that is bound to an organisation or a team gets one of its own where none is given.
    """
    if role in BOUND_TO_ORGANIZATION and organization_id is None:
        organization_id = OrganizationFactory().id
    if role in BOUND_TO_TEAM and team_id is None:
        team_id = TeamFactory().id
    account = AccountFactory(role=role, role__organization_id=organization_id, role__team_id=team_id)
    let_in(client, account, frozenset({role}))
    return account


def let_in(client: FlaskClient, account: Account, roles: frozenset[Role]) -> None:
    """Give the client's browser a session of this account, second factor and all. Commits."""
    token = sessions.start_for_account(account.id, roles=roles, device="Test browser")
    db.session.commit()
    with client.application.app_context():
        name = cookie_name()
    client.set_cookie(name, token, domain="localhost")


def post(client: FlaskClient, address: str, /, **fields: object) -> TestResponse:
    """Send a form as the client's own page would, with the token of its session."""
    cookie = client.get_cookie(cookie_name(), domain="localhost")
    headers = {"Cookie": f"{cookie_name()}={cookie.value}"} if cookie else {}
    with client.application.test_request_context(headers=headers):
        token = tokens.form_token()
    db.session.rollback()
    return client.post(address, data={tokens.FIELD: token, **fields})
