"""The gate, the transaction and the headers, on an application with a few views of its own."""

import json
import logging

import pytest
from sqlalchemy.exc import OperationalError

from app.models.work import UnmetSearch
from app.web import tokens
from app.web.access import public
from app.web.headers import FIXED

HEADERS = sorted(FIXED)


@pytest.fixture
def odd(app):
    """The app with views that fail in every way."""
    import datetime as dt

    from flask import Blueprint, abort

    from app.database import db

    bp = Blueprint("odd", __name__)

    @bp.route("/odd/<int:code>")
    @public
    def answer(code):
        abort(code)

    @bp.route("/odd/undeclared")
    def undeclared():
        return "never"

    @bp.route("/odd/crash")
    @public
    def crash():
        raise RuntimeError("Mrs Example, 0113 496 0000")

    @bp.route("/odd/busy")
    @public
    def busy():
        raise OperationalError("SELECT 1", {}, Exception("database is locked"))

    @bp.route("/odd/write/<int:code>", methods=["POST"])
    @public
    def write(code):
        db.session.add(UnmetSearch(week=dt.date(2026, 11, 23), terms=f"odd-{code}", times=1))
        db.session.flush()
        return {}, code

    if "odd" not in app.blueprints:
        app._got_first_request = False
        app.register_blueprint(bp)
        app._got_first_request = True
    return app


def written(app):
    from sqlalchemy import select

    from app.database import db

    return db.session.scalars(select(UnmetSearch.terms).where(UnmetSearch.terms.like("odd-%"))).all()


def token(app):
    with app.test_request_context():
        return tokens.form_token()


@pytest.mark.parametrize("code", [400, 403, 404, 405, 410, 413, 422, 429, 500, 503])
def test_error_page_carries_every_header_and_no_cookie(odd, code):
    answer = odd.test_client().get(f"/odd/{code}")
    assert answer.status_code == code
    assert [name for name in HEADERS if name not in answer.headers] == []
    assert "Set-Cookie" not in answer.headers
    assert b"<h1" in answer.data


def test_view_that_does_not_say_who_may_use_it_is_refused(odd):
    assert odd.test_client().get("/odd/undeclared").status_code == 500


def test_crash_is_logged_without_what_was_typed(odd, capsys):
    records = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(logging.getLogger("ginnel").handlers[0].format(record))
    log = logging.getLogger("ginnel")
    log.addHandler(handler)
    try:
        assert odd.test_client().get("/odd/crash?near=LS9+7UF").status_code == 500
    finally:
        log.removeHandler(handler)
    text = "\n".join(records)
    assert "RuntimeError" in text
    assert "Example" not in text
    assert "LS9" not in text
    assert all(json.loads(line) for line in records)


def test_busy_database_asks_to_come_back(odd):
    answer = odd.test_client().get("/odd/busy")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"


def test_form_from_our_own_page_is_committed(odd):
    answer = odd.test_client().post("/odd/write/200", data={"form_token": token(odd)})
    assert answer.status_code == 200
    assert written(odd) == ["odd-200"]


def test_invalid_form_leaves_nothing_behind(odd):
    odd.test_client().post("/odd/write/422", data={"form_token": token(odd)})
    assert written(odd) == []


def test_form_without_our_token_can_be_sent_again_with_all_that_was_typed(odd):
    answer = odd.test_client().post("/odd/write/200", data={"words": "Zażółć & <b>"})
    assert answer.status_code == 400
    assert "Zażółć &amp; &lt;b&gt;" in answer.text
    assert 'name="form_token"' in answer.text
    assert written(odd) == []


def test_form_token_of_yesterday_is_not_fresh(odd, monkeypatch):
    import time

    old = token(odd)
    now = time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + tokens.LASTS + 60)
    assert odd.test_client().post("/odd/write/200", data={"form_token": old}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_form_sent_by_another_site_is_refused(odd, headers):
    answer = odd.test_client().post("/odd/write/200", data={"form_token": token(odd)}, headers=headers)
    assert answer.status_code == 403
    assert written(odd) == []


def test_unknown_host_is_refused(odd):
    assert odd.test_client().get("/healthz", base_url="http://elsewhere.example").status_code == 400


def test_body_that_is_too_big_is_refused(odd):
    answer = odd.test_client().post("/odd/write/200", data={"form_token": "x" * (3 * 1024 * 1024)})
    assert answer.status_code == 413


def test_healthz_answers(client):
    assert client.get("/healthz").json == {"status": "alive"}


def test_answer_without_a_session_may_be_cached_for_everybody(client):
    assert "Cookie" not in client.get("/healthz").headers.get("Vary", "")


def test_readyz_names_what_is_missing(app, client):
    from sqlalchemy import delete

    from app.database import db
    from app.models.search import SearchVersion

    db.session.execute(delete(SearchVersion))
    db.session.commit()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json["missing"] == ["search"]


def test_no_page_may_use_the_camera_or_ask_where_the_reader_is(client):
    allowed = client.get("/healthz").headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(allowed)


def test_readyz_says_when_the_daily_job_has_stopped(demo_client, clock):
    assert demo_client.get("/readyz").json["late"] == []
    clock.move(days=60)
    answer = demo_client.get("/readyz")
    assert (answer.status_code, answer.json["late"]) == (200, ["dates"])
