"""A listing somebody has put into the reader's language."""

import html5lib
import pytest


def pieces(answer, name):
    root = html5lib.parse(answer.data, namespaceHTMLElements=False)
    return [("".join(item.itertext()).strip(), item) for item in root.iter(name)]


@pytest.mark.parametrize(
    ("address", "name", "line", "story"),
    [
        ("/ar/activities/yasmin-thread", "خيط الياسمين", "ترجمه شخص في", "نعدّ الإبر"),
        ("/pl/activities/tin-lane-pantry", "Spiżarnia na Tin Lane", "Przetłumaczone przez", "brzoskwinie"),
    ],
)
def test_listing_is_read_in_the_readers_language_and_says_who_translated_it_when(
    demo_client, address, name, line, story
):
    answer = demo_client.get(address)
    (heading, item), *_ = pieces(answer, "h1")
    assert heading == name
    assert item.get("lang") is None, "it is in the language of the page"
    (said,) = [words for words, _ in pieces(answer, "p") if words.startswith(line)]
    assert any(character.isdigit() for character in said)
    assert story in answer.text


def test_what_nobody_has_translated_says_its_own_language(demo_client):
    answer = demo_client.get("/ar/activities/yasmin-thread")
    (quote,) = [item for words, item in pieces(answer, "p") if "lemon tree" in words]
    assert (quote.get("lang"), quote.get("dir")) == ("en", "auto")


def test_reader_of_another_language_meets_the_original(demo_client):
    answer = demo_client.get("/pl/activities/yasmin-thread")
    (heading, item), *_ = pieces(answer, "h1")
    assert (heading, item.get("lang"), item.get("dir")) == ("Yasmin Thread", "en", "auto")
    assert "Przetłumaczone" not in answer.text


def test_card_and_search_use_the_translated_words(demo_client):
    answer = demo_client.get("/ar/activities?q=خياطة")
    assert "خيط الياسمين" in answer.text
    assert 'lang="ar"' not in answer.text.split("<main")[1].split("خيط الياسمين")[0][-200:]
