"""A page kept is the page everybody would be given, and never for longer than it is true."""

import pytest
from sqlalchemy import func, select, update

from app.database import db
from app.models.search import SearchVersion
from app.models.work import UnmetSearch


@pytest.fixture(autouse=True)
def stopped(clock):
    clock.set("2026-11-24T09:30:10")
    return clock


def test_the_second_to_ask_costs_one_statement(demo_client, count_statements):
    first = demo_client.get("/activities?q=choir").text
    with count_statements() as asked:
        assert demo_client.get("/activities?q=choir").text == first
    assert len(asked) == 1, asked


def test_packed_and_plain_answers_are_kept_apart(demo_client):
    packed = demo_client.get("/activities?q=choir", headers={"Accept-Encoding": "br"})
    plain = demo_client.get("/activities?q=choir", headers={"Accept-Encoding": "identity"})
    assert packed.headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in plain.headers
    again = demo_client.get("/activities?q=choir", headers={"Accept-Encoding": "br"})
    assert again.data == packed.data
    assert again.headers["Content-Encoding"] == "br"
    assert "Content-Security-Policy" in again.headers


def test_a_change_to_the_listings_ends_what_is_kept(demo_app, demo_client, count_statements):
    demo_client.get("/activities?q=choir")
    db.session.execute(update(SearchVersion).values(token="changed", version=SearchVersion.version + 1))
    db.session.commit()
    with count_statements() as asked:
        demo_client.get("/activities?q=choir")
    assert len(asked) > 1


def test_the_next_minute_is_drawn_anew(demo_client, stopped, count_statements):
    demo_client.get("/activities?q=choir")
    stopped.move(minutes=1)
    with count_statements() as asked:
        demo_client.get("/activities?q=choir")
    assert len(asked) > 1


def test_a_reader_with_a_cookie_never_gets_or_leaves_a_page_kept(demo_client, count_statements):
    demo_client.set_cookie("reading", "contrast")
    demo_client.get("/activities?q=choir")
    demo_client.delete_cookie("reading")
    with count_statements() as asked:
        demo_client.get("/activities?q=choir")
    assert len(asked) > 1


def test_languages_are_kept_apart(demo_client):
    english = demo_client.get("/activities?q=choir").text
    assert demo_client.get("/pl/activities?q=choir").text != english


def test_every_search_in_vain_is_counted(demo_app, demo_client):
    for _ in range(2):
        demo_client.get("/activities?q=xylophonist+quxzzy")
    assert db.session.scalar(select(func.sum(UnmetSearch.times))) == 2


def test_what_one_browser_is_told_of_its_cookies_is_not_kept_for_others(demo_client):
    address = "/activities?q=bleep&notice=saved-first&listing=bleep-bowls"
    told = demo_client.get(address, headers={"Referer": "http://localhost/activities?q=bleep"}).text
    assert "does not keep cookies" in told
    assert "does not keep cookies" not in demo_client.get(address).text
