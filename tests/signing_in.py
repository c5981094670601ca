"""Somebody who signs in as people do: through the pages."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import clock
from app.domain import second_factor
from app.domain.roles import BOUND_TO_ORGANIZATION, BOUND_TO_TEAM, Role
from app.gateways import password_hashing
from app.models.people import Account
from app.web.sessions import cookie_name
from tests.factories import AccountFactory, OrganizationFactory, TeamFactory

PASSWORD = "kettle on the hob"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def somebody(role: Role = Role.DIRECTORY_EDITOR, *, with_app: bool = True, **values: Any) -> Account:
    """An account with a password and, unless told otherwise, an app for codes."""
    where: dict[str, Any] = {}
    if role in BOUND_TO_ORGANIZATION and "role__organization_id" not in values:
        where["role__organization_id"] = OrganizationFactory().id
    if role in BOUND_TO_TEAM and "role__team_id" not in values:
        where["role__team_id"] = TeamFactory().id
    return AccountFactory(
        **{
            "role": role,
            "password_hash": password_hashing.hashed(PASSWORD),
            "totp_secret": SECRET if with_app else None,
            "totp_confirmed_at": clock.now() if with_app else None,
        }
        | where
        | values
    )


def token(client: FlaskClient, address: str = "/sign-in") -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get(address).text)
    assert found, f"no form at {address}"
    return found[1]


def send(client: FlaskClient, address: str, page: str | None = None, **fields: Any) -> TestResponse:
    """Send a form as its page would."""
    return client.post(address, data={"form_token": token(client, page or address), **fields})


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD, **fields: Any) -> TestResponse:
    return send(client, "/sign-in", email=email, password=password, **fields)


def code_now(secret: str = SECRET, *, later: int = 0) -> str:
    return second_factor.code_at(secret, second_factor.step_at(clock.now()) + later)


def cookie_of(client: FlaskClient) -> str | None:
    with client.application.app_context():
        held = client.get_cookie(cookie_name(), domain="localhost")
    return held.value if held else None


def sign_in_whole(client: FlaskClient, account: Account) -> TestResponse:
    """Password and code."""
    assert sign_in(client, account.email).status_code == 303
    return send(client, "/sign-in/code", code=code_now())
