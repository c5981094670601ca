"""Somebody let in by a code, for tests: a browser that may change one listing."""

from __future__ import annotations

import re
import uuid

from flask.testing import FlaskClient

from app.database import db
from app.domain.people import LinkPurpose
from app.operations import access_links, sessions
from app.web.sessions import cookie_name

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
OPENED_AS = re.compile(r'name="opened_as" value="([^"]+)"')


def let_in_by_code(client: FlaskClient, service_id: uuid.UUID) -> None:
    """Give the client's browser the session of a claim. Commits."""
    made = access_links.make(LinkPurpose.CLAIM, service=service_id, with_code=True)
    token = sessions.start_for_link(made.link.id, device="Test browser")
    db.session.commit()
    with client.application.app_context():
        name = cookie_name()
    client.set_cookie(name, token, domain="localhost")


def hidden(page: str) -> dict[str, str]:
    """What the forms of a page carry unseen."""
    held = {"form_token": TOKEN.search(page), "opened_as": OPENED_AS.search(page)}
    return {name: found[1] for name, found in held.items() if found}
