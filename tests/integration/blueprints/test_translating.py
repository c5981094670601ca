"""Translators bring words, see them on the page, and a file of many."""

from __future__ import annotations

import io
import re

import pytest

from app.database import db
from app.domain.roles import Role
from app.domain.translating import Source, digest
from app.gateways import search_index, translation_files
from config import ROOT
from tests.people import post, signed_in

ENGLISH = "All languages"
KEY = digest("", ENGLISH)
ADDRESS = f"/translating/pl/strings/{KEY}"


@pytest.fixture
def translator(client):
    signed_in(client, Role.TRANSLATOR)
    search_index.look_again(db.engine)  # what an earlier test brought is gone
    return client


def test_languages_say_how_far_they_are(translator):
    page = translator.get("/translating").text
    assert "العربية" in page
    assert "Not checked by the community" in page
    assert re.search(r"[\d,]+ of [\d,]+ strings have words", page)


def test_words_a_translator_keeps_are_on_the_page_at_once(translator):
    answer = post(translator, ADDRESS, form_0="Wszystkie nasze", version="0", do="check")
    assert answer.status_code == 303
    assert "Wszystkie nasze</h1>" in translator.get("/pl/languages").text
    assert "Checked" in translator.get(ADDRESS).text


@pytest.mark.parametrize(
    "words", ["<script>x</script>", "<b>x</b>", 'x" onclick="y', "50 % x", "%(name)s", "", "x\u202ey"]
)
def test_words_that_would_break_a_page_are_kept_out_and_stay_typed(translator, words):
    answer = post(translator, ADDRESS, form_0=words, version="0")
    assert answer.status_code == 422
    assert "There is something" in answer.text or "error" in answer.text
    assert "Wszystkie języki" in translator.get("/pl/languages").text


def test_a_form_opened_before_somebody_else_kept_words_is_refused(translator):
    post(translator, ADDRESS, form_0="Wszystkie", version="0")
    answer = post(translator, ADDRESS, form_0="Inne słowa", version="0")
    assert answer.status_code == 409
    assert "Inne słowa" in answer.text


def test_words_can_be_seen_on_their_page_by_their_translator_alone(translator, app):
    seen = post(translator, ADDRESS, form_0="Tak to widzę", version="0", do="see")
    assert seen.status_code == 303
    assert "Tak to widzę</h1>" in translator.get(seen.location).text
    assert "Tak to widzę" not in app.test_client().get(seen.location).text
    assert "Tak to widzę" not in translator.get("/pl/languages").text


def test_a_string_nobody_says_is_not_there(translator):
    assert translator.get("/translating/pl/strings/none").status_code == 404
    assert translator.get("/translating/xx").status_code == 404
    assert translator.get("/translating/en").status_code == 404


def test_strings_are_found_by_words_state_and_who_meets_them(translator):
    assert KEY in translator.get("/translating/pl?q=wszystkie+jezyki").text
    assert KEY not in translator.get("/translating/pl?standing=missing").text


@pytest.mark.parametrize(("write", "name"), [("as_po", "x.po"), ("as_xliff", "x.xlf")])
def test_a_file_shows_what_it_would_change_before_it_does(translator, write, name):
    given = [
        (translation_files.sources(ROOT)[KEY], ["Z pliku"]),
        (Source("", "Nobody says this"), ["Nikt"]),
        (Source("", "Languages"), ["<b>Języki</b>"]),
    ]
    data = getattr(translation_files, write)(given, "pl")
    shown = post(translator, "/translating/pl/file", words=(io.BytesIO(data), name))
    assert "1 string is said anew" in shown.text
    assert "2 strings are left out" in shown.text
    assert "No page of ours says this English any more." in shown.text
    assert "Z pliku" not in translator.get("/pl/languages").text
    carried = re.search(r'name="carried" value="([^"]+)"', shown.text)[1]
    assert post(translator, "/translating/pl/file", carried=carried).status_code == 303
    assert "Z pliku</h1>" in translator.get("/pl/languages").text


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"<x/>", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"])
def test_what_is_no_such_file_is_said_so(translator, data):
    answer = post(translator, "/translating/pl/file", words=(io.BytesIO(data), "x.po"))
    assert answer.status_code == 422
    assert "Choose a PO file" in answer.text


@pytest.mark.parametrize("write", ["as_po", "as_xliff"])
def test_a_file_of_another_language_is_not_taken_and_says_which_it_is(translator, write):
    data = getattr(translation_files, write)([(translation_files.sources(ROOT)[KEY], ["كل اللغات"])], "ar")
    answer = post(translator, "/translating/pl/file", words=(io.BytesIO(data), "x"))
    assert answer.status_code == 422
    assert "Strings in العربية" in answer.text
    assert 'name="carried"' not in answer.text


def test_each_form_says_which_numbers_take_it(translator):
    plural = next(one for one in translation_files.sources(ROOT).values() if one.plural)
    page = translator.get(f"/translating/ar/strings/{plural.digest}").text
    for numbers in (">0<", "3, 4, 5, 6 …", "11, 12, 13, 14 …", "100, 101, 102, 200 …"):
        assert numbers in re.sub(r"\s*([<>])\s*", r"\1", page)


def test_a_string_leads_back_to_what_was_asked_for(translator):
    listed = translator.get("/translating/pl?standing=not-checked&who=residents&page=2").text
    address = re.search(r'href="(/translating/pl/strings/[^"]+)"', listed)[1].replace("&amp;", "&")
    assert "page=2" in address
    back = re.search(r'href="(/translating/pl\?[^"]+)"', translator.get(address).text)[1]
    assert {"standing=not-checked", "who=residents", "page=2"} <= set(back.split("?")[1].split("&amp;"))
    kept = post(translator, f"{ADDRESS}?q=language&page=2", form_0="Wszystkie nasze", version="0")
    assert "q=language" in kept.location


def test_every_string_leaves_in_both_kinds_of_file(translator):
    for kind in ("po", "xlf"):
        data = translator.get(f"/translating/ar/words.{kind}").data
        found = {one.digest: one.forms for one in translation_files.read(data, "ar")}
        kept = translation_files.kept(ROOT, "ar")
        assert found == {key: kept[key] for key in translation_files.sources(ROOT) if key in kept}


def test_words_that_matter_are_listed(translator):
    assert "social prescribing" in translator.get("/translating/pl/glossary").text


def test_whoever_does_not_translate_sees_nothing_of_it(client):
    signed_in(client, Role.LINK_WORKER)
    assert client.get("/translating").status_code == 403
