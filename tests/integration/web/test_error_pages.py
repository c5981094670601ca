"""Every error page says what happened and what to do, with or without a database."""

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from app.web import demo, errors, tokens
from app.web.access import public
from app.web.error_words import words_for
from tests import pages

CODES = [400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", ["/", "/ar/"])
def test_an_error_page_needs_no_database(app, monkeypatch, code, path):
    def fail():
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(demo.demo, "is_demo", fail)
    app.extensions.pop(demo.STATE, None)
    with app.test_request_context(path):
        app.preprocess_request()
        page = app.process_response(errors.page(code))
    assert page.status_code == code
    assert pages.page_faults(page.data) == []


def test_each_status_has_words_of_its_own(app):
    with app.test_request_context("/"):
        assert len({words_for(code).heading for code in CODES}) == len(CODES)


@pytest.mark.parametrize(("code", "like"), [(418, 400), (451, 400), (502, 500)])
def test_a_status_we_did_not_think_of_has_words_too(app, code, like):
    with app.test_request_context("/"):
        assert words_for(code) == words_for(like)


def test_who_lost_a_race_for_a_row_is_told_so_and_keeps_what_was_typed(app, client, monkeypatch):
    @public
    def lost(**arguments):
        raise StaleDataError

    endpoint, _ = app.url_map.bind("localhost").match("/get-help", method="POST")
    monkeypatch.setitem(app.view_functions, endpoint, lost)
    answer = client.post("/get-help", data={tokens.FIELD: tokens.form_token(), "who": "me & mine"})
    assert answer.status_code == 409
    assert 'name="who" value="me &amp; mine"' in answer.text


def test_a_form_too_old_gives_one_order_the_button(client):
    page = client.post("/get-help", data={tokens.FIELD: "from the day before yesterday", "who": "me"})
    assert page.status_code == 400
    assert "The button sends all of it again." in page.text and "Go back, check the page" not in page.text


def test_without_a_button_the_page_says_to_go_back(app):
    with app.test_request_context("/"):
        app.preprocess_request()
        assert "Go back, check the page" in errors.page(400).get_data(as_text=True)
