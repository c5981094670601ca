"""The first administrator, and the people of a demonstration."""

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import select

from app.database import db
from app.domain import demo_accounts
from app.domain.roles import Role
from app.models.people import Account
from app.queries import accounts as queries
from config import ROOT, Config, MissingSettingError, ProductionConfig, is_loopback
from tests.signing_in import PASSWORD, send, sign_in, somebody


def run(app, *words):
    return app.test_cli_runner().invoke(args=["accounts", *words])


@pytest.fixture
def data(demo_app, tmp_path, monkeypatch):
    monkeypatch.setitem(demo_app.config, "DATA", tmp_path)
    return tmp_path


def test_first_administrator_is_invited_with_a_link(app, client):
    told = run(app, "invite", "carol@beckside.example", "--role", "administrator")
    assert told.exit_code == 0
    link = told.output.strip()
    assert link.startswith("http://localhost/invitation/")
    address = link.removeprefix("http://localhost")
    assert send(client, address, name="Carol", password="three words on a wall").location == "/sign-in/set-up"
    account = db.session.scalars(select(Account)).one()
    assert [one.role for one in queries.grants_held(account)] == [Role.ADMINISTRATOR]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("invite", "carol", "--role", "administrator"), "no e-mail address"),
        (("invite", "c@b.example", "--role", "link-worker"), "/admin/users"),
        (("invite", "c@b.example", "--role", "wizard"), "wizard"),
        (("open", "nobody@b.example"), "no account"),
        (("demo",), "no demonstration"),
    ],
)
def test_command_that_cannot_be_done_says_why(app, words, said):
    told = run(app, *words)
    assert told.exit_code != 0
    assert said in told.output


def test_shut_account_is_opened_from_the_command_line(app, client):
    from app import clock

    account = somebody(disabled_at=clock.now())
    db.session.commit()
    assert run(app, "open", account.email).exit_code == 0
    assert sign_in(client, account.email, PASSWORD).status_code == 303


def test_demonstration_has_one_person_a_role_with_one_password(demo_app, demo_client, data):
    told = run(demo_app, "demo")
    assert told.exit_code == 0
    password = re.search(r"Their password: (\S+)", told.output)[1]
    kept = data / "secrets" / "demo-password"
    assert kept.read_text() == password
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    for role in Role:
        browser = demo_app.test_client()
        answer = sign_in(browser, demo_accounts.email_of(role), password)
        assert (answer.status_code, answer.location) == (303, "/today"), role
        assert browser.get("/today").status_code == 200
    page = demo_client.get("/sign-in").text
    assert page.count("@demo.example") == len(Role)
    assert password not in page


def test_demonstration_is_made_once_and_keeps_its_password(demo_app, data):
    first, second = run(demo_app, "demo"), run(demo_app, "demo")
    assert first.output == second.output
    assert len(db.session.scalars(select(Account)).all()) == len(Role)


def test_demonstration_may_ask_for_a_second_step(demo_app, demo_client, data, monkeypatch):
    password = re.search(r"Their password: (\S+)", run(demo_app, "demo").output)[1]
    monkeypatch.setitem(demo_app.config, "DEMO_MFA", True)
    answer = sign_in(demo_client, "link-worker@demo.example", password)
    assert answer.location == "/sign-in/set-up"


def test_people_of_a_demonstration_cannot_sign_in_where_it_may_not_be_served(
    demo_app, demo_client, data, monkeypatch
):
    password = re.search(r"Their password: (\S+)", run(demo_app, "demo").output)[1]
    monkeypatch.setitem(demo_app.config, "DEMO_ACCOUNTS", False)
    assert sign_in(demo_client, "administrator@demo.example", password).status_code == 422
    assert "@demo.example" not in demo_client.get("/sign-in").text


def test_every_page_of_a_demonstration_says_so(demo_app, demo_client, data):
    password = re.search(r"Their password: (\S+)", run(demo_app, "demo").output)[1]
    sign_in(demo_client, "administrator@demo.example", password)
    for address in ("/today", "/account", "/admin/users", "/admin/teams", "/nowhere"):
        page = demo_client.get(address).text
        assert "gin-note--demo" in page, address


@pytest.mark.parametrize(
    ("host", "anywhere", "may"),
    [
        (None, None, True),
        ("127.0.0.1", None, True),
        ("::1", None, True),
        ("localhost", None, True),
        ("0.0.0.0", None, False),
        ("192.168.1.4", None, False),
        ("ginnel.example", None, False),
        ("0.0.0.0", "1", True),
    ],
)
def test_demonstration_is_for_this_machine_unless_told_otherwise(monkeypatch, tmp_path, host, anywhere, may):
    monkeypatch.setenv("GINNEL_DATA", str(tmp_path))
    for name, value in (("HOST", host), ("GINNEL_DEMO_ANYWHERE", anywhere)):
        monkeypatch.setenv(name, value) if value else monkeypatch.delenv(name, raising=False)
    assert Config().DEMO_ACCOUNTS is may


def test_production_lets_no_invented_person_in(monkeypatch, tmp_path):
    from config import REQUIRED

    for name in REQUIRED:
        monkeypatch.setenv(name, "1:x" if "KEY" in name else "0")
    monkeypatch.setenv("GINNEL_DATA", str(tmp_path))
    monkeypatch.setenv("HOST", "127.0.0.1")
    assert ProductionConfig().DEMO_ACCOUNTS is False
    monkeypatch.delenv(REQUIRED[0])
    with pytest.raises(MissingSettingError):
        ProductionConfig()
    assert is_loopback("127.8.8.8")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "ginnel.example"])
def test_server_refuses_to_show_a_demonstration_to_other_machines(host, tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GINNEL_")}
    told = subprocess.run(
        [Path(ROOT, "script", "server")],
        env={**kept, "HOST": host, "GINNEL_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert told.returncode == 1
    assert "GINNEL_DEMO_ANYWHERE=1" in told.stderr
    assert list(tmp_path.iterdir()) == []
