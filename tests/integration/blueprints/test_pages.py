"""The plain pages, in every language. The client itself checks each page's markup."""

import re

import pytest

from app.web import reading

TEXTS = [
    "help-now",
    "get-help",
    "have-your-say",
    "about",
    "about-the-data",
    "accessibility",
    "contact",
    "privacy",
]
EVERY = [*TEXTS, "languages", "ways-to-read"]
PREFIXES = {"en": "", "pl": "/pl", "ar": "/ar"}


@pytest.mark.parametrize("lang", PREFIXES)
@pytest.mark.parametrize("slug", EVERY)
def test_every_page_answers_in_every_language(client, slug, lang):
    answer = client.get(f"{PREFIXES[lang]}/{slug}")
    assert answer.status_code == 200
    assert "{" not in re.sub(r"<script.*?</script>", "", answer.text)


@pytest.mark.parametrize("slug", TEXTS)
def test_every_text_is_translated_and_says_nobody_has_checked_it(client, slug):
    english, polish, arabic = (client.get(f"{prefix}/{slug}").text for prefix in PREFIXES.values())
    assert "Nobody from the community" not in english
    assert f'href="/{slug}" hreflang="en"' in polish
    assert f'href="/{slug}" hreflang="en"' in arabic
    assert re.search(r"<h1[^>]*>[^<]*[\u0600-\u06ff]", arabic)


def test_help_now_begins_with_the_number_for_danger(client):
    text = client.get("/help-now").text
    assert text.index("tel:999") < text.index("tel:111") < text.index("tel:116123") < text.index('id="which"')
    assert 'href="sms:85258"' in text
    assert "data-exit" in text


def test_the_help_line_is_at_the_same_place_on_every_page(client):
    """Only the links that show this very page another way differ."""
    whole = (client.get(f"/{slug}").text.partition("<footer")[2].partition("<h2")[2] for slug in EVERY)
    feet = {re.sub(r'href="[^"]*\?read=', 'href="?read=', foot) for foot in whole}
    assert len(feet) == 1
    assert "tel:01134960123" in feet.pop()


def test_a_page_marks_its_own_menu_entry(client):
    assert re.search(r'href="/get-help" aria-current="true"', client.get("/get-help").text)
    assert 'aria-current="true">Get help' not in client.get("/about").text


def test_links_inside_a_text_stay_in_the_language(client):
    assert 'href="/pl/help-now"' in client.get("/pl/get-help").text.partition("<main")[2]


def test_english_words_inside_arabic_are_marked(client):
    assert (
        '<span lang="en" dir="ltr">I have nowhere to sleep tonight</span>' in client.get("/ar/help-now").text
    )


def test_the_licences_ask_for_lines_and_get_them(client):
    text = client.get("/about-the-data").text
    assert "Contains public sector information licensed under the Open Government Licence v3.0." in text
    assert "Contains Royal Mail data © Royal Mail copyright and database right." in text


def test_robots_are_kept_from_lists(client):
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert "Disallow: /l/" in answer.text
    assert client.get("/pl/robots.txt").status_code == 404


def token(client):
    return re.search(r'name="form_token" value="([^"]+)"', client.get("/ways-to-read").text)[1]


def test_a_reading_choice_is_kept_only_after_it_was_sent(client):
    assert "Set-Cookie" not in client.get("/ways-to-read").headers
    sent = client.post(
        "/ways-to-read",
        data={"form_token": token(client), "choices": ["large", "contrast"], "remember": "device"},
    )
    assert sent.status_code == 303
    assert client.get_cookie(reading.COOKIE).value == "large-contrast"
    page = client.get("/about").text
    assert 'class="govuk-template gin-large gin-contrast"' in page
    assert "/assets/reading." in page


def test_choosing_nothing_takes_the_cookie_away(client):
    client.set_cookie(reading.COOKIE, "calm")
    client.post("/ways-to-read", data={"form_token": token(client), "remember": "device"})
    assert client.get_cookie(reading.COOKIE) is None


def test_a_choice_that_is_none_of_ours_is_passed_over(client):
    client.set_cookie(reading.COOKIE, 'calm-"><script>-huge')
    assert 'class="govuk-template gin-calm"' in client.get("/about").text


def test_the_choice_page_keeps_the_language(client):
    sent = client.post(
        "/ar/ways-to-read", data={"form_token": token(client), "choices": ["calm"], "remember": "device"}
    )
    assert sent.location == "/ar/ways-to-read#now"


@pytest.mark.parametrize("path", ["/help-now", "/guides/help-now/easy", "/ar/help-now"])
def test_the_way_out_of_help_now_is_the_second_stop_of_the_tab_key(client, path):
    page = client.get(path).text
    first, second = re.findall(r"<a [^>]*>", page.partition("<body")[2])[:2]
    assert "govuk-skip-link" in first and "data-exit" in second
    assert page.count("data-exit") == 1 and "gin-exit__touch" in page
