"""Whatever is typed into a form of accounts: no crash, nothing sent back raw, nothing kept that breaks."""

import re

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.roles import Role
from app.models.people import Account, Team
from tests.people import signed_in
from tests.signing_in import PASSWORD, send, sign_in, somebody, token

pytestmark = pytest.mark.usefixtures("clock")

NAUGHTY = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\x00@b.example",
    "undefined",
    "null",
    "None",
    "true",
    "0",
    "-1",
    "1/0",
    "NaN",
    "1e400",
    "٠١٢٣٤٥",
    "¹²³⁴⁵⁶",
    "𝟙𝟚𝟛𝟜𝟝𝟞",
    "'; DROP TABLE account; --",
    "' OR 1=1 --",
    '" or ""="',
    "%(name)s %s %d {0} {{7*7}} ${7*7}",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>@b.example',
    "javascript:alert(1)",
    "bev@b.example\r\nBcc: all@b.example",
    "bev@b.example%0d%0aBcc: all@b.example",
    "Bev <bev@b.example>, all@b.example",
    "\u202egnp.exe",
    "\u2066\u2067x\u2069",
    "\u200b\u200c\u200d\ufeff",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "田中さん",
    "مرحبا",
    "Ω≈ç√∫˜µ≤≥÷",
    "../../../etc/passwd",
    "a" * 10_000,
    "é" * 200,
    "e\u0301" * 200,
    "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
]
TRIES = pytest.mark.parametrize("typed", NAUGHTY, ids=range(len(NAUGHTY)))
FINE = {200, 302, 303, 400, 404, 413, 422, 429}


def post(client, address, page=None, **fields):
    answer = send(client, address, page=page, **fields)
    assert answer.status_code in FINE, (address, answer.status_code)
    return answer


@TRIES
def test_before_signing_in(client, typed):
    for fields in ({"email": typed, "password": PASSWORD}, {"email": "b@b.example", "password": typed}):
        answer = post(client, "/sign-in", **fields, next=typed)
        raw = "<script>" in typed or "<img" in typed
        assert not (raw and typed in answer.text)
        assert "elsewhere" not in (answer.location or "")
    post(client, "/sign-in/forgotten", email=typed)
    sign_in(client, somebody().email)
    assert post(client, "/sign-in/code", code=typed, next=typed).status_code in {400, 422, 429}
    assert post(client, "/sign-in/passkey", page="/sign-in/code", answer=typed).status_code in {400, 422}


@TRIES
def test_on_ones_own_account(client, typed):
    account = signed_in(client, Role.ADMINISTRATOR)
    post(client, "/account/name", name=typed, language=typed)
    post(client, "/account/name", name=typed, language="en")
    post(client, "/account/app", code=typed, secret=typed)
    post(client, "/account/passkeys/add", name=typed, answer=typed)
    post(client, "/account/passkeys/add", name=typed)
    post(client, "/sign-in/confirm", password=typed, next=typed)
    post(client, "/account/password", password=typed)
    page = client.get("/account")
    name = db.session.get(Account, account.id).name
    assert not re.search(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069]", name)
    assert "<script>" not in page.text.partition("<main")[2]


@TRIES
def test_on_the_pages_of_people(client, typed):
    signed_in(client, Role.ADMINISTRATOR)
    other = somebody(Role.TRANSLATOR)
    post(client, "/admin/users", words=typed)
    choices = {"role": typed, "organization": typed, "team": typed, "reason": typed}
    post(client, "/admin/users/invite", email=typed, language=typed, **choices)
    post(client, "/admin/users/invite", email=typed, language="en", role="translator", reason=typed)
    post(client, f"/admin/users/{other.id}/roles", **choices)
    post(client, f"/admin/users/{other.id}/roles", role="administrator", reason=typed)
    post(client, f"/admin/users/{other.id}/second-factor", reason=typed)
    post(client, "/admin/teams", name=typed)
    page = client.get("/admin/teams")
    assert page.status_code == 200
    assert not any("\x00" in team.name for team in db.session.scalars(select(Team)))
    assert client.get("/admin/users").status_code == 200


def test_fields_a_form_does_not_have_change_nothing(client):
    account = signed_in(client, Role.TRANSLATOR)
    before = {column.name: getattr(account, column.key) for column in Account.__mapper__.columns}
    extra = {name: "administrator" for name in before if name not in {"name", "language"}}
    client.post(
        "/account/name",
        data={
            "form_token": token(client, "/account/name"),
            "name": account.name,
            "language": account.language,
            "role": "administrator",
            "roles": "administrator",
            "grants": "administrator",
            **extra,
        },
    )
    after = db.session.get(Account, account.id)
    same = {name for name in before if name not in {"modified_at", "version"}}
    assert {name: getattr(after, name) for name in same} == {name: before[name] for name in same}
    assert client.get("/admin/users").status_code == 403
