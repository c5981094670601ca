"""An invitation, a first sign-in, and a forgotten password."""

import re

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.errors import GoneError
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.jobs import accounts as job
from app.models.messages import Message
from app.models.people import AccessLink, Account, BrowserSession, RecoveryCode
from app.models.work import Job
from app.operations import invitations
from app.operations.roles import Wanted
from app.queries import accounts as queries
from tests.factories import OrganizationFactory, TeamFactory
from tests.signing_in import (
    PASSWORD,
    code_now,
    cookie_of,
    send,
    sign_in,
    sign_in_whole,
    somebody,
    token,
)

pytestmark = pytest.mark.usefixtures("clock")

NEW = "three words on a wall"


def invited(role=Role.DIRECTORY_EDITOR, email="bev@beckside.example", **where):
    made = invitations.invite(email, Wanted(role, **where), by=SYSTEM, language="en")
    db.session.commit()
    return f"/invitation/{made.token}"


def secret_on(page):
    """The secret as a person would type it off the page."""
    return re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")


def enrol(client, address="/sign-in/set-up"):
    page = client.get(address).text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    return client.post(address, data={**fields, "code": code_now(secret_on(page))})


def message(kind):
    return db.session.scalars(select(Message).where(Message.kind == kind)).all()


def test_invitation_to_the_first_page(client, app):
    address = invited()
    page = client.get(address)
    assert "Set-Cookie" not in page.headers
    assert "Directory editor" in page.text and "bev@beckside.example" in page.text
    answer = send(client, address, name="Bev Holroyd", password=NEW)
    assert answer.location == "/sign-in/set-up"
    assert client.get("/today").location.startswith("/sign-in")
    done = enrol(client)
    assert done.status_code == 200
    codes = re.findall(r"<li><code>([a-z0-9-]{11})</code>", done.text)
    assert len(codes) == 10
    assert "Bev" in client.get("/today").text
    other = app.test_client()
    sign_in(other, "bev@beckside.example", NEW)
    assert send(other, "/sign-in/code", code=codes[3]).location == "/today"
    third = app.test_client()
    sign_in(third, "bev@beckside.example", NEW)
    assert send(third, "/sign-in/code", code=codes[3]).status_code == 422


def test_codes_on_paper_are_kept_as_hashes(client):
    send(client, address := invited(), name="Bev", password=NEW)
    page = enrol(client).text
    kept = [row.code_hash for row in db.session.scalars(select(RecoveryCode))]
    assert len(kept) == 10
    assert not any(code in "".join(kept) for code in re.findall(r"<code>([a-z0-9-]{11})</code>", page))
    assert client.get(address).status_code == 410


def test_invitation_works_once_and_two_days(client, clock):
    address = invited()
    clock.move(days=2, seconds=-1)
    assert client.get(address).status_code == 200
    clock.move(seconds=1)
    assert client.get(address).status_code == 410
    assert client.post(address, data={"form_token": token(client)}).status_code == 410
    assert client.get("/invitation/nobody-made-this").status_code == 404


def test_partner_needs_no_second_factor(client):
    address = invited(Role.PROVIDER, organization=OrganizationFactory().id)
    assert send(client, address, name="Bev", password=NEW).location == "/today"


@pytest.mark.parametrize(
    ("password", "said"),
    [("short", "Make it longer"), ("passwordpassword", "Many people"), ("Bev.Holroyd.12", "little in it")],
)
def test_password_that_is_easy_to_guess_is_refused_with_words(client, password, said):
    answer = send(client, invited(), name="Bev Holroyd", password=password)
    assert answer.status_code == 422
    assert said in answer.text
    assert password not in answer.text


def test_somebody_with_an_account_takes_a_role_on_with_their_password(client):
    account = somebody(Role.PROVIDER)
    organization = OrganizationFactory(name="Second Home").id
    address = invited(Role.PROVIDER, email=account.email.upper(), organization=organization)
    assert "You have an account already" in client.get(address).text
    assert send(client, address, password="not the password").status_code == 422
    assert send(client, address, password=PASSWORD).location == "/sign-in/code"
    held = queries.grants_held(queries.account(account.id))
    assert len(held) == 2 and held[1].where == "Second Home"


def test_role_that_does_not_go_with_theirs_is_refused(client):
    account = somebody(Role.LINK_WORKER)
    address = invited(Role.ANALYST, email=account.email)
    answer = send(client, address, password=PASSWORD)
    assert answer.status_code == 422
    assert "cannot be held together" in answer.text


def test_invitation_for_a_shut_account_is_over(client):
    from app import clock

    account = somebody(disabled_at=clock.now())
    assert client.get(invited(Role.TRANSLATOR, email=account.email)).status_code == 410


def test_two_who_take_up_one_invitation(client):
    address = invited()
    link, _ = invitations.opened(address.rpartition("/")[2])
    invitations.take_up(link, name="First", hashed="x")
    with pytest.raises(GoneError):
        invitations.take_up(link, name="Second", hashed="x")


def test_enrolling_with_a_wrong_code_lets_nobody_in(client):
    send(client, invited(), name="Bev", password=NEW)
    page = client.get("/sign-in/set-up").text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    answer = client.post("/sign-in/set-up", data={**fields, "code": "000000"})
    assert answer.status_code == 422
    assert secret_on(answer.text) == secret_on(page)
    assert client.get("/today").location.startswith("/sign-in")


def test_set_up_page_makes_no_second_app_beside_one_that_works(client):
    sign_in(client, somebody().email)
    assert client.get("/sign-in/set-up").location == "/sign-in/code"


# Forgotten passwords


def asked(client, email):
    answer = send(client, "/sign-in/forgotten", email=email)
    jobs = db.session.scalars(select(Job).where(Job.kind == job.FORGOTTEN, Job.finished_at.is_(None))).all()
    for one in jobs:
        job.answer(one.arguments)
        db.session.delete(one)
    db.session.commit()
    return answer


def link_in_mail():
    sent = message(MessageKind.NEW_PASSWORD)
    return f"/sign-in/new-password/{sent[-1].parameters['token']}"


def test_forgotten_password_says_the_same_to_everybody(client, app):
    from app import clock
    from tests.integration.blueprints.test_sign_in import counting

    somebody(email="known1@beckside.example")
    somebody(email="shut12@beckside.example", disabled_at=clock.now())
    seen = {}
    for email in ("known1", "shut12", "nobody"):
        held = token(client, "/sign-in/forgotten")
        with counting(app) as counted:
            answer = client.post(
                "/sign-in/forgotten", data={"form_token": held, "email": f"{email}@beckside.example"}
            )
        headers = {name: value for name, value in answer.headers if name != "X-Request-Id"}
        seen[email] = (answer.status_code, answer.data, headers, counted)
    assert seen["known1"] == seen["shut12"] == seen["nobody"]
    assert seen["nobody"][0] == 303
    assert seen["nobody"][3]["hashes"] == 0


def test_only_an_open_account_gets_a_link(client):
    from app import clock

    asked(client, "nobody@beckside.example")
    asked(client, somebody(disabled_at=clock.now()).email)
    assert message(MessageKind.NEW_PASSWORD) == []
    account = somebody()
    asked(client, account.email)
    assert [one.account_id for one in message(MessageKind.NEW_PASSWORD)] == [account.id]


def test_waiting_job_holds_no_address_to_read(client):
    send(client, "/sign-in/forgotten", email="bev@beckside.example")
    held = db.session.scalars(select(Job).where(Job.kind == job.FORGOTTEN)).one()
    assert "beckside" not in str(held.arguments)


def test_new_password_keeps_the_second_factor_and_ends_every_session(client, app):
    account = somebody()
    sign_in_whole(client, account)
    other = app.test_client()
    asked(other, account.email)
    answer = send(other, link_in_mail(), password=NEW)
    assert answer.location == "/sign-in/code"
    assert other.get("/today").location.startswith("/sign-in")
    assert client.get("/today").status_code == 303
    assert queries.factors_of(account.id).app_since is not None
    assert [one.parameters for one in message(MessageKind.ACCOUNT_CHANGED)] == [{"what": "password"}]
    assert sign_in(app.test_client(), account.email).status_code == 422
    assert sign_in(app.test_client(), account.email, NEW).status_code == 303


def test_link_works_once_and_a_quarter_of_an_hour(client, clock):
    asked(client, somebody().email)
    address = link_in_mail()
    assert send(client, address, password=NEW).status_code == 303
    assert client.get(address).status_code == 410
    client.post("/sign-out", data={"form_token": token(client, "/sign-in/code")})
    asked(client, somebody().email)
    address = link_in_mail()
    clock.move(minutes=15)
    assert client.get(address).status_code == 410


def test_link_opened_by_a_scanner_still_works(client):
    asked(client, somebody().email)
    address = link_in_mail()
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert send(client, address, password=NEW).status_code == 303


def test_whoever_holds_the_mailbox_has_a_link_that_works_when_strangers_used_the_turns_up(client, app):
    account = somebody()
    stranger = app.test_client()
    for _ in range(3):
        assert asked(stranger, account.email).status_code == 303
    assert asked(client, account.email).status_code == 429
    assert send(client, link_in_mail(), password=NEW).location == "/sign-in/code"


def test_forged_host_changes_nothing_in_the_message(client):
    account = somebody()
    held = token(client, "/sign-in/forgotten")
    for header in ("X-Forwarded-Host", "X-Forwarded-Server", "Forwarded", "X-Host"):
        client.post(
            "/sign-in/forgotten",
            data={"form_token": held, "email": account.email},
            headers={header: "host=elsewhere.example" if header == "Forwarded" else "elsewhere.example"},
        )
    refused = client.post(
        "/sign-in/forgotten",
        data={"form_token": held, "email": account.email},
        base_url="http://elsewhere.example",
    )
    assert refused.status_code == 400
    asked(client, somebody().email)
    said = [one.parameters for one in message(MessageKind.NEW_PASSWORD)]
    assert said and "elsewhere" not in str(said)


def test_session_rows_of_a_waiting_browser_open_no_page_with_a_form_of_theirs(client):
    send(client, invited(), name="Bev", password=NEW)
    row = db.session.scalars(select(BrowserSession)).one()
    assert row.is_pending and row.confirmed_at is None
    assert cookie_of(client)
    for address in ("/account", "/account/password", "/admin/users", "/sign-in/confirm"):
        assert client.get(address).location.startswith("/sign-in?")


def test_one_invitation_more_looks_nobody_up(client, app):
    """Inviting costs and says the same, whether the address has an account or not."""
    from tests.integration.blueprints.test_sign_in import counting
    from tests.people import signed_in

    signed_in(client, Role.PROVIDER)
    somebody(email="known1@beckside.example")
    seen = {}
    for email in ("known1", "nobody"):
        held = token(client, "/admin/users/invite")
        where = re.search(r'<option value="([0-9a-f-]{36})"', client.get("/admin/users/invite").text)[1]
        with counting(app) as counted:
            answer = client.post(
                "/admin/users/invite",
                data={
                    "form_token": held,
                    "email": f"{email}@beckside.example",
                    "role": "provider",
                    "organization": where,
                    "language": "en",
                },
            )
        headers = {name: value for name, value in answer.headers if name != "X-Request-Id"}
        seen[email] = (answer.status_code, answer.data, headers, counted)
    assert seen["known1"] == seen["nobody"]
    assert seen["nobody"][0] == 303
    listed = client.get("/admin/users").text
    assert "known1" in listed and "nobody" in listed


def test_team_of_an_invitation_is_where_the_role_is_held(client):
    team = TeamFactory(name="Beck team").id
    send(client, invited(Role.LINK_WORKER, team=team), name="Bev", password=NEW)
    account = db.session.scalars(select(Account)).one()
    assert [(one.role, one.where) for one in queries.grants_held(account)] == [
        (Role.LINK_WORKER, "Beck team")
    ]
    assert db.session.scalars(select(AccessLink)).one().purpose is LinkPurpose.INVITATION
