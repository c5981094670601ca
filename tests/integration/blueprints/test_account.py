"""One's own account: what guards it, and where it is signed in."""

import re

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.roles import Role
from app.models.messages import Message
from app.models.people import Account, BrowserSession, Passkey
from app.queries import accounts as queries
from tests.people import let_in, signed_in
from tests.signing_in import (
    PASSWORD,
    SECRET,
    code_now,
    cookie_of,
    send,
    sign_in,
    sign_in_whole,
    somebody,
)

pytestmark = pytest.mark.usefixtures("clock")

NEW = "three words on a wall"
GUARDED = ("/account/password", "/account/app", "/account/recovery-codes", "/account/passkeys/add")


@pytest.fixture
def me(client):
    account = somebody()
    sign_in_whole(client, account)
    return account


def told():
    return [one.parameters["what"] for one in db.session.scalars(select(Message).order_by(Message.made_at))]


def test_account_shows_who_i_am_and_where_i_am_signed_in(client, me):
    page = client.get("/account").text
    assert me.name in page and me.email in page
    assert "Directory editor" in page and "this one" in page


@pytest.mark.parametrize("address", GUARDED)
def test_change_asks_for_the_password_when_it_was_typed_long_ago(client, me, clock, address):
    assert client.get(address).status_code == 200
    clock.move(minutes=16)
    answer = client.get(address)
    assert answer.location == f"/sign-in/confirm?next={address}"
    before = cookie_of(client)
    answer = send(client, "/sign-in/confirm", password=PASSWORD, next=address)
    assert answer.location == address
    assert cookie_of(client) != before
    assert client.get(address).status_code == 200


def test_confirming_with_a_wrong_password_is_refused_and_counted(client, me, clock):
    clock.move(minutes=16)
    for _ in range(10):
        assert send(client, "/sign-in/confirm", password="not the password").status_code == 422
    assert send(client, "/sign-in/confirm", password=PASSWORD).status_code == 429
    assert client.get("/account/password").location.startswith("/sign-in/confirm")


def test_new_password_signs_the_others_out_and_keeps_this_browser(client, me, app):
    other = app.test_client()
    let_in(other, queries.account(me.id), frozenset({Role.DIRECTORY_EDITOR}))
    assert other.get("/today").status_code == 200
    assert send(client, "/account/password", password=NEW).status_code == 303
    assert client.get("/today").status_code == 200
    assert other.get("/today").status_code == 303
    assert told() == ["password"]
    assert sign_in(app.test_client(), me.email, PASSWORD).status_code == 422
    assert sign_in(app.test_client(), me.email, NEW).status_code == 303


def test_password_of_ones_own_name_is_refused(client, me):
    assert send(client, "/account/password", password=me.email).status_code == 422


def test_name_and_language_are_changed(client, me):
    assert send(client, "/account/name", name="  Bev\u202e  Holroyd ", language="pl").status_code == 303
    changed = db.session.get(Account, me.id)
    assert (changed.name, changed.language) == ("Bev Holroyd", "pl")


@pytest.mark.parametrize(("name", "language"), [("", "en"), ("x" * 81, "en"), ("Bev", "xx")])
def test_name_that_is_none_is_refused(client, me, name, language):
    assert send(client, "/account/name", name=name, language=language).status_code == 422


def test_other_browser_is_signed_out(client, me, app):
    other = app.test_client()
    let_in(other, queries.account(me.id), frozenset({Role.DIRECTORY_EDITOR}))
    address = re.search(r"/account/browsers/[0-9a-f-]+/sign-out", client.get("/account").text)[0]
    assert send(client, address, page="/account").status_code == 303
    assert other.get("/today").status_code == 303
    assert client.get("/today").status_code == 200


def test_all_other_browsers_are_signed_out(client, me, app):
    others = [app.test_client() for _ in range(3)]
    for other in others:
        let_in(other, queries.account(me.id), frozenset({Role.DIRECTORY_EDITOR}))
    assert send(client, "/account/browsers/sign-out", page="/account").status_code == 303
    assert [other.get("/today").status_code for other in others] == [303] * 3
    assert client.get("/today").status_code == 200


def test_browser_of_somebody_else_cannot_be_signed_out(client, me, app):
    stranger = app.test_client()
    signed_in(stranger, Role.TRANSLATOR)
    row = db.session.scalars(select(BrowserSession).where(BrowserSession.account_id != me.id)).one()
    assert send(client, f"/account/browsers/{row.id}/sign-out", page="/account").status_code == 404
    assert stranger.get("/today").status_code == 200


def test_another_app_takes_the_place_of_the_first(client, me, clock):
    clock.move(minutes=1)
    page = client.get("/account/app").text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    assert client.post("/account/app", data={**fields, "code": code_now(SECRET)}).status_code == 422
    assert client.post("/account/app", data={**fields, "code": code_now(secret)}).status_code == 200
    assert db.session.get(Account, me.id).totp_secret == secret
    assert told() == ["second-factor"]


def test_looking_at_the_page_of_an_app_keeps_no_secret(client, me):
    client.get("/account/app")
    assert db.session.get(Account, me.id).totp_secret == SECRET


def test_last_second_step_of_staff_stays(client, me):
    assert send(client, "/account/app/remove", page="/account/name").location == "/account?said=last"
    assert db.session.get(Account, me.id).totp_confirmed_at
    passkey(me)
    assert send(client, "/account/app/remove", page="/account/name").location == "/account?said=app-removed"
    assert db.session.get(Account, me.id).totp_confirmed_at is None
    held = db.session.scalars(select(Passkey)).one()
    answer = send(client, f"/account/passkeys/{held.id}/remove", page="/account/name")
    assert answer.location == "/account?said=last"
    assert db.session.scalars(select(Passkey)).one()


def test_partner_may_take_the_last_one_off(client):
    account = somebody(Role.PROVIDER)
    sign_in_whole(client, account)
    assert send(client, "/account/app/remove", page="/account/name").location == "/account?said=app-removed"


def passkey(account, **values):
    from app import clock

    made = Passkey(
        account_id=account.id,
        credential_id=b"one",
        public_key=b"key",
        name="the blue key",
        made_at=clock.now(),
        **values,
    )
    db.session.add(made)
    db.session.commit()
    return made


def test_passkey_is_renamed_by_its_owner_only(client, me, app):
    held = passkey(me)
    assert send(client, f"/account/passkeys/{held.id}", name="the red key").status_code == 303
    assert db.session.get(Passkey, held.id).name == "the red key"
    stranger = app.test_client()
    signed_in(stranger, Role.TRANSLATOR)
    assert stranger.get(f"/account/passkeys/{held.id}").status_code == 404
    assert send(stranger, f"/account/passkeys/{held.id}/remove", page="/account/name").status_code == 404


@pytest.mark.parametrize("answer", ["none", "{}", '{"rawId": 3}', '{"rawId": "b25l"}', "[]", "null"])
def test_answer_that_is_none_of_a_device_is_refused(client, app, answer):
    account = somebody()
    passkey(account)
    sign_in(client, account.email)
    got = send(client, "/sign-in/passkey", page="/sign-in/code", answer=answer)
    assert got.status_code == 422
    assert "did not answer as we asked" in got.text
    assert send(client, "/sign-in/code", code=code_now()).location == "/today"


def test_new_codes_on_paper_end_the_old_ones(client, me, app):
    first = re.findall(r"<code>([a-z0-9-]{11})</code>", send(client, "/account/recovery-codes").text)
    second = re.findall(r"<code>([a-z0-9-]{11})</code>", send(client, "/account/recovery-codes").text)
    assert len(first) == len(second) == 10 and not set(first) & set(second)
    assert not re.findall(r"<code>([a-z0-9-]{11})</code>", client.get("/account/recovery-codes").text)
    other = app.test_client()
    sign_in(other, me.email)
    assert send(other, "/sign-in/code", code=first[0]).status_code == 422
    assert send(other, "/sign-in/code", code=second[0].upper().replace("-", " ")).status_code == 303


def test_session_ends_when_it_lies_still(client, me, clock):
    clock.move(minutes=29)
    assert client.get("/today").status_code == 200
    clock.move(minutes=31)
    assert client.get("/today").status_code == 303


def test_session_of_an_administrator_ends_sooner(client, clock):
    sign_in_whole(client, somebody(Role.ADMINISTRATOR))
    clock.move(minutes=16)
    assert client.get("/today").status_code == 303


def test_session_ends_in_the_end_however_busy(client, me, clock):
    for _ in range(29):
        clock.move(minutes=25)
        last = client.get("/today").status_code
    assert last == 303
