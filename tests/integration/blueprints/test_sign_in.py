"""Signing in: the same for everybody who knocks, one session at a time, and out again."""

import re
from contextlib import contextmanager

import pytest
from sqlalchemy import select

from app.database import db
from app.domain import throttle
from app.domain.roles import Role
from app.gateways import password_hashing
from app.models.people import Account, BrowserSession, Throttle, UsedCode
from app.operations import accounts as operations
from app.queries import accounts as queries
from tests.factories import AccountFactory
from tests.people import signed_in
from tests.signing_in import PASSWORD, code_now, cookie_of, send, sign_in, sign_in_whole, somebody, token
from tests.unit.web.test_way_on import ELSEWHERE

pytestmark = pytest.mark.usefixtures("clock")


def test_the_page_sets_no_cookie(client):
    answer = client.get("/sign-in?next=/listings")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_password_alone_opens_nothing_for_staff(client):
    answer = sign_in(client, somebody().email)
    assert (answer.status_code, answer.location) == (303, "/sign-in/code")
    assert client.get("/today").location.startswith("/sign-in")


def test_password_and_code_open_today(client):
    answer = sign_in_whole(client, somebody())
    assert (answer.status_code, answer.location) == (303, "/today")
    assert client.get("/today").status_code == 200


def test_partner_without_a_second_factor_is_let_in(client):
    answer = sign_in(client, somebody(Role.PROVIDER, with_app=False).email)
    assert (answer.status_code, answer.location) == (303, "/today")
    assert client.get("/today").status_code == 200


def test_partner_with_a_second_factor_is_asked_for_it(client):
    assert sign_in(client, somebody(Role.PROVIDER).email).location == "/sign-in/code"


def test_staff_without_a_second_factor_set_one_up_first(client):
    answer = sign_in(client, somebody(with_app=False).email)
    assert answer.location == "/sign-in/set-up"
    for address in ("/today", "/account", "/listings", "/sign-in/confirm"):
        assert client.get(address).status_code in {303, 404}
    assert client.get("/today").location.startswith("/sign-in")


def test_page_asked_for_is_where_it_leads(client):
    account = somebody()
    assert client.get("/account").location == "/sign-in?next=/account"
    answer = sign_in(client, account.email, next="/account")
    assert answer.location == "/sign-in/code?next=/account"
    answer = send(client, "/sign-in/code", page=answer.location, code=code_now(), next="/account")
    assert answer.location == "/account"


def test_code_works_once(client, app):
    account = somebody()
    sign_in_whole(client, account)
    other = app.test_client()
    sign_in(other, account.email)
    assert send(other, "/sign-in/code", code=code_now()).status_code == 422
    assert db.session.scalars(select(UsedCode)).one().account_id == account.id


def test_session_before_the_code_is_dead_after_it(client, app):
    account = somebody()
    sign_in(client, account.email)
    before = cookie_of(client)
    send(client, "/sign-in/code", code=code_now())
    assert cookie_of(client) != before
    other = app.test_client()
    other.set_cookie("ginnel-session", before, domain="localhost")
    assert other.get("/today").location.startswith("/sign-in")
    assert other.get("/sign-in/code").location.startswith("/sign-in")


def test_session_planted_before_signing_in_is_dead_after_it(client, app):
    first = signed_in(client, Role.TRANSLATOR)
    planted = cookie_of(client)
    account = somebody()
    send_token = token(client, "/account/name")
    client.post("/sign-in", data={"form_token": send_token, "email": account.email, "password": PASSWORD})
    other = app.test_client()
    other.set_cookie("ginnel-session", planted, domain="localhost")
    assert other.get("/today").location.startswith("/sign-in")
    assert first.id != account.id


def copied(client, app):
    """Another browser with a copy of the cookie."""
    other = app.test_client()
    other.set_cookie("ginnel-session", cookie_of(client), domain="localhost")
    assert other.get("/today").status_code == 200
    return other


def test_copied_cookie_is_dead_after_signing_out(client, app):
    signed_in(client, Role.DIRECTORY_EDITOR)
    other = copied(client, app)
    answer = client.post("/sign-out", data={"form_token": token(client, "/account/name")})
    assert answer.location == "/signed-out"
    assert cookie_of(client) is None
    assert other.get("/today").status_code == 303


def test_copied_cookie_is_dead_after_showing_that_it_is_you(client, app):
    account = somebody()
    sign_in_whole(client, account)
    other = copied(client, app)
    assert send(client, "/sign-in/confirm", password=PASSWORD).status_code == 303
    assert client.get("/today").status_code == 200
    assert other.get("/today").status_code == 303


def test_copied_cookie_is_dead_after_the_account_is_shut(client, app):
    account = signed_in(client, Role.DIRECTORY_EDITOR)
    other = copied(client, app)
    operations.disable(queries.account(account.id), by=queries.viewer_of(AccountFactory()))
    db.session.commit()
    assert other.get("/today").status_code == 303
    assert client.get("/today").status_code == 303


def test_wrong_password_says_the_same_for_everybody(client, app):
    """Bytes, look-ups and hashes are the same for known, unknown, disabled and invited."""
    from app import clock

    somebody(email="known1@beckside.example")
    somebody(email="shut12@beckside.example", disabled_at=clock.now())
    AccountFactory(email="empty1@beckside.example", role=Role.TRANSLATOR)
    seen = {}
    for email in ("known1", "shut12", "empty1", "nobody"):
        address = f"{email}@beckside.example"
        held = token(client)
        with counting(app) as counted:
            answer = client.post(
                "/sign-in", data={"form_token": held, "email": address, "password": "not the password"}
            )
        assert answer.status_code == 422
        page = re.sub(r'name="form_token" value="[^"]+"', "", answer.text.replace(email, "EMAIL"))
        headers = {name: value for name, value in answer.headers if name != "X-Request-Id"}
        seen[email] = (page, headers, counted["hashes"], counted["statements"])
    assert seen["nobody"][2] == 1
    first = seen["nobody"]
    for name, one in seen.items():
        assert one[1:] == first[1:], name
        assert one[0] == first[0], name


def test_right_password_of_a_shut_account_says_the_same_as_a_wrong_one(client):
    from app import clock

    account = somebody(disabled_at=clock.now())
    right, wrong = sign_in(client, account.email), sign_in(client, account.email, "not the password")
    assert right.status_code == wrong.status_code == 422

    def masked(page):
        return re.sub(r'name="form_token" value="[^"]+"', "", page.text)

    assert masked(right) == masked(wrong)


@contextmanager
def counting(app):
    """How many hashes were worked out, and which statements were sent."""
    from argon2 import PasswordHasher

    from tests.databases import count_statements

    counted = {"hashes": 0, "statements": 0}
    verify, make = PasswordHasher.verify, PasswordHasher.hash

    def verifying(self, kept, *given):
        counted["hashes"] += kept.startswith("$argon2id$")  # anything else is refused without any work
        return verify(self, kept, *given)

    def making(self, *given, **more):
        counted["hashes"] += 1
        return make(self, *given, **more)

    PasswordHasher.verify, PasswordHasher.hash = verifying, making
    try:
        with count_statements() as statements:
            yield counted
    finally:
        PasswordHasher.verify, PasswordHasher.hash = verify, make
    counted["statements"] = [re.sub(r"\s+", " ", one)[:60] for one in statements]


def test_eleventh_try_is_told_to_wait(client):
    account = somebody()
    for _ in range(throttle.AT_AN_ACCOUNT.times):
        assert sign_in(client, account.email, "not the password").status_code == 422
    answer = sign_in(client, account.email)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= throttle.QUARTER
    assert "Wait" in answer.text


def test_strangers_cannot_shut_a_known_browser_out(client, app):
    account = somebody()
    sign_in_whole(client, account)
    client.post("/sign-out", data={"form_token": token(client, "/account/name")})
    stranger = app.test_client()
    for _ in range(throttle.AT_AN_ACCOUNT.times + 1):
        sign_in(stranger, account.email, "not the password")
    assert sign_in(stranger, account.email).status_code == 429
    assert sign_in(client, account.email).status_code == 303


def test_mark_of_a_known_browser_counts_for_its_own_accounts_only(client, app):
    sign_in_whole(client, somebody())
    other = somebody()
    client.post("/sign-out", data={"form_token": token(client, "/account/name")})
    for _ in range(throttle.AT_AN_ACCOUNT.times):
        sign_in(client, other.email, "not the password")
    assert sign_in(app.test_client(), other.email).status_code == 429


def test_known_browser_has_a_limit_too(client, app):
    account = somebody()
    sign_in_whole(client, account)
    client.post("/sign-out", data={"form_token": token(client, "/account/name")})
    for _ in range(throttle.FROM_A_KNOWN_BROWSER.times):
        sign_in(client, account.email, "not the password")
    assert sign_in(client, account.email).status_code == 429


def test_counts_hold_no_name_and_no_address(client):
    account = somebody()
    sign_in(client, account.email, "not the password")
    rows = db.session.scalars(select(Throttle)).all()
    assert len(rows) == 2
    assert not any(account.email in row.key or "127.0.0.1" in row.key for row in rows)


def test_right_password_does_not_count(client):
    account = somebody(Role.PROVIDER, with_app=False)
    sign_in(client, account.email)
    assert {row.times for row in db.session.scalars(select(Throttle))} == {0}


def test_wrong_codes_end_in_a_wait(client):
    sign_in(client, somebody().email)
    for _ in range(throttle.CODES.times):
        assert send(client, "/sign-in/code", code="000000").status_code == 422
    assert send(client, "/sign-in/code", code=code_now()).status_code == 429


def test_old_hash_is_made_anew_with_the_right_password(client):
    account = somebody(Role.PROVIDER, with_app=False)
    old = password_hashing._cost
    account.password_hash = _costing(password_hashing.Cost(memory=128, times=1))
    kept = account.password_hash
    assert password_hashing._cost == old
    sign_in(client, account.email)
    fresh = db.session.get(Account, account.id).password_hash
    assert fresh != kept and not password_hashing.is_outdated(fresh)


def _costing(cost):
    from app.gateways.password_hashing import _hasher

    return _hasher(cost).hash(PASSWORD)


def test_nothing_is_written_in_the_sign_in_form_that_was_typed_as_password(client):
    answer = sign_in(client, somebody().email, "sentinel-password-1234")
    assert "sentinel-password-1234" not in answer.text


def test_signed_in_reader_is_sent_on(client):
    signed_in(client, Role.TRANSLATOR)
    assert client.get("/sign-in").location == "/today"


def test_session_rows_hold_no_token(client):
    sign_in_whole(client, somebody())
    rows = db.session.scalars(select(BrowserSession)).all()
    assert all(cookie_of(client) not in (row.token_hash, row.form_key) for row in rows)


def test_sixty_addresses_elsewhere_lead_nowhere_but_here(app):
    account = somebody(Role.PROVIDER, with_app=False)
    for target in ELSEWHERE:
        browser = app.test_client()
        answer = sign_in(browser, account.email, next=target)
        if answer.status_code == 400:
            assert "\x00" in target  # the gate takes no NUL
            continue
        assert (answer.status_code, answer.location) == (303, "/today"), target
        if "\x00" not in target:
            assert browser.get("/sign-in", query_string={"next": target}).location == "/today", target
