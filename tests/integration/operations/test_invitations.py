"""Who may invite whom, whatever a form offers."""

import itertools

import pytest

from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.roles import BOUND_TO_ORGANIZATION, BOUND_TO_TEAM, INVITES, Role
from app.domain.viewer import Grant, Viewer
from app.operations import invitations
from app.operations.roles import Wanted, WhereNeededError
from tests.factories import AccountFactory, OrganizationFactory, TeamFactory

pytestmark = pytest.mark.usefixtures("clock")


def inviter(role, **where):
    viewer = Viewer(account_id=AccountFactory().id, grants=(Grant(role, **where),))
    db.session.commit()  # counting a try lets go of what is not kept
    return viewer


@pytest.fixture
def places(app):
    return {
        "ours": {"organization": OrganizationFactory().id, "team": TeamFactory().id},
        "theirs": {"organization": OrganizationFactory().id, "team": TeamFactory().id},
    }


def test_every_role_invites_into_its_own_roles_and_reach_only(places):
    ours = places["ours"]
    for by, into, where in itertools.product(Role, Role, places):
        viewer = inviter(by, organization_id=ours["organization"], team_id=ours["team"])
        is_bound = into in BOUND_TO_ORGANIZATION | BOUND_TO_TEAM
        reaches = by in {Role.ADMINISTRATOR, Role.ENGAGEMENT_OFFICER} or (is_bound and where == "ours")
        allowed = into in INVITES.get(by, ()) and reaches
        wanted = Wanted(into, **places[where])
        if allowed:
            reason = "She runs the office now."
            invitations.invite("bev@b.example", wanted, by=viewer, language="en", reason=reason)
        else:
            with pytest.raises(NotAllowedError):
                invitations.invite("bev@b.example", wanted, by=viewer, language="en")


@pytest.mark.parametrize("role", sorted(BOUND_TO_ORGANIZATION | BOUND_TO_TEAM))
def test_role_that_is_held_somewhere_names_where(app, role):
    with pytest.raises(WhereNeededError):
        invitations.invite("bev@b.example", Wanted(role), by=inviter(Role.ADMINISTRATOR), language="en")


def test_invitation_that_waits_for_a_second_person_cannot_be_sent_again(app):
    by = inviter(Role.ADMINISTRATOR)
    made = invitations.invite(
        "bev@b.example", Wanted(Role.ADMINISTRATOR), by=by, language="en", reason="She runs the office now."
    )
    with pytest.raises(NotAllowedError):
        invitations.send_again(made.link, by=by)
