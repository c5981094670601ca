"""The language of an address, and what follows from it."""

import re

import pytest
from flask import url_for

from app.web import i18n


@pytest.mark.parametrize(
    ("path", "language", "direction"),
    [("/about", "en-GB", "ltr"), ("/pl/about", "pl", "ltr"), ("/ar/about", "ar", "rtl")],
)
def test_the_prefix_decides_language_and_direction(client, path, language, direction):
    answer = client.get(path)
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}" dir="{direction}"' in answer.text


@pytest.mark.parametrize(
    "path", ["/xx/about", "/en/about", "/PL/about", "/pl/pl/about", "/pl/assets/app.css"]
)
def test_an_unknown_prefix_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_page_that_is_not_there_speaks_the_readers_language(client):
    answer = client.get("/ar/nothing-here")
    assert answer.status_code == 404
    assert 'dir="rtl"' in answer.text


def test_a_prefix_alone_leads_to_the_first_page(client):
    answer = client.get("/pl")
    assert answer.location.endswith("/pl/")


def test_the_switcher_keeps_the_page_and_what_was_searched(client):
    text = client.get("/pl/about?q=%C5%BCubr&near=LS9").text
    for prefix in ("", "/ar"):
        assert f'href="{prefix}/about?q=%C5%BCubr&amp;near=LS9"' in text


def test_the_switcher_escapes_what_it_is_given(client):
    assert "<script>" not in client.get('/nothing/"><script>?x="><script>').text.partition("<main")[0]


def test_other_languages_are_named_as_alternates(client):
    named = re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)"', client.get("/pl/about").text)
    assert named == [("en", "/about"), *((code, f"/{code}/about") for code in ("ro", "ur", "ar"))]


def test_the_switcher_on_an_answer_to_a_form_leads_somewhere(app):
    with app.test_request_context("/pl/ways-to-read", method="POST"):
        app.preprocess_request()
        assert i18n.address_in("ar") == "/ar/ways-to-read"


def test_links_keep_the_language_and_english_can_be_asked_for(app):
    with app.test_request_context("/ar/about"):
        app.preprocess_request()
        assert url_for("pages.contact") == "/ar/contact"
        assert url_for("pages.contact", lang="en") == "/contact"
        assert url_for("pages.contact", lang="pl") == "/pl/contact"
        assert url_for("health.healthz") == "/healthz"


def test_every_page_with_a_prefix_has_its_english_twin(app):
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    prefix = "/<language:lang>"
    assert {rule.removeprefix(prefix) for rule in rules if rule.startswith(prefix)} <= rules


@pytest.mark.parametrize("code", ["ro", "ur"])
def test_whom_to_ring_on_the_first_page_stands_in_english_beside(client, code):
    page = client.get(f"/{code}/").text
    assert "When a life is in danger: police, ambulance or fire." in page
    assert "When a life is in danger" not in client.get(f"/{code}/about").text


def test_the_strip_holds_all_five_languages(client):
    strip = client.get("/ur/about").text.partition('<div class="gin-langs">')[2].partition("</nav>")[0]
    assert re.findall(r'lang="(\w+)" dir', strip) == ["en", "pl", "ro", "ur", "ar"]


def test_a_calendar_file_says_the_language_of_a_listings_own_name(demo_client):
    file = demo_client.get("/ur/activities/puff-and-natter/calendar.ics").text
    assert "SUMMARY;LANGUAGE=en:Puff and Natter" in file and "منگل" in file
