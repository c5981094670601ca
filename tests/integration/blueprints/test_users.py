"""People with accounts: who sees whom, who invites into what, and nobody changes their own."""

import re

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.messages import MessageKind
from app.domain.people import Decision
from app.domain.roles import INVITES, Role
from app.gateways import place_folder
from app.models.audit import AuditEvent
from app.models.messages import Message
from app.models.people import AccessLink, Account, Approval, RoleGrant, Team
from app.operations import approvals, index
from app.queries import accounts as queries
from tests.factories import OrganizationFactory, TeamFactory
from tests.people import let_in, signed_in
from tests.signing_in import PASSWORD, SECRET, code_now, send, sign_in, somebody, token

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def admin(client):
    return signed_in(client, Role.ADMINISTRATOR)


def roles_of(account):
    return [one.role for one in queries.grants_held(queries.account(account.id))]


def agree(asked):
    """A second person says yes."""
    from config import ROOT

    ground = index.ground(place_folder.place(ROOT, "leeds"), ROOT)
    lead = queries.viewer_of(somebody(Role.GOVERNANCE_LEAD))
    approvals.decide(asked, Decision.AGREED, by=lead, ground=ground)


def invite(client, role, email="bev@beckside.example", **fields):
    page = token(client, "/admin/users/invite")
    return client.post(
        "/admin/users/invite",
        data={"form_token": page, "email": email, "role": role.value, "language": "en", **fields},
    )


def test_everybody_is_listed_for_an_administrator_and_found_by_name_or_whole_address(client, admin):
    one, other = somebody(name="Bev Holroyd"), somebody(name="Dele Whitaker")
    page = client.get("/admin/users").text
    assert one.name in page and other.name in page
    found = send(client, "/admin/users", words="holr").text
    assert one.name in found and other.name not in found
    assert other.name in send(client, "/admin/users", words=other.email.upper()).text
    assert "Nobody here" in send(client, "/admin/users", words=other.email[:-3]).text


def test_provider_sees_and_invites_their_own_organisation_only(client):
    mine, other = OrganizationFactory(name="Ours").id, OrganizationFactory(name="Theirs").id
    signed_in(client, Role.PROVIDER, organization_id=mine)
    near = somebody(Role.PROVIDER, role__organization_id=mine)
    far = somebody(Role.PROVIDER, role__organization_id=other)
    staff = somebody(Role.DIRECTORY_EDITOR)
    page = client.get("/admin/users").text
    assert near.name in page
    assert far.name not in page and staff.name not in page
    assert client.get(f"/admin/users/{near.id}").status_code == 200
    assert client.get(f"/admin/users/{far.id}").status_code == 404
    assert client.get(f"/admin/users/{staff.id}").status_code == 404
    assert "Theirs" not in client.get("/admin/users/invite").text
    assert invite(client, Role.PROVIDER, organization=str(mine)).status_code == 303
    assert invite(client, Role.PROVIDER, organization=str(other)).status_code == 422
    assert invite(client, Role.LINK_WORKER, organization=str(mine)).status_code == 422


def test_engagement_officer_sees_facilitators_only(client):
    signed_in(client, Role.ENGAGEMENT_OFFICER)
    facilitator, editor = somebody(Role.FACILITATOR), somebody(Role.DIRECTORY_EDITOR)
    page = client.get("/admin/users").text
    assert facilitator.name in page and editor.name not in page
    assert invite(client, Role.FACILITATOR).status_code == 303
    assert invite(client, Role.ANALYST).status_code == 422


def test_team_lead_invites_into_their_own_team_only(client):
    mine, other = TeamFactory(name="Ours").id, TeamFactory(name="Theirs").id
    signed_in(client, Role.TEAM_LEAD, team_id=mine)
    assert invite(client, Role.LINK_WORKER, team=str(mine)).status_code == 303
    assert invite(client, Role.LINK_WORKER, team=str(other)).status_code == 422
    assert invite(client, Role.TEAM_LEAD, team=str(mine)).status_code == 422


def test_who_may_invite_nobody_is_refused(client):
    for role in set(Role) - set(INVITES):
        signed_in(client, role)
        assert client.get("/admin/users").status_code == 403, role
        assert client.get("/admin/users/invite").status_code == 403, role


@pytest.mark.parametrize(
    "email", ["", "bev", "bev@", "@b.example", "a@b@c.example", "a b@c.example", "a@b", "a\n@b.example"]
)
def test_address_that_is_none_is_refused(client, admin, email):
    assert invite(client, Role.ANALYST, email).status_code == 422


def test_invitation_goes_by_mail_and_is_listed_until_taken_up(client, admin):
    assert invite(client, Role.ANALYST).location == "/admin/users?said=invited"
    sent = db.session.scalars(select(Message)).one()
    assert (sent.kind, sent.recipient) == (MessageKind.INVITATION, "bev@beckside.example")
    assert "bev@beckside.example" in client.get("/admin/users").text


def test_invitation_sent_again_ends_the_first_link(client, admin):
    invite(client, Role.ANALYST)
    first = db.session.scalars(select(Message)).one().parameters["token"]
    link = db.session.scalars(select(AccessLink)).one()
    assert send(client, f"/admin/invitations/{link.id}/send-again", page="/admin/users").status_code == 303
    tokens = {one.parameters["token"] for one in db.session.scalars(select(Message))}
    assert len(tokens) == 2
    assert client.get(f"/invitation/{first}").status_code == 410
    assert client.get(f"/invitation/{(tokens - {first}).pop()}").status_code == 200


def test_withdrawn_invitation_is_over(client, admin):
    invite(client, Role.ANALYST)
    sent = db.session.scalars(select(Message)).one().parameters["token"]
    link = db.session.scalars(select(AccessLink)).one()
    assert send(client, f"/admin/invitations/{link.id}/withdraw", page="/admin/users").status_code == 303
    assert client.get(f"/invitation/{sent}").status_code == 410
    assert "bev@beckside.example" not in client.get("/admin/users").text


def test_invitation_of_somebody_else_is_out_of_reach(client, app):
    other = app.test_client()
    signed_in(other, Role.PROVIDER)
    where = re.search(r'<option value="([0-9a-f-]{36})"', other.get("/admin/users/invite").text)[1]
    invite(other, Role.PROVIDER, organization=where)
    link = db.session.scalars(select(AccessLink)).one()
    signed_in(client, Role.ENGAGEMENT_OFFICER)
    assert send(client, f"/admin/invitations/{link.id}/withdraw", page="/admin/users").status_code == 404


def test_role_is_given_and_every_browser_of_theirs_signs_in_anew(client, admin, app):
    account = somebody(Role.TRANSLATOR)
    other = app.test_client()
    let_in(other, account, frozenset({Role.TRANSLATOR}))
    assert other.get("/today").status_code == 200
    answer = send(
        client, f"/admin/users/{account.id}/roles", role="directory-editor", organization="", team=""
    )
    assert answer.status_code == 303
    assert roles_of(account) == [Role.TRANSLATOR, Role.DIRECTORY_EDITOR]
    assert other.get("/today").status_code == 303


def test_role_is_ended_and_kept_as_history(client, admin):
    account = somebody(Role.TRANSLATOR)
    grant = queries.grants_held(account)[0]
    answer = send(
        client, f"/admin/users/{account.id}/roles/{grant.id}/end", page=f"/admin/users/{account.id}/roles"
    )
    assert answer.status_code == 303
    assert roles_of(account) == []
    assert db.session.get(RoleGrant, grant.id).ended_by == admin.id


@pytest.mark.parametrize(
    ("held", "wanted"), [(Role.LINK_WORKER, Role.ANALYST), (Role.ANALYST, Role.REFERRER)]
)
def test_roles_kept_apart_are_refused_with_words(client, admin, held, wanted):
    account = somebody(held)
    answer = send(
        client,
        f"/admin/users/{account.id}/roles",
        role=wanted.value,
        organization=str(OrganizationFactory().id),
        team="",
    )
    assert answer.status_code == 422
    assert "They cannot hold this role and one that they have" in answer.text
    assert roles_of(account) == [held]


def test_role_that_is_held_somewhere_asks_where(client, admin):
    account = somebody(Role.FACILITATOR)
    answer = send(client, f"/admin/users/{account.id}/roles", role="link-worker", organization="", team="")
    assert answer.status_code == 422
    assert "Choose the team" in answer.text


def test_powerful_role_takes_two_people(client, admin):
    account = somebody(Role.DIRECTORY_EDITOR)
    address = f"/admin/users/{account.id}/roles"
    fields = {"role": "administrator", "organization": "", "team": ""}
    assert send(client, address, reason="", **fields).status_code == 422
    answer = send(client, address, reason="She runs the office from January on.", **fields)
    assert answer.location.endswith("said=asked")
    assert roles_of(account) == [Role.DIRECTORY_EDITOR]
    asked = db.session.scalars(select(Approval)).one()
    agree(asked)
    assert roles_of(account) == [Role.DIRECTORY_EDITOR, Role.ADMINISTRATOR]


def test_invitation_into_a_powerful_role_leaves_once_a_second_person_agrees(client, admin):
    answer = invite(client, Role.ADMINISTRATOR, organization="", team="", reason="She runs the office now.")
    assert answer.status_code == 303
    kinds = db.session.scalars(select(Message.kind)).all()
    assert MessageKind.INVITATION not in kinds
    assert "A second person decides" in client.get("/admin/users").text
    asked = db.session.scalars(select(Approval)).one()
    agree(asked)
    db.session.commit()
    sent = db.session.scalars(select(Message).where(Message.kind == MessageKind.INVITATION)).one()
    assert client.get(f"/invitation/{sent.parameters['token']}").status_code == 200


def test_nobody_changes_their_own_account(client, admin):
    own = f"/admin/users/{admin.id}"
    assert "Ask another administrator" in client.get(own).text
    grant = queries.grants_held(admin)[0]
    for address in ("/roles", f"/roles/{grant.id}/end", "/disable", "/enable", "/second-factor"):
        answer = send(client, own + address, page="/admin/users", role="analyst", reason="because I want to")
        assert answer.status_code == 403, address
    assert roles_of(admin) == [Role.ADMINISTRATOR]
    assert db.session.get(Account, admin.id).disabled_at is None


def test_shut_account_is_out_at_the_next_request_everywhere(client, admin, app):
    account = somebody(Role.TRANSLATOR)
    browsers = [app.test_client() for _ in range(3)]
    for browser in browsers:
        let_in(browser, account, frozenset({Role.TRANSLATOR}))
        assert browser.get("/today").status_code == 200
    assert send(client, f"/admin/users/{account.id}/disable").status_code == 303
    assert [browser.get("/today").status_code for browser in browsers] == [303] * 3
    assert sign_in(app.test_client(), account.email).status_code == 422
    assert send(client, f"/admin/users/{account.id}/enable", page="/admin/users").status_code == 303
    assert sign_in(app.test_client(), account.email).status_code == 303
    assert [browser.get("/today").status_code for browser in browsers] == [303] * 3


def test_changes_ask_for_the_password_again(client, clock):
    account = somebody(Role.TRANSLATOR)
    signed_in(client, Role.ADMINISTRATOR)
    clock.move(minutes=14)
    client.get("/today")
    clock.move(minutes=2)
    for address in ("/roles", "/disable", "/second-factor"):
        assert "/sign-in/confirm" in client.get(f"/admin/users/{account.id}{address}").location


def test_lost_second_factor_is_set_back_by_a_person_with_a_reason(client, admin, app):
    account = somebody(Role.DIRECTORY_EDITOR)
    address = f"/admin/users/{account.id}/second-factor"
    assert send(client, address, reason="lost").status_code == 422
    assert send(client, address, reason="Rang her on her desk phone.").status_code == 303
    hers = app.test_client()
    assert sign_in(hers, account.email, PASSWORD).status_code == 422
    sent = db.session.scalars(select(Message).where(Message.kind == MessageKind.NEW_PASSWORD)).one()
    answer = send(hers, f"/sign-in/new-password/{sent.parameters['token']}", password="three words on a wall")
    assert answer.location == "/sign-in/set-up"
    link = db.session.scalars(select(AccessLink)).one()
    assert link.arguments == {"reason": "Rang her on her desk phone."}
    actions = db.session.scalars(select(AuditEvent.action)).all()
    assert "account.second-factor-reset" in actions
    assert code_now(SECRET)


def test_trace_holds_no_name_and_no_address(client, admin):
    invite(client, Role.ANALYST, "sentinel-address@beckside.example")
    rows = db.session.execute(select(AuditEvent)).scalars().all()
    assert any(row.action == "account.invited" for row in rows)
    assert not any("sentinel" in str(vars(row)) for row in rows)


def test_looking_at_people_is_traced(client, admin):
    account = somebody()
    client.get("/admin/users")
    client.get(f"/admin/users/{account.id}")
    seen = db.session.execute(select(AuditEvent.action, AuditEvent.object_id)).all()
    assert ("account.listed", None) in [tuple(row) for row in seen]
    assert ("account.seen", account.id) in [tuple(row) for row in seen]


def test_team_is_made_and_renamed_and_its_name_is_its_own(client, admin):
    assert send(client, "/admin/teams", name="Beck team").status_code == 303
    assert send(client, "/admin/teams", name="Beck team").status_code == 422
    team = db.session.scalars(select(Team)).one()
    assert send(client, f"/admin/teams/{team.id}", name="Beck team").status_code == 303
    assert send(client, f"/admin/teams/{team.id}", name="Hill team").status_code == 303
    assert "Hill team" in client.get("/admin/teams").text
    assert send(client, "/admin/teams", name=" ").status_code == 422


def test_many_invitations_from_one_person_end_in_a_wait(client, admin):
    from app.domain import throttle

    page = token(client, "/admin/users/invite")
    fields = {"form_token": page, "role": "analyst", "language": "en"}
    for number in range(throttle.INVITATIONS.times):
        answer = client.post("/admin/users/invite", data={**fields, "email": f"bev{number}@b.example"})
        assert answer.status_code == 303
    assert client.post("/admin/users/invite", data={**fields, "email": "b@b.example"}).status_code == 429
