"""A translator's Today: what waits, counted, each with the page it is done on."""

from __future__ import annotations

import re

import pytest

from app.domain.plain_pages import PageVersionState
from app.domain.roles import Role
from app.gateways import glossaries, translation_files
from config import ROOT
from tests.factories_everybody import PageVersionFactory, PlainPageFactory
from tests.people import signed_in

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def translator(client):
    signed_in(client, Role.TRANSLATOR)
    return client


def rows(browser):
    """What stands on Today: words -> where its button leads."""
    main = browser.get("/today").text.partition("<main")[2].partition("</main>")[0]
    found = re.findall(r'<h2[^>]*><a[^>]* href="([^"]+)">([^<]+)</a>', main)
    return {words: url.replace("&amp;", "&") for url, words in found}


def row(browser, part):
    words, url = next((pair for pair in rows(browser).items() if part in pair[0]), ("", ""))
    return words, url


def test_what_nobody_has_read_stands_there_with_its_size_the_most_first(translator):
    found = [words for words in rows(translator) if "nobody here has checked" in words]
    assert len(found) >= 2
    assert "words of English." in translator.get("/today").text
    _, url = row(translator, "Polish: nobody here has checked")
    assert url == "/translating/pl?standing=not-checked"
    assert translator.get(url).status_code == 200


def test_strings_without_words_are_counted_and_lead_to_them(translator, monkeypatch):
    held, sources = translation_files.kept(ROOT, "pl"), translation_files.sources(ROOT)
    gone = [key for key in sources if key in held][:3]
    lack = sum(key not in held for key in sources) + len(gone)
    left = {key: said for key, said in held.items() if key not in gone}
    monkeypatch.setattr(translation_files, "kept", lambda root, code: left)
    words, url = row(translator, f"Polish: {lack:,} strings have no words")
    assert words
    assert url == "/translating/pl?standing=missing"


def test_a_page_whose_english_changed_after_the_translation_stands_first(translator):
    page = PlainPageFactory(slug="who-can-help")
    PageVersionFactory(page=page, state=PageVersionState.PUBLISHED)
    PageVersionFactory(
        page=page, language="pl", title="Kto pomoże", of_words="older", state=PageVersionState.PUBLISHED
    )
    first, url = next(iter(rows(translator).items()))
    assert (first, url) == (
        "Polish: the English of 1 page changed since",
        "/pages/who-can-help/languages/pl",
    )
    listed = translator.get("/pages?show=behind&language=pl").text
    assert "Who can help" in listed and "What is a link worker?" not in listed


def test_a_word_of_the_glossary_that_a_language_lacks_is_named(translator, monkeypatch):
    known = glossaries.of_language
    monkeypatch.setattr(
        glossaries, "of_language", lambda root, code: known(root, code)[(1 if code == "pl" else 0) :]
    )
    word = known(ROOT, "pl")[0].english
    _, url = row(translator, "Polish: 1 word that matters has no translation")
    assert f"In English: {word}." in translator.get("/today").text
    assert word in translator.get(url).text.partition('id="lacks"')[2].partition("</section>")[0]


def test_nobody_else_is_told(client):
    signed_in(client, Role.ENGAGEMENT_OFFICER)
    assert "nobody here has checked" not in client.get("/today").text
