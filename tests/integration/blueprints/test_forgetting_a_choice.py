"""Taking a remembered way of reading back: a button of its own, and a sentence afterwards."""

import pytest

from app.web import reading
from tests.people import post

HINT = "Nothing is kept on this device."
BUTTON = "Forget my choice"


@pytest.fixture
def keeping(client):
    client.set_cookie(reading.COOKIE, "large")
    return client


def test_a_button_forgets_what_is_kept_and_the_page_says_so(keeping):
    page = keeping.get("/ways-to-read?next=/about").text
    assert BUTTON in page and HINT not in page and 'value="/about"' in page
    sent = post(keeping, "/ways-to-read", next="/about", forget="yes")
    assert sent.location == "/ways-to-read?next=/about&forgotten=yes#now"
    assert keeping.get_cookie(reading.COOKIE) is None
    after = keeping.get(sent.location).text
    assert 'role="status"' in after and "We have forgotten it." in after
    assert BUTTON not in after and HINT in after and "gin-large" not in after


def test_leaving_every_box_empty_says_so_too(keeping):
    sent = post(keeping, "/ways-to-read", next="/about", remember="device")
    assert "We have forgotten it." in keeping.get(sent.location).text


def test_no_button_and_no_such_sentence_where_it_is_not_so(client):
    assert BUTTON not in client.get("/ways-to-read").text
    client.set_cookie(reading.COOKIE, "calm")
    assert "We have forgotten it." not in client.get("/ways-to-read?forgotten=yes").text


def test_on_a_shared_computer_yes_lasts_until_you_leave(client):
    post(client, "/shared-computer/start", next="/areas")
    page = client.get("/ways-to-read").text
    assert "Yes, until you leave" in page
    assert "Yes, on this device" not in page and "For a year" not in page
