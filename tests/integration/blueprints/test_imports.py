"""Imports from pages: send, say what the columns are, look, do it."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app import clock as time
from app.database import db
from app.domain.roles import Role
from app.domain.stewardship import HowOften, PlanStatus
from app.domain.viewer import SYSTEM
from app.jobs import runner
from app.models.audit import AuditEvent
from app.models.directory import ImportRun, Service
from app.models.stewardship import ColumnMapping, Feed, ImportPlan, ListingCare
from app.operations import feeds as operations
from tests.fixtures import bombs

TABLE = "Title,Group,Tel no,Where it is,Post code\nPuff and natter,Beckside,0113 496 0000,Hall,LS9 7UF\n"
SERVICE = {"id": "5b0c3a4e-2f6d-4c1a-9c7e-0d4f6a1b2c3d", "name": "Puff and natter", "description": "A brew."}


@pytest.fixture
def editor(as_role: Callable[..., FlaskClient]) -> FlaskClient:
    return as_role(Role.DIRECTORY_EDITOR)


def token_of(page: TestResponse) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', page.text)
    assert found is not None
    return found[1]


def send(
    editor: FlaskClient, content: bytes | str, name: str = "list.csv", feed: str = "Beckside"
) -> TestResponse:
    token = token_of(editor.get("/listings/imports/upload"))
    data = content.encode() if isinstance(content, str) else content
    fields = {"form_token": token, "name": feed, "file": FileStorage(io.BytesIO(data), name)}
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return editor.post("/listings/imports/upload", data=body, content_type=kind)


def post(editor: FlaskClient, page: str, to: str = "", **fields: Any) -> TestResponse:
    token = token_of(editor.get(page))
    return editor.post(to or page, data={"form_token": token, **fields})


def work() -> None:
    db.session.rollback()
    while runner.run_one("test"):
        pass
    db.session.expire_all()


def the_plan() -> ImportPlan:
    db.session.expire_all()
    return db.session.scalars(sa.select(ImportPlan).order_by(ImportPlan.made_at.desc()).limit(1)).one()


def brought_in(
    editor: FlaskClient, content: bytes | str, name: str = "list.json", feed: str = "Beckside"
) -> None:
    answer = send(editor, content, name, feed)
    assert answer.status_code == 303
    work()
    page = answer.location
    assert post(editor, page, f"{page}/apply").status_code == 303
    work()
    assert the_plan().status is PlanStatus.APPLIED


# A table


def test_table_is_mapped_looked_at_and_done(editor: FlaskClient) -> None:
    answer = send(editor, TABLE)
    columns = answer.location
    assert columns.endswith("/columns")
    page = editor.get(columns)
    chosen = dict(re.findall(r'name="(column_\d)".*?<option value="([^"]*)" selected', page.text, re.DOTALL))
    assert chosen == {
        "column_0": "name",
        "column_1": "",
        "column_2": "phones",
        "column_3": "venue",
        "column_4": "postcode",
    }
    done = post(editor, columns, **{**chosen, "column_1": "organization"})
    assert done.status_code == 303
    assert "It will begin in a moment" in editor.get(done.location).text
    work()
    page = editor.get(done.location)
    assert "1 listing was given" in page.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Service)) == 0
    assert post(editor, done.location, f"{done.location}/apply").status_code == 303
    work()
    service = db.session.scalars(sa.select(Service)).one()
    assert (service.name, service.phones[0].number) == ("Puff and natter", "0113 496 0000")
    assert service.organization is not None and service.organization.name == "Beckside"
    assert "What was done" in editor.get(done.location).text
    assert the_plan().run_id == db.session.scalars(sa.select(ImportRun.id)).one()


def test_columns_are_remembered_for_the_feed_and_for_tables_like_it(editor: FlaskClient) -> None:
    columns = send(editor, TABLE).location
    post(editor, columns, column_0="name", column_1="summary")
    for feed in ("Beckside", "Another"):
        page = editor.get(send(editor, TABLE, feed=feed).location)
        assert "This is how it was the last time" in page.text
        assert '<option value="summary" selected>' in page.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ColumnMapping)) == 1


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"column_0": "", "column_1": "summary"}, "Say which column holds the name"),
        ({"column_0": "name", "column_1": "name"}, "Two columns cannot stand for the same thing"),
    ],
)
def test_columns_that_make_no_sense_are_asked_again(
    editor: FlaskClient, chosen: dict[str, str], said: str
) -> None:
    answer = post(editor, send(editor, TABLE).location, **chosen)
    assert answer.status_code == 422
    assert said in answer.text
    assert the_plan().mapping == {}


def test_spreadsheet_is_read_like_a_table(editor: FlaskClient) -> None:
    columns = send(editor, bombs.workbook(bombs.plain_row()), "list.xlsx").location
    assert "Such as: Tea" in editor.get(columns).text


# What may go wrong


@pytest.mark.parametrize("name", bombs.FILES)
def test_bomb_is_refused_at_the_door(editor: FlaskClient, name: str) -> None:
    file, make = bombs.FILES[name]
    answer = send(editor, make(), file)
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:  # more rows than we take is seen when they are read
        work()
        answer = editor.get(answer.location)
    else:
        assert "There is something to put right" in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Service)) == 0


def test_file_that_is_too_big_is_said_so(editor: FlaskClient) -> None:
    answer = send(editor, b"Name\n" + b"Tea\n" * 2_700_000)
    assert answer.status_code == 422
    assert "The file is too big" in answer.text


def test_more_than_a_file_may_be_is_not_even_read(editor: FlaskClient) -> None:
    assert send(editor, b" " * 12_000_000).status_code == 413


def test_form_without_a_file_asks_for_one(editor: FlaskClient) -> None:
    answer = post(editor, "/listings/imports/upload", name="Beckside")
    assert answer.status_code == 422
    assert "Choose a file" in answer.text


def test_names_in_a_file_are_words_and_never_page_code(editor: FlaskClient) -> None:
    nasty = "<script>alert(1)</script>"
    page = editor.get(send(editor, f'Name,"{nasty}"\nTea,{nasty}\n', f"{nasty}.csv").location)
    assert nasty not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("odd", ["\0", "\u202e", "\ud800", "a\0b", "'\";--", "%s{{7*7}}", "\u0300" * 40])
def test_odd_letters_anywhere_in_a_file_do_no_harm(editor: FlaskClient, odd: str) -> None:
    given = json.dumps([{**SERVICE, "name": f"Tea {odd}", odd or "x": odd, "status": odd}, odd])
    named = (
        odd.encode(errors="ignore").decode().replace("\0", "")
    )  # in a form's field NUL is refused at the door
    answer = send(editor, given, f"{named}.json")
    assert answer.status_code == 303
    work()
    assert "2 listings were given" in editor.get(answer.location).text
    safe = odd.encode(errors="ignore").decode().replace('"', "")
    columns = send(editor, f'Name,"{safe} x"\nTea,{safe}\n', feed=f"Feed {named}")
    assert columns.status_code == 303
    assert editor.get(columns.location).status_code == 200


def test_plan_that_does_not_hold_is_shown_again_and_not_done(editor: FlaskClient) -> None:
    brought_in(editor, json.dumps([SERVICE]))
    page = send(editor, json.dumps([{**SERVICE, "description": "Two brews."}]), "list.json").location
    work()
    service = db.session.scalars(sa.select(Service)).one()
    service.description = "Something else meanwhile."
    db.session.commit()
    post(editor, page, f"{page}/apply")
    work()
    assert "Nothing has been done yet" in editor.get(page).text
    assert db.session.scalars(sa.select(Service.description)).one() == "Something else meanwhile."
    post(editor, page, f"{page}/apply")
    work()
    assert db.session.scalars(sa.select(Service.description)).one() == "Two brews."


def test_doing_it_twice_is_refused(editor: FlaskClient) -> None:
    page = send(editor, json.dumps([SERVICE]), "list.json").location
    work()
    token = token_of(editor.get(page))
    assert editor.post(f"{page}/apply", data={"form_token": token}).status_code == 303
    assert editor.post(f"{page}/apply", data={"form_token": token}).status_code == 409
    work()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportRun)) == 1


def test_newer_file_puts_an_undecided_one_out_of_date(editor: FlaskClient) -> None:
    first = send(editor, json.dumps([SERVICE]), "list.json").location
    work()
    send(editor, json.dumps([SERVICE]), "list.json")
    assert "Out of date" in editor.get(first).text


def test_plan_thrown_away_takes_its_file_with_it(editor: FlaskClient, app: Flask) -> None:
    page = send(editor, json.dumps([SERVICE]), "list.json").location
    work()
    assert list((app.config["DATA"] / "imports").glob("*.json"))
    kept = the_plan().file
    post(editor, page, f"{page}/throw-away")
    assert the_plan().status is PlanStatus.THROWN_AWAY
    assert not (app.config["DATA"] / "imports" / kept).exists()


def test_same_file_again_has_nothing_to_do(editor: FlaskClient) -> None:
    brought_in(editor, json.dumps([SERVICE]))
    page = send(editor, json.dumps([SERVICE]), "list.json").location
    work()
    assert "says all of this already" in editor.get(page).text


# Ours and theirs


def test_field_changed_here_is_listed_and_theirs_taken_only_when_ticked(editor: FlaskClient) -> None:
    brought_in(editor, json.dumps([SERVICE]))
    service = db.session.scalars(sa.select(Service)).one()
    service.description = "Our words."
    db.session.add(ListingCare(service_id=service.id, local_fields=["description"]))
    db.session.commit()
    newer = {**SERVICE, "description": "Their words.", "email": "tea@beckside.example"}
    page = send(editor, json.dumps([newer]), "list.json").location
    work()
    shown = editor.get(page).text
    assert "Our words." in shown and "Their words." in shown
    post(editor, page, f"{page}/choices", theirs=[f"{service.id}:description", f"{service.id}:name", "x:y"])
    assert the_plan().choices == {str(service.id): ["description"]}
    work()
    assert "What happens there: theirs is taken" in editor.get(page).text
    post(editor, page, f"{page}/apply")
    work()
    assert db.session.scalars(sa.select(Service.description)).one() == "Their words."
    assert db.session.scalars(sa.select(ListingCare.local_fields)).one() == []


# Addresses


class Feeds(BaseHTTPRequestHandler):
    listings: list[dict[str, Any]]

    def do_GET(self) -> None:
        body = json.dumps({"contents": self.listings, "page_number": 1, "total_pages": 1}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    app.config["IMPORT_PAGE_BOUNDS"] = replace(operations.BOUNDS, loopback=True)
    Feeds.listings = [SERVICE]
    with ThreadingHTTPServer(("127.0.0.1", 0), Feeds) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/services"
        running.shutdown()
    del app.config["IMPORT_PAGE_BOUNDS"]


def test_address_is_read_and_shown_before_it_is_done(editor: FlaskClient, address: str) -> None:
    answer = post(editor, "/listings/imports/new", address=address, name="Council", how_often="weekly")
    assert answer.status_code == 303
    work()
    assert "1 listing was given" in editor.get(answer.location).text
    post(editor, answer.location, f"{answer.location}/apply")
    work()
    assert db.session.scalars(sa.select(Service.feed)).one() == "Council"


def test_address_on_our_own_network_is_not_asked(editor: FlaskClient) -> None:
    answer = post(
        editor, "/listings/imports/new", address="http://127.0.0.1:9/services", name="Us", how_often="never"
    )
    work()
    page = editor.get(answer.location).text
    assert "may not be asked" in page
    assert the_plan().status is PlanStatus.FAILED


def test_scheduled_feed_is_read_when_its_day_comes(
    clock: Any, as_role: Callable[..., FlaskClient], address: str
) -> None:
    feed = operations.named("Council", by=SYSTEM)
    operations.set_reading(feed, by=SYSTEM, address=address, how_often=HowOften.DAILY, applies_itself=True)
    db.session.commit()
    work()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportPlan)) == 0
    clock.move(days=1)
    db.session.rollback()
    runner.run_due("test")
    db.session.expire_all()
    assert the_plan().status is PlanStatus.APPLIED
    assert db.session.scalars(sa.select(Service.name)).one() == "Puff and natter"
    Feeds.listings = [{**SERVICE, "description": "Two brews."}]
    clock.move(days=1)
    db.session.rollback()
    runner.run_due("test")
    db.session.expire_all()
    page = as_role(Role.DIRECTORY_EDITOR).get(
        f"/listings/imports/feeds/{db.session.scalars(sa.select(Feed.id)).one()}"
    )
    assert "1 given: 0 new, 1 changed" in page.text


def test_stopped_feed_is_read_no_more(
    clock: Any, editor: FlaskClient, as_role: Callable[..., FlaskClient], address: str
) -> None:
    answer = post(editor, "/listings/imports/new", address=address, name="Council", how_often="daily")
    feed = db.session.scalars(sa.select(Feed)).one()
    page = f"/listings/imports/feeds/{feed.id}"
    assert post(editor, page, f"{page}/stop").status_code == 303
    work()
    clock.move(days=3)
    assert operations.read_due() == []
    assert answer.status_code == 303
    page = as_role(Role.DIRECTORY_EDITOR).get("/listings/imports")
    assert "It is not read any more" in page.text


# Who may, and the trace


@pytest.mark.parametrize("role", [Role.PROVIDER, Role.LINK_WORKER, Role.ADMINISTRATOR])
def test_only_a_directory_editor_may_import(as_role: Callable[..., FlaskClient], role: Role) -> None:
    assert as_role(role).get("/listings/imports").status_code == 403


def test_import_leaves_one_line_in_the_trace(editor: FlaskClient) -> None:
    brought_in(editor, json.dumps([SERVICE]))
    rows = db.session.execute(
        sa.select(AuditEvent.actor_id, AuditEvent.fields).where(AuditEvent.action == "import.applied")
    ).all()
    assert [(actor, fields["count"]) for actor, fields in rows] == [(editor.account.id, 1)]  # type: ignore[attr-defined]


def test_file_nobody_decided_about_goes_after_a_fortnight(editor: FlaskClient, app: Flask) -> None:
    send(editor, json.dumps([SERVICE]), "list.json")
    plan = the_plan()
    plan.made_at = time.now() - dt.timedelta(days=15)
    db.session.commit()
    assert operations.forget_old(app.config["DATA"]) == 1
    assert the_plan().status is PlanStatus.OUTDATED
