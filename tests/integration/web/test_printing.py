"""Any public page prints in three sizes, with address and square; what is somebody's own tells neither."""

import pytest

from app.web.access import declared
from tests.people import post


def test_every_page_leads_to_its_sheets_and_a_listing_to_its_own(demo_client):
    assert 'href="/areas?print=a5"' in demo_client.get("/areas").text
    found = demo_client.get("/activities?q=tea&near=LS9").text
    assert "/activities?q=tea&amp;near=LS9&amp;print=large" in found
    assert (
        'href="/activities/puff-and-natter/print?size=a5"'
        in demo_client.get("/activities/puff-and-natter").text
    )


@pytest.mark.parametrize("size", ["a4", "a5", "large"])
def test_a_printed_page_has_no_menu_and_ends_with_its_address(client, size):
    page = client.get(f"/ar/privacy?print={size}").text
    assert f"gin-printed--{size}" in page and "gin-nav" not in page
    assert "localhost/ar/privacy</bdi>" in page and "<svg viewBox" in page
    assert 'href="/ar/privacy"' in page and 'name="robots"' in page


def test_a_printed_search_tells_the_district_of_a_postcode_and_no_more(demo_client):
    """Heading, address and square: paper is left on tables."""
    led = demo_client.get("/activities?q=tea&near=ls9+7uf&print=a5")
    assert led.headers["Location"] == "/activities?q=tea&near=LS9&print=a5"
    page = demo_client.get(led.headers["Location"]).text
    assert "7UF" not in page.upper() and "localhost/activities?q=tea&amp;near=LS9</bdi>" in page
    in_words = demo_client.get("/ar/activities?q=tea+near+LS9+7UF&print=large")
    assert in_words.headers["Location"] == "/ar/activities?q=tea+near+LS9&print=large"
    on_screen = demo_client.get("/activities?q=tea&near=LS9+7UF").text
    assert "near=LS9</bdi>" in on_screen.partition("gin-on-paper")[2]


def test_a_place_we_do_not_know_is_left_off_the_paper_and_the_paper_says_so(demo_client):
    led = demo_client.get("/activities?q=tea&near=over+the+chip+shop&print=a4")
    assert led.headers["Location"] == "/activities?q=tea&without=place&print=a4"
    page = demo_client.get(led.headers["Location"]).text
    assert "chip shop" not in page and "does not say near where you looked" in page
    assert "localhost/activities?q=tea</bdi>" in page


def test_an_unknown_size_is_a_page_for_a_screen(client):
    assert "gin-printed" not in client.get("/privacy?print=a0").text


def test_an_answer_to_a_form_offers_no_sheet(client):
    assert "?print=" not in post(client, "/get-help", who="nobody").text


def test_an_address_that_opens_somebodys_own_is_not_printed(client):
    page = client.get("/come-back/secret-key-of-somebody?print=a4")
    assert "secret-key" not in page.text.partition("gin-printed__end")[2]


def test_every_public_page_without_arguments_prints(demo_app, demo_client):
    rules = [
        rule.rule
        for rule in demo_app.url_map.iter_rules()
        if not rule.arguments
        and "GET" in rule.methods
        and declared(demo_app.view_functions[rule.endpoint]) == "public"
    ]
    for path in rules:
        page = demo_client.get(f"{path}?print=large")
        assert page.status_code < 500, path
    assert {"/", "/help-now", "/guides", "/activities"} <= set(rules)


@pytest.mark.parametrize("size", ["a4", "a5", "large"])
def test_asking_for_a_link_worker_prints_its_questions_to_fill_in(client, size):
    start = client.get("/get-help?read=easy").text
    assert f'href="/get-help/on-paper?read=easy&amp;size={size}"' in start.replace(
        f"size={size}&amp;read=easy", f"read=easy&amp;size={size}"
    )
    assert client.get(f"/get-help?print={size}").location == f"/get-help/on-paper?size={size}"
    sheet = client.get(f"/get-help/on-paper?size={size}").text
    assert (f"gin-sheet--{size}" in sheet) is (size != "a4")
