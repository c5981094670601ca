"""Who only invites into some roles sees, sends again and withdraws invitations into these alone."""

import pytest
import sqlalchemy as sa

from app.database import db
from app.domain import throttle
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.models.people import AccessLink
from app.operations import access_links
from tests.factories import OrganizationFactory
from tests.people import post, signed_in
from tests.signing_in import somebody

pytestmark = pytest.mark.usefixtures("clock")
EMAIL = "bev@beckside.example"


def invited(role, organization, by):
    made = access_links.make(
        LinkPurpose.INVITATION,
        organization=organization,
        arguments={
            **{"email": EMAIL, "language": "en", "role": role.value},
            **{"organization": str(organization), "team": None},
        },
        by=by,
    )
    db.session.commit()
    return made.link.id


def test_a_referrer_has_no_part_in_invitations_of_providers(client):
    ours = OrganizationFactory().id
    link = invited(Role.PROVIDER, ours, somebody(Role.ADMINISTRATOR).id)
    signed_in(client, Role.REFERRER, organization_id=ours)
    assert EMAIL not in client.get("/admin/users").text
    for what in ("send-again", "withdraw"):
        assert post(client, f"/admin/invitations/{link}/{what}").status_code == 404
    db.session.rollback()
    assert db.session.get_one(AccessLink, link).withdrawn_at is None


def test_sending_again_counts_as_an_invitation(client):
    ours = OrganizationFactory().id
    account = signed_in(client, Role.PROVIDER, organization_id=ours)
    link = invited(Role.PROVIDER, ours, account.id)
    for _time in range(throttle.INVITATIONS.times):
        assert post(client, f"/admin/invitations/{link}/send-again").status_code == 303
        db.session.rollback()
        link = db.session.scalars(
            sa.select(AccessLink.id).where(
                AccessLink.purpose == LinkPurpose.INVITATION, AccessLink.withdrawn_at.is_(None)
            )
        ).one()
    assert post(client, f"/admin/invitations/{link}/send-again").status_code == 429
