"""Nobody waits for the database while a password is hashed or a file is read."""

import io

import pytest

from app.database import db
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.gateways import password_hashing, uploaded_tables
from app.operations import access_links
from tests.factories import OrganizationFactory, ServiceFactory
from tests.people import post, signed_in
from tests.signing_in import send, somebody

pytestmark = pytest.mark.usefixtures("clock")
NEW = "seven wet dogs in a van"


@pytest.fixture
def seen(monkeypatch):
    """Whether a transaction was open each time slow work began."""
    found = []

    def watched(name, real):
        def work(*given, **named):
            found.append((name, db.session().in_transaction()))
            return real(*given, **named)

        return work

    monkeypatch.setattr(password_hashing, "hashed", watched("hash", password_hashing.hashed))
    monkeypatch.setattr(uploaded_tables, "read", watched("file", uploaded_tables.read))
    return found


def test_new_password_by_link(client, seen):
    account = somebody(Role.PROVIDER)
    made = access_links.make(LinkPurpose.NEW_PASSWORD, account=account.id)
    db.session.commit()
    seen.clear()
    answer = send(client, f"/sign-in/new-password/{made.token}", password=NEW, again=NEW)
    assert answer.status_code == 303
    assert seen == [("hash", False)]


def test_invitation_taken_up(client, seen):
    where = OrganizationFactory().id
    said = {"email": "bev@beckside.example", "language": "en", "role": "provider"}
    made = access_links.make(
        LinkPurpose.INVITATION,
        organization=where,
        arguments={**said, "organization": str(where), "team": None},
    )
    db.session.commit()
    answer = send(client, f"/invitation/{made.token}", name="Bev Holroyd", password=NEW, again=NEW)
    assert answer.status_code == 303
    assert seen == [("hash", False)]


def test_own_password(client, seen):
    signed_in(client, Role.PROVIDER)
    assert post(client, "/account/password", password=NEW, again=NEW).status_code == 303
    assert seen == [("hash", False)]


def test_spreadsheet(client, seen):
    where = OrganizationFactory()
    ServiceFactory(name="Sing on", organization=where)
    signed_in(client, Role.PROVIDER, organization_id=where.id)
    sent = (io.BytesIO(b"Reference,Name\n,Sing on\n"), "listings.csv")
    post(client, f"/listings/spreadsheet/{where.id}", file=sent)
    assert seen == [("file", False)]
