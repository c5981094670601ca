"""A file brought in by a translator stands in a list, and the last one can be taken back."""

from __future__ import annotations

import datetime as dt
import io
import re
from itertools import count

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app import clock
from app.blueprints.translating import bringing
from app.database import db
from app.domain.roles import Role
from app.domain.translating import digest
from app.gateways import search_index, translation_files
from config import ROOT
from tests.people import post, signed_in

KEY = digest("", "All languages")
OTHER = digest("", "Languages")
ADDRESS = "/translating/pl/file"


@pytest.fixture
def translator(client, clock):
    signed_in(client, Role.TRANSLATOR)
    search_index.look_again(db.engine)
    return client


def brings(browser, words, data=None):
    """Bring in these words by digest, looked at first; where the browser ends up."""
    sources = translation_files.sources(ROOT)
    data = data or translation_files.as_po([(sources[key], [said]) for key, said in words.items()], "pl")
    shown = post(browser, ADDRESS, words=(io.BytesIO(data), "x"))
    carried = re.search(r'name="carried" value="([^"]+)"', shown.text)[1]
    return post(browser, ADDRESS, carried=carried), carried


def sends(browser, address, data):
    """A large file, whose request leaves no file behind."""
    token = re.search(r'name="form_token" value="([^"]+)"', browser.get(address).text)[1]
    boundary, body = encode_multipart({"form_token": token, "words": FileStorage(io.BytesIO(data), "x.xlf")})
    return browser.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def last_file(browser):
    """The page of the newest file."""
    page = browser.get("/translating/pl/files").text
    return re.search(r'href="(/translating/pl/files/[0-9a-f-]+)"', page)[1]


def said(browser):
    """What the page of languages is called in Polish."""
    return re.search(r"<h1[^>]*>\s*([^<]*?)\s*</h1>", browser.get("/pl/languages").text)[1]


def test_the_last_file_is_taken_back_and_every_page_says_what_it_said_before(translator, clock):
    before = said(translator)
    brings(translator, {KEY: "Z pierwszego"})
    clock.move(minutes=5)
    answer, carried = brings(translator, {KEY: "Z drugiego", OTHER: "Mowy"})
    assert post(translator, ADDRESS, carried=carried).status_code == 303
    page = translator.get(answer.location).text
    assert "2 strings" in page
    assert page.count("Brought in by:") == 2, "sent twice, it is brought in once"
    assert said(translator) == "Z drugiego"

    address = last_file(translator)
    assert "Z pierwszego" in translator.get(address).text
    for _ in range(2):
        assert post(translator, f"{address}/take-back").status_code == 303
    assert said(translator) == "Z pierwszego"
    assert "Taken back" in translator.get(address).text
    older = re.findall(r'href="(/translating/pl/files/[0-9a-f-]+)"', translator.get(answer.location).text)[-1]
    assert post(translator, f"{older}/take-back").status_code == 303
    assert said(translator) == before


def test_a_file_is_taken_back_though_time_went_by_while_it_was_brought_in(translator, monkeypatch):
    moments = count()
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(milliseconds=next(moments)))
    before = said(translator)
    brings(translator, {KEY: "Z pliku", OTHER: "Mowy"})
    assert post(translator, f"{last_file(translator)}/take-back").status_code == 303
    assert said(translator) == before


def test_a_file_whose_words_were_changed_or_checked_since_is_not_taken_back(translator, clock):
    brings(translator, {KEY: "Z pliku", OTHER: "Mowy"})
    clock.move(minutes=5)
    address = last_file(translator)
    post(translator, f"/translating/pl/strings/{KEY}", form_0="Z pliku", version="1", do="check")
    answer = post(translator, f"{address}/take-back")
    assert answer.status_code == 409
    assert "1 string of this file was changed or checked since" in answer.text
    assert KEY in answer.text
    assert said(translator) == "Z pliku"


def test_a_file_before_the_last_one_stays(translator, clock):
    brings(translator, {KEY: "Z pliku"})
    first = last_file(translator)
    clock.move(minutes=5)
    brings(translator, {OTHER: "Mowy"})
    assert post(translator, f"{first}/take-back").status_code == 409
    assert said(translator) == "Z pliku"
    assert post(translator, first.replace("/pl/", "/ar/") + "/take-back").status_code == 404


def test_a_file_larger_than_other_forms_may_be_is_brought_in_whole(translator):
    sources, kept = translation_files.sources(ROOT), translation_files.kept(ROOT, "ar")
    some = [(one, [f"{form}." for form in kept[key]]) for key, one in sources.items() if key in kept][:50]
    data = translation_files.as_xliff(some, "ar")
    data += b"<!-- what a program of the translator adds -->" + b" " * (4 * 1024 * 1024)
    shown = sends(translator, "/translating/ar/file", data)
    carried = re.search(r'name="carried" value="([^"]+)"', shown.text)[1]
    assert post(translator, "/translating/ar/file", carried=carried).status_code == 303
    assert re.search(r"\d\d strings", translator.get("/translating/ar/files").text)


def test_a_file_that_is_too_large_is_told_how_large_one_may_be(translator):
    data = b"<" + b" " * (bringing.MOST_MEGABYTES + 1) * 1024 * 1024
    answer = sends(translator, ADDRESS, data)
    assert answer.status_code == 413
    assert "The file is larger than 8 megabytes. Bring it in in parts." in answer.text


def test_nobody_else_sees_the_files(client):
    signed_in(client, Role.LINK_WORKER)
    assert client.get("/translating/pl/files").status_code == 403
