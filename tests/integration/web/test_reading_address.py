"""One page read in a way of its own: its address says it, and no cookie does."""

import re

import pytest
from flask import url_for

from app.web import easy_versions, reading, reading_address
from tests.people import post


def choose(client, next_page="", **fields):
    return post(client, "/ways-to-read", next=next_page, **fields)


def test_every_page_asks_how_it_is_read_and_knows_the_way_back(client):
    page = client.get("/about?x=1").text
    assert 'href="/ways-to-read?next=/about?x%3D1"' in page
    assert "How do you want to read this?" in page


def test_for_this_page_only_no_cookie_is_kept(client):
    sent = choose(client, "/about", choices=["easy", "large"], remember="page")
    assert sent.location == "/about?read=large-easy"
    assert "Set-Cookie" not in sent.headers
    page = client.get(sent.location).text
    assert 'class="govuk-template gin-large"' in page and "Show it as before" in page
    assert 'name="robots" content="noindex"' in page
    assert "gin-large" not in client.get("/about").text


def test_on_this_device_the_cookie_is_kept_and_leads_back(client):
    sent = choose(client, "/about?read=calm", choices=["large"], remember="device")
    assert sent.location == "/about"
    assert client.get_cookie(reading.COOKIE).value == "large"


def test_without_an_answer_nothing_is_remembered(client):
    assert "Set-Cookie" not in choose(client, "/about", choices=["large"]).headers


def test_the_address_goes_before_the_cookie(client):
    client.set_cookie(reading.COOKIE, "large")
    assert "gin-large" in client.get("/about").text
    assert "gin-large" not in client.get("/about?read=usual").text
    assert 'gin-contrast"' in client.get("/about?read=contrast").text


def test_a_page_can_be_printed_and_read_in_a_way_of_its_own(client):
    page = client.get("/privacy?read=easy&print=a5").text
    assert "gin-printed--a5" in page and "gin-easy" in page


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "/l/abcdefgh", "/cases", "/no-such-page"]
)
def test_nobody_is_led_to_another_site_or_to_a_page_with_a_key(client, target):
    assert choose(client, target, choices=["large"]).location == "/ways-to-read?read=large#now"


def test_a_page_that_a_key_opens_is_not_named_in_the_link(app):
    with app.test_request_context("/come-back/a-secret-key"):
        assert reading_address.ways_to_read_url() == "/ways-to-read"
    with app.test_request_context("/have-your-say/buses", method="POST"):
        assert reading_address.ways_to_read_url() == "/ways-to-read"


def test_a_whole_postcode_that_was_searched_for_stands_in_no_new_address(demo_client):
    page = demo_client.get("/activities?q=tea+at+LS9+7UF&near=LS9+7UF").text
    assert 'href="/ways-to-read?next=/activities?q%3Dtea%2Bat%2BLS9%26near%3DLS9"' in page
    page = demo_client.get("/ways-to-read?next=/activities?near=LS9%2B7UF").text
    assert 'value="/activities?near=LS9"' in page
    assert "localhost/ways-to-read</bdi>" in page.partition("gin-on-paper")[2]
    assert choose(demo_client, "/activities?near=LS9+7UF", choices=["large"], remember="page").location == (
        "/activities?near=LS9&read=large"
    )


def test_the_way_back_is_in_the_language_chosen_meanwhile(client):
    sent = choose(client, "/ways-to-read")
    assert sent.location.startswith("/ways-to-read")
    assert post(client, "/pl/ways-to-read", next="/about", choices=["calm"]).location == "/pl/about?read=calm"
    assert post(client, "/ways-to-read", next="/ar/about", choices=["calm"]).location == "/about?read=calm"


def test_menus_that_are_drawn_once_carry_nobodys_choice(client):
    client.get("/get-help?read=easy")
    assert 'href="/get-help?read' not in client.get("/get-help").text.partition("<main")[0]
    assert "read=easy" not in client.get("/about").text.partition("<footer")[0]


@pytest.mark.parametrize("typed", ["nonsense", "", "eays", "1"])
def test_a_wrong_letter_in_an_address_leaves_what_is_remembered(client, typed):
    client.set_cookie(reading.COOKIE, "contrast-easy")
    page = client.get(f"/get-help?read={typed}").text
    assert "gin-contrast" in page and "gin-easy" in page
    assert "read=usual" not in page
    assert "This page is shown like this" not in page


@pytest.mark.parametrize("typed", ["EASY,Large", "easy,%20large", "large+easy%20", "Easy-LARGE"])
def test_what_somebody_types_is_understood(app, typed):
    with app.test_request_context(f"/get-help?read={typed}"):
        assert reading.chosen() == ("large", "easy")
        assert reading_address.is_read_asked()


def test_a_page_to_go_back_to_that_says_nonsense_is_read_as_remembered(client):
    client.set_cookie(reading.COOKIE, "calm")
    assert re.search(
        r'value="calm"[^>]* checked', client.get("/ways-to-read?next=/about%3Fread%3Dnonsense").text
    )


def test_a_form_carries_no_nonsense_on(app):
    with app.test_request_context("/panel?read=nonsense"):
        assert url_for("panel.join") == "/panel/join"
        assert easy_versions.easy_here(first=True)
    with app.test_request_context("/panel?read=usual"):
        assert url_for("panel.join") == "/panel/join?read=usual"
        assert not easy_versions.easy_here(first=True)
